"""Cleanup as a browser draws it. See `app.scenes.Scenes` for the contract."""

from app.scenes.cleanup.asking import ask, mine
from app.scenes.cleanup.ending import ending
from app.scenes.cleanup.knowing import DOINGS, deed, knew
from app.scenes.cleanup.table import scene
from app.scenes.cleanup.telling import AHEAD, begins, marks, plays, quiet, remark, remember, showdown, told
from app.scenes.cleanup.treating import lanes, treated

__all__ = [
    "AHEAD",
    "DOINGS",
    "ask",
    "begins",
    "deed",
    "ending",
    "knew",
    "lanes",
    "marks",
    "mine",
    "plays",
    "quiet",
    "remark",
    "remember",
    "scene",
    "showdown",
    "told",
    "treated",
]
