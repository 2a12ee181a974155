"""How each game looks to a browser: observations and events as plain data with every word on it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from app.scenes import cleanup, liars_bar
from app.scenes.deeds import Deed, Doing, Played
from app.scenes.treating import Figure, Sides
from games.core import Event, Notation, Seat
from games.secret_tools.conditions import Advantage
from replays.record import Header
from replays.replay import Seen

Json = dict[str, Any]


class Scenes(Protocol):
    """What a game's module here offers. All of it is JSON with text that is ready to show."""

    AHEAD: int
    """How many rounds what is asked in private lies ahead of those that have begun."""
    DOINGS: frozenset[Doing]
    """All that `deed` can tell of."""

    def scene(
        self,
        observations: Sequence[Any],
        header: Header,
        said: Mapping[Seat, str],
        *,
        playing: bool,
        heard: Any = None,
    ) -> Json:
        """The table as the first observation knows it, with what the others know besides.

        `playing`: the viewer sits at the table, so its own side is drawn apart. `said` is each seat's last remark,
        `heard` what `remember` gave last.
        """
        ...

    def mine(self, o: Any) -> Json | None:
        """The viewer's own side of the table."""
        ...

    def ask(self, o: Any, names: Sequence[str], favour: Advantage) -> Json | None:
        """What the viewer is to decide now, with what each answer means where the rules favour it like this."""
        ...

    def showdown(self, happened: Sequence[Event], o: Any, header: Header, said: Mapping[Seat, str]) -> Json | None:
        """What there is to reveal in a step, beat by beat."""
        ...

    def remember(self, before: Any, happened: Sequence[Event], late: Sequence[Seat] = (), o: Any = None) -> Any:
        """What a viewer knows besides the table after these events, of which `late` did not choose in time; `before`
        is what it knew so, None at first, and `o` is what it sees now, if anything."""
        ...

    def marks(self, happened: Sequence[Event], header: Header, heard: Any = None) -> list[Json]:
        """The moments of a step that stand on a slider; without `heard` those only that were somebody's deeds."""
        ...

    def knew(self, o: Any, names: Sequence[str]) -> Json:
        """What the seat of this observation knew of the table: {"facts": [[label, text], ...], "cards": [a face as in
        `mine`, ...]}."""
        ...

    def deed(self, event: Event) -> Deed | None:
        """What somebody did to another, if that is what happened."""
        ...

    def lanes(self, happened: Sequence[Event], seat: Seat, header: Header) -> Iterator[Json]:
        """The moments of a step that stand in this seat's lane of the Offer Room."""
        ...

    def treated(self, steps: Sequence[Seen], header: Header, sides: Sides, seq: int) -> list[Figure]:
        """How a pair and the others treated one another, before this step of the match and after it."""
        ...

    def plays(self, steps: Sequence[Seen]) -> Iterator[Played]:
        """Every turn in which somebody claimed something, in order, as whoever saw these steps knows it."""
        ...

    def quiet(self, event: Event) -> bool:
        """Whether this goes without saying."""
        ...

    def told(self, event: Event, heard: Any, header: Header) -> str | None:
        """A sentence that is true only for whoever remembers what came before; None: what is said to all will do."""
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


SCENES: Final[Mapping[str, Scenes]] = {"liars_bar": liars_bar, "cleanup": cleanup}
"""The games that can be drawn. Matches of another game are told in sentences."""
