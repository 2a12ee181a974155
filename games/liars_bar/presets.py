"""The numbers of Liar's Bar: one frozen value, and the presets with a name."""

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from games.liars_bar.actions import JOKER, RANKS, Hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What each event is worth (Zeng & Rudzicz 2026, arXiv 2605.27593)."""

    right_call: int = 2
    honest_pass: int = 2
    """Passing on a play that was honest; given when the round ends."""
    last_card: int = 2
    """Laying the last card and being passed."""
    wrong_call: int = -1
    """Calling an honest play and surviving the shot."""
    shot_dead: int = -2
    """Instead of `wrong_call` where both would apply."""
    other_death: int = 1
    """Each other living seat, at every death."""
    survivor: int = 3
    runner_up: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LiarsBarRules:
    """Every number of the game. Raises ValueError for a combination that cannot be dealt."""

    copies: int = 8
    """Cards of each rank."""
    jokers: int = 4
    hand: int = 5
    most_laid: int = 3
    chambers: int = 6
    round_cap: int = 60
    say_limit: int = 200
    """Characters."""
    points: Points | None = Points()
    """None: no points, the last survivor wins, and passed plays are never judged."""
    deal: Literal["random", "stacked"] = "random"
    """stacked: every living seat gets exactly 2 target, 2 other, 1 Joker."""
    revolver: Literal["random", "sixth_shot"] = "random"
    runner_up: Literal["second", "third"] = "second"

    def __post_init__(self) -> None:
        if min(self.copies, self.hand, self.most_laid, self.chambers, self.round_cap) < 1:
            raise ValueError("there must be cards, a chamber, a round, and something to lay")
        if min(self.jokers, self.say_limit) < 0:
            raise ValueError("no number of Jokers or characters can be negative")
        if self.deal == "stacked" and (self.copies < 8 or self.jokers < 4 or self.hand != 5):
            raise ValueError("a stacked deal needs 8 cards of each rank, 4 Jokers and hands of 5")

    @property
    def deck(self) -> Hand:
        """All cards, in order."""
        return _deck(self.copies, self.jokers)


@cache
def _deck(copies: int, jokers: int) -> Hand:
    ranks: Hand = tuple(rank for rank in RANKS for _ in range(copies))
    return ranks + (JOKER,) * jokers


PRESETS: Final = {
    "paper": LiarsBarRules(),
    "classic": LiarsBarRules(copies=6, jokers=2, points=None),
    "published-code": LiarsBarRules(deal="stacked", revolver="sixth_shot", runner_up="third"),
}
"""`paper` follows the experiment, `classic` the older 20-card form of liars-bar-llm, and `published-code` has the
mechanics, not the beliefs, of the experiment's public code."""
