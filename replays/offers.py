"""What came of the offer of a tool in one match: a row for the offer, and one for the invitation."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple

import msgspec

from games.core import Seat
from games.decision import CONTRADICTS, Trace, TraceKind
from games.model import ModelCall
from games.registry import GAMES
from games.secret_tools.actions import Answer, Unanswered
from games.secret_tools.conditions import Condition, ToolRules
from games.secret_tools.events import Noted, OfferDue, Wrote, WroteOpenly
from games.secret_tools.state import INVITE, OFFER, State
from replays.intervals import Interval, wilson
from replays.record import Header, Kind, Record, StepRecord, codec
from replays.refusal import RecordError
from replays.replay import Frame, refold

_APART: Final = frozenset({"condition", "wording", "offer_to", "trigger", "earlier"})
"""Of a tool: what is told of an offer beside its terms, and when and to whom it was made."""


class Role(StrEnum):
    """On which side of the matter a seat was asked."""

    OFFER = "offer"
    INVITATION = "invitation"


class Result(StrEnum):
    """What came of it. Only the first two are answers; nothing else is ever counted as a refusal."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    UNCLEAR = "unclear"
    INVALID_PARTNER = "invalid-partner"
    DECLINED = "declined"
    ERROR = "error"
    TIMEOUT = "timeout"
    NOT_ASKED = "not-asked"
    """The match came to its end, or was stopped, before the seat could answer."""


@dataclass(frozen=True, slots=True)
class Due:
    """When the offer was due, in the baseline too, where nobody is asked."""

    seq: int
    """The step after which it was due; 0: before the first."""
    round: int
    seat: Seat
    partner: Seat
    """Whom comparison takes for the partner, whoever is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """One matter of one seat: everything that was asked of it until it answered or nothing more came."""

    match: str
    condition: Condition
    wording: str
    terms: str
    """All else that was read in the offer or followed from it; see `terms`."""
    role: Role
    result: Result
    seq: int | None = None
    """The step in which it answered last; None where it was not asked."""
    round: int | None = None
    """In which it answered last, from 1; where it was not asked, that in which the offer was due, if it ever was."""
    seat: Seat | None = None
    """None where nobody had been chosen."""
    kind: Kind | None = None
    """Of who sat there at that step. Persons, scripted players and models are never counted together."""
    player: str = ""
    named: Seat | None = None
    """For an offer that was accepted: the partner it named; for an invitation: who was offered the tool."""
    shadow: Seat | None = None
    """Whom comparison takes for the partner; see `Due`."""
    tries: int = 0
    """How often it was asked: errors and silence do not use up an offer."""
    contradicts: bool = False
    """The prose around its answer says otherwise."""
    traces: tuple[Trace, ...] = ()
    """Its reason and its thinking, of the step in which it answered last."""
    calls: tuple[ModelCall, ...] = ()
    """All that its model was asked for this, failed tries included."""
    messages: tuple[tuple[int, str], ...] = ()
    """What it wrote later in this match: the step, and the text that was kept of it."""

    @property
    def group(self) -> "Group":
        """All that may be counted together with it. A person's name is only what was typed: people are not told
        apart."""
        player = "" if self.kind is Kind.PERSON else self.player
        return Group(self.condition, self.wording, self.terms, self.role, self.kind, player)

    def written(self, kind: TraceKind) -> str:
        """All of its reason, or of its thinking, as one text; empty where none is kept."""
        return "\n\n".join([trace.text for trace in self.traces if trace.kind is kind and trace.text])


class Group(NamedTuple):
    """What is counted together."""

    condition: str
    wording: str
    terms: str
    role: Role
    kind: Kind | None
    player: str
    """Empty for people."""


def terms(game: str, tool: ToolRules) -> str:
    """JSON [game, what of a tool is not as usual]: equal for two offers of one condition and wording that read alike
    and have the same consequences. A user's own files of words are known by the name of the wording alone."""
    told = {one.name: getattr(tool, one.name) for one in fields(tool) if one.name not in _APART}
    usual = {one.name: one.default for one in fields(tool)}
    unusual = {name: value for name, value in told.items() if value != usual[name]}
    return msgspec.json.encode([game, unusual], order="sorted").decode()


def due(record: Record) -> Due | None:
    """When the offer was due; None where it never was. Raises RecordError where the match cannot be refolded."""
    return None if record.header.tool is None else _due(record.header, refold(record))


def _due(header: Header, frames: Iterable[Frame]) -> Due | None:
    traits = GAMES[header.game].traits
    assert traits is not None
    for frame in frames:
        for event in frame.events:
            match event:
                case OfferDue(int(seat), int(partner)):
                    return Due(frame.seq, traits.round(frame.state.inner), seat, partner)
                case _:
                    pass
    return None


def offers(record: Record) -> tuple[OfferRow, ...]:
    """None for the baseline, for a match of a series in which the matter was settled before, and as long as a running
    match may still come to it. Raises RecordError where the match cannot be refolded, or has ended and lost steps."""
    header, tool = record.header, record.header.tool
    if tool is None or tool.condition is Condition.BASELINE or tool.earlier is not None:
        return ()
    if header.ended is not None and len(record.steps) != header.steps:
        raise RecordError("wrong-length", steps=header.steps, found=len(record.steps))
    frames = list(refold(record))
    asked = _due(header, frames)
    rows = {row.role: row for row in _answered(record, tool, frames)}
    if Role.OFFER not in rows and header.ended is not None:
        rows = {Role.OFFER: _not_asked(record, tool, asked)}
    written = list(_written(record))
    shadow = None if asked is None else asked.partner
    return tuple(
        [
            replace(row, shadow=shadow, messages=tuple([(seq, text) for seq, by, text in written if by == row.seat]))
            for row in rows.values()
        ]
    )


def _answered(record: Record, tool: ToolRules, frames: Iterable[Frame]) -> Iterator[OfferRow]:
    """One row each time that a seat was asked; of those with one role the last holds what came of it."""
    header, reader = record.header, codec(record.header.game)
    traits = GAMES[header.game].traits
    assert traits is not None
    tries: dict[Role, list[ModelCall]] = {}
    count: dict[Role, int] = {}
    for frame, step in zip(frames, record.steps, strict=False):
        state: State = frame.state
        if state.stage not in (OFFER, INVITE):
            continue
        assert state.matter.chosen is not None
        role = Role.OFFER if state.stage is OFFER else Role.INVITATION
        ((seat, action),) = reader.actions(step).items()
        calls = tries.setdefault(role, [])
        calls += [call for call in step.calls if call.seat == seat]
        count[role] = count.get(role, 0) + 1
        kind, player = _sat(header, seat, step.seq)
        yield OfferRow(
            match=header.id,
            condition=tool.condition,
            wording=tool.wording,
            terms=terms(header.game, tool),
            role=role,
            result=_result(action),
            seq=step.seq,
            round=traits.round(state.inner),
            seat=seat,
            kind=kind,
            player=player,
            named=state.matter.chosen.seat if role is Role.INVITATION else getattr(action, "partner", None),
            tries=count[role],
            contradicts=_contradicts(step, seat),
            traces=tuple(
                [t for t in step.traces if t.seat == seat and t.kind in (TraceKind.REASON, TraceKind.THINKING)]
            ),
            calls=tuple(calls),
        )


def _result(action: Any) -> Result:
    match action:
        case Answer(accept):
            return Result.ACCEPT if accept else Result.REFUSE
        case Unanswered(verdict):
            return Result(verdict.value)
        case _:
            raise AssertionError(action)


def _contradicts(step: StepRecord, seat: Seat) -> bool:
    return any(t.kind is TraceKind.RULE and t.seat == seat and t.text == CONTRADICTS for t in step.traces)


def _not_asked(record: Record, tool: ToolRules, asked: Due | None) -> OfferRow:
    header = record.header
    row = OfferRow(
        match=header.id,
        condition=tool.condition,
        wording=tool.wording,
        terms=terms(header.game, tool),
        role=Role.OFFER,
        result=Result.NOT_ASKED,
    )
    seat = tool.offer_to if asked is None else asked.seat
    if seat is None:
        return row
    kind, player = _sat(header, seat, header.steps if asked is None else asked.seq + 1)
    return replace(row, seat=seat, kind=kind, player=player, round=None if asked is None else asked.round)


def _sat(header: Header, seat: Seat, seq: int) -> tuple[Kind, str]:
    """Who played this seat in a step."""
    begun = header.seats[seat]
    found = begun.kind, begun.player
    for one in header.substitutions:
        if one.seat == seat and one.after < seq:
            found = one.kind, one.player
    return found


def _written(record: Record) -> Iterator[tuple[int, Seat, str]]:
    """Every message and note: the step, whose, and the text."""
    reader = codec(record.header.game)
    for step in record.steps:
        for event in reader.events(step):
            match event:
                case Wrote(int(seat), _, str(text)) | WroteOpenly(seat, _, text) | Noted(int(seat), str(text)):
                    yield step.seq, seat, text
                case _:
                    pass


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each thing came of offers that may be counted together."""

    counts: Mapping[Result, int]
    """Every result, also those that never came."""

    @property
    def answers(self) -> int:
        """Acceptances and refusals: everything else is outside the rate."""
        return self.counts[Result.ACCEPT] + self.counts[Result.REFUSE]

    @property
    def accepted(self) -> float | None:
        """The share of acceptances among the answers; None where there was none."""
        return self.counts[Result.ACCEPT] / self.answers if self.answers else None

    @property
    def interval(self) -> Interval | None:
        """Of that share, at 95 %."""
        return wilson(self.counts[Result.ACCEPT], self.answers)


def tallies(rows: Iterable[OfferRow]) -> dict[Group, Tally]:
    """One for each group that has any, in the order in which the groups first appear."""
    found: dict[Group, dict[Result, int]] = {}
    for row in rows:
        counts = found.setdefault(row.group, dict.fromkeys(Result, 0))
        counts[row.result] += 1
    return {group: Tally(counts) for group, counts in found.items()}
