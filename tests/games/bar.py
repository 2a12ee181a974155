"""A table of Liar's Bar at which a test deals: `Bar(6, 6).deal("Q", "QQKAJ", "KKAAJ").lay("Q").calls()`."""

from typing import Any, Self

from games.core import CHANCE, Action, Event, Reason, Seat
from games.liars_bar.actions import Call, Card, Deal, Hand, LoadRevolvers, Pass, Play, Rank, Starter
from games.liars_bar.events import Award, Scored
from games.liars_bar.presets import PRESETS, LiarsBarRules
from games.liars_bar.rules import LiarsBar

LETTERS: dict[str, Card] = {"Q": "Q", "K": "K", "A": "A", "J": "Joker"}
PAPER, CLASSIC, PUBLISHED = PRESETS["paper"], PRESETS["classic"], PRESETS["published-code"]


def cards(letters: str) -> Hand:
    """J is a Joker."""
    return tuple(LETTERS[letter] for letter in letters)


class Bar:
    """Seat s dies at its `chambers[s]`-th shot; every method plays one step for whoever's turn it is."""

    def __init__(self, *chambers: int, starter: Seat = 0, rules: LiarsBarRules = PAPER) -> None:
        self.game = LiarsBar(rules)
        self.state = self.game.start(len(chambers))
        self.events: tuple[Event, ...] = ()
        """Of the last step."""
        self.chance(LoadRevolvers(chambers)).chance(Starter(starter))

    def _step(self, seat: Seat, action: Action) -> Self:
        self.state, self.events = self.game.step(self.state, {seat: action})
        return self

    def chance(self, draw: Action) -> Self:
        return self._step(CHANCE, draw)

    def deal(self, target: Rank, *hands: str) -> Self:
        return self.chance(Deal(target, tuple(map(cards, hands))))

    def lay(self, letters: str, say: str = "") -> Self:
        return self._step(self.state.turn, Play(cards(letters), say))

    def passes(self, say: str = "") -> Self:
        return self._step(self.state.turn, Pass(say))

    def calls(self, say: str = "") -> Self:
        return self._step(self.state.turn, Call(say))

    def why_not(self, action: Action, seat: Seat | None = None) -> str | None:
        """The code with which the action is refused, or None."""
        why: Reason | None = self.game.check(self.state, self.state.turn if seat is None else seat, action)
        return why and why.code

    @property
    def scored(self) -> list[tuple[Seat, int, Award]]:
        """The points the last step gave, in order."""
        return [(e.seat, e.points, e.why) for e in self.events if isinstance(e, Scored)]

    def happened(self, kind: type[Event]) -> list[Any]:
        """The last step's events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]
