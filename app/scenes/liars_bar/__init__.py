"""Liar's Bar as a browser draws it. See `app.scenes.Scenes` for the contract."""

from app.scenes.liars_bar.asking import ask, mine
from app.scenes.liars_bar.ending import ending
from app.scenes.liars_bar.knowing import DOINGS, deed, knew
from app.scenes.liars_bar.lying import plays
from app.scenes.liars_bar.showdown import showdown
from app.scenes.liars_bar.table import scene
from app.scenes.liars_bar.telling import AHEAD, begins, marks, quiet, remark, remember, told
from app.scenes.liars_bar.treating import lanes, treated

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
