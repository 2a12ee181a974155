"""The lines of an export as types: what a file from elsewhere must fit before anything is done with it."""

from typing import Annotated, Final

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from games.decision import Provenance, TraceKind
from games.model import MEMORY, PERSONA, Form, Purpose, Setting
from replays.record import ALPHABET, ID_LENGTH, Kind, Origin, Redacted, Stop

FORMAT: Final = "under-the-table match"

Count = Annotated[int, Meta(ge=0, lt=1 << 53)]
Word = Annotated[str, Meta(min_length=1, max_length=40)]
Points = Annotated[int, Meta(ge=-(10**9), le=10**9)] | Annotated[float, Meta(ge=-1e9, le=1e9)]
Amount = Annotated[float, Meta(ge=0, le=1e9)]
Seconds = Annotated[float, Meta(gt=0, le=3600)]
Short = Annotated[str, Meta(max_length=1000)]
Written = str | Count
"""A text, or the number of one that stood in the file before."""
Role = Annotated[str, Meta(pattern="^(system|user|assistant)$")]
Sent = Annotated[tuple[tuple[Role, Written], ...], Meta(max_length=64)]
Counts = tuple[Count | None, Count | None, Count | None, Count | None]


class Text(Struct, forbid_unknown_fields=True, omit_defaults=True):
    seat: Count
    kind: TraceKind
    text: str
    provenance: Provenance
    about: Count | None = None


class Asked(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One call to a model."""

    seat: Count
    purpose: Purpose
    attempt: Annotated[int, Meta(ge=1, le=1000)]
    messages: Sent
    form: Form
    asked: Short
    settings: Annotated[dict[Short, Setting], Meta(max_length=100)]
    schema: Written = ""
    served: Short = ""
    reply: Written = ""
    finish: Short = ""
    failure: tuple[Short, str] | None = None
    usage: Counts = (None, None, None, None)
    cost: Amount | None = None
    seconds: Amount = 0.0


class Line(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One step."""

    seq: Count
    events: Raw
    actions: Raw | UnsetType = UNSET
    forced: Raw = Raw(b"[]")
    traces: tuple[Text, ...] = ()
    calls: Annotated[tuple[Asked, ...], Meta(max_length=256)] = ()


class Asking(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """How a model is asked."""

    model: str
    base_url: str | None
    temperature: Amount
    top_p: Amount
    thinking: Count
    max_tokens: Count
    persona: Annotated[str, Meta(max_length=PERSONA)]
    impressions: bool
    memory: Annotated[str, Meta(max_length=MEMORY)] = ""


class Player(Struct, forbid_unknown_fields=True, omit_defaults=True):
    name: str
    kind: Kind
    player: str
    settings: Asking | None = None


class Taken(Struct, forbid_unknown_fields=True):
    """Another player took a seat."""

    after: Count
    seat: Count
    kind: Kind
    player: str


class Ending(Struct, forbid_unknown_fields=True):
    at: Count
    reason: Word
    points: tuple[Points, ...]
    winners: tuple[Count, ...]


class Halt(Struct, forbid_unknown_fields=True):
    """The end of a match that was stopped."""

    at: Count
    why: Stop


class Bounds(Struct, forbid_unknown_fields=True):
    """What the models may use."""

    money: Amount | None
    tokens: Count | None
    seconds: Amount


class Place(Struct, forbid_unknown_fields=True):
    """Where the match stands in its series."""

    id: Word
    number: Count
    of: Count


class Head(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """The first line."""

    format: str
    schema: int
    viewpoint: str
    id: Annotated[str, Meta(pattern=f"^[{ALPHABET}]{{{ID_LENGTH}}}$")]
    game: Word
    preset: Word
    rules: Raw
    version: Count
    seats: tuple[Player, ...]
    origin: Origin
    created: Count
    seed: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")] | None
    seed_known: bool
    people: bool
    steps: Count
    end: Ending | None
    substitutions: tuple[Taken, ...] = ()
    stopped: Halt | None = None
    limits: Bounds | None = None
    models_shown: bool = False
    tool: Raw | UnsetType = UNSET
    series: Place | None = None
    clock: Seconds | None = None
    redacted: tuple[Redacted, ...] = ()
