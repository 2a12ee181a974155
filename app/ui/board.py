"""What a page needs of a game in order to draw it."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from games.core import Action, Event, Seat
from replays.record import Seating

Send = Callable[[Action], None]
"""Takes the person's answer."""


class Board(Protocol):
    """One game's table in Streamlit's own widgets, drawn from observations and nothing else."""

    def title(self, o: Any) -> str:
        """A heading."""
        ...

    def lead(self, o: Any) -> str:
        """What everybody should have in mind now, in a sentence; it may be empty."""
        ...

    def table(self, o: Any, seats: Sequence[Seating], knowing: Sequence[Any] = ()) -> None:
        """The table as `o` knows it, with the hands and hidden cards of the observations in `knowing`."""
        ...

    def hand(self, o: Any) -> None:
        """What the viewer of `o` holds, when nothing is asked of it."""
        ...

    def ask(self, o: Any, seats: Sequence[Seating], key: str, said: Callable[[], str], send: Send) -> None:
        """The hand, the question, and a button for each answer; all keys of widgets begin with `key`."""
        ...

    def news(self, happened: Sequence[Event], seat: Seat) -> tuple[Event, ...]:
        """What followed from this seat's last deed, without what goes without saying."""
        ...
