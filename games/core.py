"""The words every game shares: seats, actions, events with their audiences, transitions, outcomes, refusals."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Final,
    NamedTuple,
    Protocol,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

if TYPE_CHECKING:
    from games.luck import Luck

Seat = int
CHANCE: Final[Seat] = -1
"""The seat that draws. It acts and never looks."""
ANALYST: Final[Seat] = -2
"""The viewer who may read every field of every event. It looks and never acts."""
Viewer = Seat | None
"""A seat, ANALYST, or None for the spectator."""

CHANCE_ALONE: Final = frozenset({CHANCE})
NOBODY: Final[frozenset[Seat]] = frozenset()


class Value(Protocol):
    """A frozen dataclass: what actions, events and rules are."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Action = Value
Event = Value


class Audience(StrEnum):
    """Who may read one field of an event."""

    EVERYONE = "everyone"
    OWNER = "owner"
    """The event's `seat`."""
    PAIR = "pair"
    """The event's `seat` and its `partner`."""
    WITNESS = "witness"
    """Whoever the event's `witnesses` are, the spectator among them as None."""
    ONLOOKER = "onlooker"
    """Those of its `witnesses` that are its `onlookers` too."""
    ANALYST = "analyst"
    """Nobody at the table."""


T = TypeVar("T")
Everyone = Annotated[T, Audience.EVERYONE]
Owner = Annotated[T, Audience.OWNER]
Pair = Annotated[T, Audience.PAIR]
Witness = Annotated[T, Audience.WITNESS]
Onlooker = Annotated[T, Audience.ONLOOKER]
Analyst = Annotated[T, Audience.ANALYST]


@cache
def audiences(event_type: type[Event]) -> Mapping[str, Audience]:
    """Each field's audience, in field order.

    Raises TypeError if a field names none, if a field that may be hidden cannot be None, or if nobody is the owner.
    """
    hints = get_type_hints(event_type, include_extras=True)
    found: dict[str, Audience] = {}
    for name in (f.name for f in fields(event_type)):
        hint = hints[name]
        marks = [m for m in get_args(hint)[1:] if isinstance(m, Audience)] if get_origin(hint) is Annotated else []
        if len(marks) != 1:
            raise TypeError(f"{event_type.__name__}.{name} does not say who may read it")
        if marks[0] is not Audience.EVERYONE and type(None) not in get_args(get_args(hint)[0]):
            raise TypeError(f"{event_type.__name__}.{name} can be hidden, so its type must admit None")
        found[name] = marks[0]
    needed = {
        Audience.OWNER: {"seat"},
        Audience.PAIR: {"seat", "partner"},
        Audience.WITNESS: {"witnesses"},
        Audience.ONLOOKER: {"witnesses", "onlookers"},
    }
    for audience in set(found.values()) & needed.keys():
        if not needed[audience] <= found.keys():
            raise TypeError(f"{event_type.__name__} has a field for {audience}, but does not say who that is")
    return found


@cache
def _kinds(event_type: type[Event]) -> tuple[bool, bool]:
    """Whether all of it is for everyone, and whether it has witnesses."""
    found = set(audiences(event_type).values())
    return found <= {Audience.EVERYONE}, Audience.WITNESS in found


@cache
def _readable(event_type: type[Event], *rights: bool) -> Sequence[tuple[str, bool]]:
    """Each field, and whether it may be read by the owner, by one of the pair, by a witness, by an onlooker, if one is
    each of these; nothing where no field may."""
    held = (Audience.OWNER, Audience.PAIR, Audience.WITNESS, Audience.ONLOOKER)
    allowed = {Audience.EVERYONE} | {who for who, has in zip(held, rights, strict=True) if has}
    plan = audiences(event_type)
    return [] if allowed.isdisjoint(plan.values()) else [(name, who in allowed) for name, who in plan.items()]


E = TypeVar("E", bound=Event)


def seen_by(event: E, viewer: Viewer) -> E | None:
    """The event as `viewer` may read it, hidden fields None; None if it may read no field at all."""
    kind = type(event)
    public, witnessed = _kinds(kind)
    if public or viewer == ANALYST:
        return event
    owner = viewer is not None and viewer == getattr(event, "seat", None)
    paired = owner or (viewer is not None and viewer == getattr(event, "partner", None))
    witness = onlooker = False
    if witnessed:
        # An event that somebody was given already holds nothing that the same viewer may not read.
        witnesses = getattr(event, "witnesses", None)
        if witnesses is None or viewer in witnesses:
            onlookers = getattr(event, "onlookers", None)
            witness, onlooker = True, onlookers is None or viewer in onlookers
    each = _readable(kind, owner, paired, witness, onlooker)
    return kind(*[getattr(event, name) if read else None for name, read in each]) if each else None


class Outcome(NamedTuple):
    """Why a match ended, each seat's points, and who won (ties are shared)."""

    reason: str
    points: tuple[float, ...]
    winners: tuple[Seat, ...]


class Reason(NamedTuple):
    """Why an action is refused: a code that pages put into words, and the values they need."""

    code: str
    values: Mapping[str, Any] = {}


class Refused(ValueError):
    """An action that changed nothing. `seat`, `action` and `why` say whose, what and for which reason."""

    def __init__(self, seat: Seat, action: object, why: Reason) -> None:
        super().__init__(f"seat {seat}, {action}: {why.code} {dict(why.values)}")
        self.seat, self.action, self.why = seat, action, why


class InvalidAction(Refused):
    """It is not an action of this game."""


class IllegalAction(Refused):
    """It is an action, but not here and now."""


class StaleAction(Refused):
    """It answers a decision that has been made already."""


S = TypeVar("S")
A_co = TypeVar("A_co", bound=Action, covariant=True)


class Transition(NamedTuple):
    """What one step made of a state."""

    state: Any
    events: tuple[Event, ...]


class Observation(Protocol):
    """What every game tells a viewer; each game adds its own fields."""

    @property
    def seat(self) -> Seat | None:
        """Whose view it is; None for the spectator."""
        ...

    @property
    def decision(self) -> int | None:
        """How many decisions this seat has made so far: the number an answer must name."""
        ...

    @property
    def waiting_for(self) -> frozenset[Seat]:
        """Who is to act, as far as this viewer may know."""
        ...


O_co = TypeVar("O_co", bound=Observation, covariant=True)


class Game(Protocol[S, A_co, O_co]):
    """The one contract that every game, and every layer over a game, signs. States are immutable values."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> int:
        """Raised whenever a stored match could refold differently."""
        ...

    @property
    def seats(self) -> range:
        """How many may sit at one table."""
        ...

    @property
    def rules(self) -> Any:
        """The frozen dataclass of this game's numbers."""
        ...

    @property
    def actions(self) -> tuple[type[Action], ...]: ...

    @property
    def events(self) -> tuple[type[Event], ...]:
        """The last event of a match has a public field `winners`."""
        ...

    def start(self, seats: int) -> S: ...

    def acting(self, state: S) -> frozenset[Seat]:
        """One seat, CHANCE alone, several at once, or nobody once the match has ended."""
        ...

    def answering(self, state: S) -> frozenset[Seat]:
        """Whose answers are taken now: those acting, and whoever believes to be; their answers wait for their step."""
        ...

    def hidden(self, state: S) -> bool:
        """Whether only those who take part may ever notice that the step which is due happens."""
        ...

    def legal(self, state: S, seat: Seat) -> tuple[A_co, ...]:
        """In a fixed order; empty for a seat that is not answering, and for CHANCE: its draws are too many to list."""
        ...

    def check(self, state: S, seat: Seat, action: Action) -> Reason | None:
        """Why `seat` may not do this now, or None. Legality has this one source; `step` asks it too."""
        ...

    def neutral(self, state: S, seat: Seat) -> A_co:
        """What the table plays for a player who fails for good."""
        ...

    def luck(self, state: S) -> str:
        """The name of the draw that is due, the same whatever happened before."""
        ...

    def chance(self, state: S, luck: "Luck") -> Action:
        """Draw; the only use of randomness. The drawn action is recorded, so a replay never draws again."""
        ...

    def step(self, state: S, actions: Mapping[Seat, Action]) -> Transition:
        """Play one action for every acting seat. Raises InvalidAction or IllegalAction and changes nothing."""
        ...

    def observe(self, state: S, seat: Seat | None) -> O_co:
        """What a seat, or the spectator (None), may know: built field by field."""
        ...

    def outcome(self, state: S) -> Outcome | None: ...


class Notation(Protocol):
    """One game's actions, events and observations in the words of one language."""

    def action(self, action: Any) -> str:
        """Short enough for a button."""
        ...

    def event(self, event: Any, names: tuple[str, ...]) -> str:
        """One sentence about an event as `seen_by` gave it to a viewer."""
        ...

    def view(self, observation: Any, names: tuple[str, ...]) -> str:
        """The observation as text, the same that every kind of player may read."""
        ...

    def refusal(self, why: Reason) -> str:
        """What was wrong with an action, and what one can do instead."""
        ...


class History(NamedTuple):
    """What a seat has seen, for a reader who has to be brief."""

    past: tuple[str, ...] = ()
    """Each round that is over in one line, oldest first."""
    now: tuple[str, ...] = ()
    """The newest round in full, one line for each thing that happened."""


def refuse(game: Game[Any, Any, Any], state: Any, actions: Mapping[Seat, Action]) -> None:
    """Raise InvalidAction or IllegalAction for the first action that `check` refuses, or for a seat that is missing.

    Once the match has ended there is nothing that can be done, not even nothing.
    """
    for seat, action in actions.items():
        if type(action) not in game.actions:
            raise InvalidAction(seat, action, Reason("no-such-action"))
        why = game.check(state, seat, action)
        if why is not None:
            raise IllegalAction(seat, action, why)
    acting = game.acting(state)
    if len(actions) < len(acting):
        raise IllegalAction(min(acting - actions.keys()), None, Reason("missing"))
    if not acting:
        raise IllegalAction(CHANCE, None, Reason("ended"))
