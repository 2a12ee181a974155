"""The lines of an export as types: what a file from elsewhere must fit before anything is done with it."""

from typing import Annotated, Final

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from games.decision import Provenance, TraceKind
from replays.record import ALPHABET, ID_LENGTH, Kind, Origin

FORMAT: Final = "under-the-table match"

Count = Annotated[int, Meta(ge=0, lt=1 << 53)]
Word = Annotated[str, Meta(min_length=1, max_length=40)]
Points = Annotated[int, Meta(ge=-(10**9), le=10**9)] | Annotated[float, Meta(ge=-1e9, le=1e9)]


class Text(Struct, forbid_unknown_fields=True, omit_defaults=True):
    seat: Count
    kind: TraceKind
    text: str
    provenance: Provenance
    about: Count | None = None


class Line(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One step."""

    seq: Count
    events: Raw
    actions: Raw | UnsetType = UNSET
    forced: Raw = Raw(b"[]")
    traces: tuple[Text, ...] = ()


class Player(Struct, forbid_unknown_fields=True):
    name: str
    kind: Kind
    player: str


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
