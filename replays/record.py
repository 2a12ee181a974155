"""A match at rest: who sat where, by which rules, and its steps."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import Any, Final

from games.core import ANALYST, Game, Outcome, Seat, Viewer
from games.model import Limits, ModelSettings
from games.registry import GAMES
from games.secret_tools.conditions import BASELINE, ToolRules
from replays.refusal import RecordError
from replays.steps import Codec, StepRecord

SCHEMA: Final = 1
"""Version of how steps are written; raised when the text of a step changes its form."""
ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH: Final = 10


class Origin(StrEnum):
    """How a match came into the store."""

    TABLE = "table"
    SIMULATION = "simulation"
    IMPORTED = "imported"


class Kind(StrEnum):
    """What kind of player sits on a seat."""

    PERSON = "person"
    SCRIPTED = "scripted"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Seating:
    """One seat: the name at the table, and who or what plays it."""

    name: str
    kind: Kind
    player: str
    """The persona, the model, or the person's name."""
    settings: ModelSettings | None = None
    """How a model is asked; None for everybody else."""


class Stop(StrEnum):
    """Why a match was ended before its end."""

    PERSON = "stopped"
    MONEY = "limit-money"
    TOKENS = "limit-tokens"


@dataclass(frozen=True, slots=True)
class Substitution:
    """Another player takes a seat while the match runs; the name at the table stays."""

    after: int
    """The last step that the one before could play; the match's count, or the viewer's own in a view-only match."""
    seat: Seat
    kind: Kind
    player: str
    """As in `Seating`."""


class Redacted(StrEnum):
    """What may be left out of a match before it is handed on; see `replays.redaction`."""

    PROMPTS = "prompts"
    """What models were sent."""
    NAMES = "names"
    """Of the seats: letters stand for them."""
    THOUGHTS = "thoughts"
    """Reasons, thinking, impressions, and the replies that hold them."""


@dataclass(frozen=True, slots=True)
class Series:
    """Matches of the same players, one after another, in which a tool may last."""

    id: str
    """Letters, digits and hyphens."""
    number: int
    """Of this match, from 1."""
    of: int
    """How many there are to be."""
    over: bool = field(default=False, compare=False)
    """Nothing of it will be played any more: the store says so when it reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Everything about a match but its steps."""

    id: str
    game: str
    preset: str
    rules: Any
    """The frozen dataclass of the game's numbers."""
    version: int
    """The rules version it was played under."""
    seats: tuple[Seating, ...]
    """Who sat there at the beginning."""
    origin: Origin
    created: int
    """Microseconds since 1970, UTC."""
    seed: int | None = None
    """None until the match is open, and for a match that was not drawn here."""
    seed_known: bool = False
    """Somebody typed the seed, so the match never counts in a study."""
    people: bool = False
    """A person was seated at some time."""
    view: str | None = None
    """None: complete. Otherwise the viewpoint it was exported for; it is shown from its events only."""
    steps: int = 0
    ended: int | None = None
    """Microseconds since 1970, UTC."""
    outcome: Outcome | None = None
    """None while it runs, and for a match that was stopped."""
    stopped: Stop | None = None
    """Set for a match that was ended before its end."""
    substitutions: tuple[Substitution, ...] = ()
    """In the order of their steps, and of the seats within one."""
    limits: Limits | None = None
    """What the models may use; None where none was seated."""
    models_shown: bool = False
    """Which model sits where is shown to everybody from the beginning, and not only once the match is open."""
    tool: ToolRules | None = None
    """What the match holds besides its game; None in a match of a time when there was none, and where only one
    viewpoint is kept. Nobody is told but by `tool_told`."""
    series: Series | None = None
    """None: the match stands alone."""
    clock: float | None = None
    """Seconds that people have for a step in which all act at once; None: as long as they like."""
    redacted: tuple[Redacted, ...] = ()
    """What was left out on purpose, in the order of the enumeration: it may have been there."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(seat.name for seat in self.seats)

    @property
    def seated(self) -> tuple[Seating, ...]:
        """Who sits there now."""
        now = list(self.seats)
        for one in self.substitutions:
            now[one.seat] = Seating(now[one.seat].name, one.kind, one.player)
        return tuple(now)

    @property
    def persons(self) -> frozenset[Seat]:
        """The seats that are a person's now."""
        return frozenset(seat for seat, who in enumerate(self.seated) if who.kind is Kind.PERSON)

    @property
    def open(self) -> bool:
        """Whether everybody may be told everything of it: no person was ever seated, or the match has ended, and with
        it the series that it belongs to."""
        return not self.people or (self.ended is not None and (self.series is None or self.series.over))

    @property
    def tool_told(self) -> ToolRules | None:
        """The tool, once anybody may be told of it; before that a match tells no more than one without."""
        return self.tool if self.open else None

    @property
    def concealed(self) -> bool:
        """Whether nobody may be told yet which model sits where."""
        return not (self.open or self.models_shown)

    @property
    def told(self) -> tuple[Seating, ...]:
        """The same as anybody may be told it now: of a concealed model only the name at the table."""
        return self.seats if self.open else tuple(map(self._told, self.seats))

    def _told(self, who: Seating) -> Seating:
        """Of a match that is not open: nothing that tells whether a tool may be offered, or was."""
        if who.kind is not Kind.MODEL:
            return replace(who, player=self.plain(who.kind, who.player))
        if self.concealed or who.settings is None:
            return Seating(who.name, who.kind, "" if self.concealed else who.player)
        return replace(who, settings=replace(who.settings, memory=""))

    def plain(self, kind: Kind, player: str) -> str:
        """A player as it may be told now: what stands behind the plus of a scripted one is how it answers offers."""
        return player if self.open or kind is not Kind.SCRIPTED else player.partition("+")[0]


@dataclass(frozen=True, slots=True)
class Record:
    """A whole match."""

    header: Header
    steps: tuple[StepRecord, ...]


def fresh_id() -> str:
    """Fifty random bits, without letters that are mistaken for one another."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))


def viewpoint(viewer: Viewer) -> str:
    """public, all, or the number of the seat from 1: how a viewer is written wherever a person reads it."""
    return {None: "public", ANALYST: "all"}.get(viewer) or str((viewer or 0) + 1)


def viewer(text: str, names: Sequence[str]) -> Viewer:
    """The viewer of a viewpoint: public, all, a seat's number from 1, or its name. Raises RecordError."""
    if text in ("public", "all"):
        return None if text == "public" else ANALYST
    numbers = [str(number) for number in range(1, len(names) + 1)]
    for written in (numbers, [name.casefold() for name in names]):
        if text.casefold() in written:
            return written.index(text.casefold())
    raise RecordError("no-such-viewpoint", text=text, seats=len(names))


@cache
def codec(game: str) -> Codec:
    """The codec of a registered game; the kinds of its actions and events are the same under every preset, and those
    of a tool under every condition."""
    entry = GAMES[game]
    rules = next(iter(entry.presets.values()))
    return Codec(entry.bind(rules, None if entry.traits is None else BASELINE))


def bound(header: Header) -> Game[Any, Any, Any]:
    """The game of a match, with its numbers and its tool. Raises ValueError for a tool in a game that takes none."""
    return GAMES[header.game].bind(header.rules, header.tool)
