"""A tiny simultaneous game that signs the same contract as the real ones, to keep the contract honest."""

from typing import Final

from games.registry import Entry, register
from tests.toy.game import GuessGame
from tests.toy.notation import GuessNotation, rulebook
from tests.toy.traits import TRAITS
from tests.toy.values import GuessRules

PRESETS: Final = {"short": GuessRules(rounds=2, top=3), "long": GuessRules(rounds=5, top=6)}
ENTRY: Final = Entry("toy", GuessGame, GuessRules, PRESETS, GuessNotation, rulebook, traits=TRAITS)


def register_toy() -> None:
    """Put the toy beside the real games."""
    register(ENTRY)
