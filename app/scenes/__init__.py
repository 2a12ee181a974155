"""How each game looks to a browser: observations and events as plain data with every word on it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from app.scenes import liars_bar
from games.core import Event, Notation, Seat
from replays.record import Header
from replays.replay import Seen

Json = dict[str, Any]


class Scenes(Protocol):
    """What a game's module here offers. All of it is JSON with text that is ready to show."""

    def scene(self, observations: Sequence[Any], header: Header, said: Mapping[Seat, str], *, playing: bool) -> Json:
        """The table as the first observation knows it, with what the others know besides.

        `playing`: the viewer sits at the table, so its own side is drawn apart. `said` is each seat's last remark.
        """
        ...

    def mine(self, o: Any) -> Json | None:
        """The viewer's own side of the table."""
        ...

    def ask(self, o: Any, names: Sequence[str]) -> Json | None:
        """What the viewer is to decide now, with what each answer means."""
        ...

    def showdown(self, happened: Sequence[Event], o: Any, header: Header, said: Mapping[Seat, str]) -> Json | None:
        """What there is to reveal in a step, beat by beat."""
        ...

    def marks(self, happened: Sequence[Event], header: Header) -> list[Json]:
        """The moments of a step that stand on a slider."""
        ...

    def quiet(self, event: Event) -> bool:
        """Whether this goes without saying."""
        ...

    def remark(self, event: Event) -> tuple[Seat, str] | None:
        """Who said what aloud, if that is what happened."""
        ...

    def begins(self, event: Event) -> int | None:
        """The number of the round that this begins; what was said before it is past."""
        ...

    def ending(self, steps: Sequence[Seen], header: Header, notation: Notation, *, everything: bool) -> Json:
        """Who won and why; with `everything`, also every lie. A match that was stopped has no winner."""
        ...


SCENES: Final[Mapping[str, Scenes]] = {"liars_bar": liars_bar}
"""The games that can be drawn. Matches of another game are told in sentences."""
