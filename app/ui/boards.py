"""The games that have a board. Matches of another game are kept and told in sentences."""

from collections.abc import Mapping
from typing import Final

from app.ui.board import Board
from app.ui.liars_bar import LiarsBarBoard

BOARDS: Final[Mapping[str, Board]] = {"liars_bar": LiarsBarBoard()}
