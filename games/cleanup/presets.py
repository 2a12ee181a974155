"""The numbers of Cleanup: one frozen value, and the presets with a name."""

from dataclasses import dataclass
from typing import Final, Literal

from games.cleanup.map import Layout, Name, layout_of
from games.cleanup.poses import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanupRules:
    """Every number of the game. Raises ValueError for numbers that make no match."""

    board: Name = "paper"
    steps: int = 30
    frozen: int = 5
    """Steps that a zap takes, the one in which it hits included."""
    drift: int = 5
    """New waste comes in the first step, and again after so many."""
    cutoff: int = 6
    """From so many polluted tiles on, no apple grows."""
    start_waste: int = 1
    """Tiles that are polluted before the first step."""
    growth: int = 20
    """In how many of 100 steps an empty orchard tile gets an apple."""
    identity: Literal["named", "anonymous"] = "named"
    """anonymous: where others stand and what they have reaches a seat without names, and a zap without its author."""

    def __post_init__(self) -> None:
        if min(self.steps, self.frozen, self.drift, self.cutoff) < 1:
            raise ValueError("there must be a step, and zaps, waste and the cutoff must take at least one")
        if not 0 <= self.growth <= 100 or self.start_waste < 0:
            raise ValueError("apples grow in 0 to 100 of 100 steps, and no number of tiles is negative")

    @property
    def layout(self) -> Layout:
        return layout_of(self.board)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassicRules:
    """Every number of the game where seats see only what is around them. Raises ValueError for numbers that make no
    match."""

    board: Name = "classic"
    steps: int = 1000
    frozen: int = 50
    """Steps that a zap takes, the one in which it hits included; the seat is off the board."""
    beam: int = 3
    """Tiles that a beam reaches; it is three wide."""
    clean_every: int = 2
    """Steps from one beam that cleans to the next."""
    zap_every: int = 10
    """Steps from one beam that zaps to the next."""
    growth: int = 5
    """In how many of 100 steps an empty orchard tile gets an apple while the river is clean."""
    cutoff_share: int = 40
    """From so many polluted tiles of 100 on, no apple grows and no waste comes."""
    start_share: int = 30
    """Of 100 river tiles, those that are polluted before the first step."""
    waste: int = 50
    """In how many of 100 steps new waste comes."""
    ahead: int = 9
    """Tiles that a seat sees in the direction it faces."""
    behind: int = 1
    side: int = 5
    """To the left, and to the right."""
    identity: Literal["named", "anonymous"] = "named"
    """anonymous: where others stand and what they have reaches a seat without names, and a zap without its author."""

    def __post_init__(self) -> None:
        if min(self.steps, self.beam, self.clean_every, self.zap_every, self.ahead, self.behind, self.side) < 1:
            raise ValueError("there must be a step, and beams and windows reach at least one tile")
        if self.frozen < 2:
            raise ValueError("a zap takes at least one step beyond its own")
        if not all(0 <= share <= 100 for share in (self.growth, self.cutoff_share, self.start_share, self.waste)):
            raise ValueError("shares are of 100, as is in how many steps something happens")

    @property
    def layout(self) -> Layout:
        return layout_of(self.board)

    @property
    def cutoff(self) -> int:
        """From so many polluted tiles on, no apple grows."""
        return -(-self.cutoff_share * len(self.layout.river) // 100)

    @property
    def start_waste(self) -> int:
        """Tiles that are polluted before the first step."""
        return (2 * self.start_share * len(self.layout.river) + 100) // 200

    @property
    def window(self) -> Window:
        return Window(self.ahead, self.behind, self.side)


Rules = CleanupRules | ClassicRules

PRESETS: Final = {"paper": CleanupRules()}
"""`paper` follows the experiment (Zeng & Rudzicz 2026, arXiv 2605.27593): a small board that all see whole."""
CLASSIC_PRESETS: Final = {
    "classic-small": ClassicRules(board="classic-small", steps=150, frozen=10, waste=25),
    "classic-short": ClassicRules(steps=200, frozen=10),
    "classic": ClassicRules(),
}
"""After Hughes et al. (2018), Melting Pot's `clean_up` and Vinitsky et al.; the maps are ours."""
