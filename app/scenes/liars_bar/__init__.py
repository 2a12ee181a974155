"""Liar's Bar as a browser draws it. See `app.scenes.Scenes` for the contract."""

from app.scenes.liars_bar.asking import ask, mine
from app.scenes.liars_bar.ending import ending
from app.scenes.liars_bar.showdown import showdown
from app.scenes.liars_bar.table import scene
from app.scenes.liars_bar.telling import begins, marks, quiet, remark

__all__ = ["ask", "begins", "ending", "marks", "mine", "quiet", "remark", "scene", "showdown"]
