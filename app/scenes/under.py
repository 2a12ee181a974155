"""What happened beneath the edge, for a replay: its marks, and the texts that were read or not written there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from agents.prompts.offers import OfferTexts
from games.core import Event, Seat
from games.decision import Provenance, Trace
from games.secret_tools import events as tool
from games.secret_tools.actions import Write
from games.secret_tools.conditions import ANSWERED, WRITTEN, Condition, ToolRules
from games.secret_tools.state import INVITE, OFFER
from games.secret_tools.view import Observation
from games.words import words
from replays.record import Header, Kind, Record, codec
from replays.refusal import shown
from replays.replay import Seen

READ: Final[dict[str, str]] = words("app")["tools"]["read"]
PROVENANCE: Final[dict[str, str]] = words("app")["watch"]["provenance"]
HINTS: Final = ("hint", "hint_scripted")
"""The kinds of what was read that are hints."""
LABEL: Final = 100
"""Characters of a mark's sentence: the whole of it stands beside its step."""
SECRET: Final = frozenset(
    {
        tool.Chosen,
        tool.OfferDue,
        tool.OfferAnswered,
        tool.Missed,
        tool.InvitationAnswered,
        tool.Started,
        tool.Wrote,
        tool.Noted,
        tool.Stopped,
        tool.SealedCheck,
        tool.SealedReward,
    }
)
"""Not everybody at the table was told of these."""
Json = dict[str, Any]


def marked(event: Event) -> str | None:
    """The mark of this event on the slider; None for what has none."""
    match event:
        case tool.OfferAnswered(_, accepted) | tool.InvitationAnswered(_, _, accepted):
            if accepted is None:
                # Whoever was only told that there was no answer does not learn why.
                return "unclear"
            agreed = accepted and isinstance(event, tool.InvitationAnswered)
            return "agreed" if agreed else "accepted" if accepted else "refused"
        case tool.OfferDue():
            return "offer"
        case tool.Missed():
            return "unclear"
        case tool.Wrote() | tool.Noted():
            return "message"
        case tool.Announced():
            return "announced"
        case _:
            return None


def _room(event: Event) -> Json:
    """The part of the Offer Room in which this moment stands, if it has one."""
    match event:
        case tool.OfferDue() | tool.OfferAnswered() | tool.Missed():
            return {"room": "offer"}
        case tool.InvitationAnswered():
            return {"room": "invitation"}
        case _:
            return {}


def marks(happened: Iterable[Event], sentences: Iterable[str], rules: ToolRules | None) -> list[Json]:
    """The marks of a step, each with its sentence; those that not everybody saw are said to be secret. Where nothing is
    offered there is none: what is drawn for comparison is no moment of the match."""
    found: list[Json] = []
    if rules is not None and rules.condition is Condition.BASELINE:
        return found
    for event, sentence in zip(happened, sentences, strict=True):
        kind = marked(event)
        if kind is not None:
            told: Json = {"kind": kind, "label": _brief(sentence)}
            found.append(told | ({"secret": True} if type(event) in SECRET else {}) | _room(event))
    return found


def _brief(sentence: str) -> str:
    """As many whole words as a label holds."""
    line = shown(sentence, LABEL)
    return line if len(sentence) <= LABEL else f"{line[:-1].rpartition(' ')[0] or line[:-1]}…"


def read(before: Sequence[Any], texts: OfferTexts | None, names: Sequence[str]) -> Iterator[Json]:
    """What these seats were asked, in the words they read; `before` is what they knew then."""
    for o in before:
        if texts is None or not isinstance(o, Observation) or o.seat is None or o.private is None:
            continue
        asked = texts.asked(o.private, o.seat, tuple(names))
        if asked is not None:
            kind = {OFFER: "offer", INVITE: "invitation"}.get(o.private.stage or OFFER, "message")
            yield _read(o.seat, kind, asked.text, names)


def _read(seat: Seat, kind: str, text: str, names: Sequence[str]) -> Json:
    title = READ[kind].format(name=names[seat])
    return {"seat": seat, "name": names[seat], "kind": kind, "title": title, "text": text}


class Hints:
    """The hints that seats are given, each once: they change only with what the two of the pair see."""

    def __init__(self, header: Header, texts: OfferTexts | None, names: Sequence[str]) -> None:
        """`names` are ready to be shown."""
        self._header, self._texts, self._names = header, texts, tuple(names)
        self._last: dict[Seat, str] = {}

    def tell(self, seen: Seen) -> Iterator[Json]:
        """Those that are new after this step, to the seats of this viewer; every step must be told, in order."""
        for o in seen.observations:
            if self._texts is None or not isinstance(o, Observation) or o.seat is None or o.private is None:
                continue
            text = self._texts.hint(o.private, self._names)
            if text and text != self._last.get(o.seat):
                self._last[o.seat] = text
                yield _read(o.seat, "hint_scripted" if self._scripted(o.seat, seen.seq) else "hint", text, self._names)

    def _scripted(self, seat: Seat, seq: int) -> bool:
        """Whether a program plays on from this step of the match; it does not read what it is told."""
        taken = [one.kind for one in self._header.substitutions if one.seat == seat and one.after <= seq]
        return [self._header.seats[seat].kind, *taken][-1] is Kind.SCRIPTED


def silent(record: Record, steps: Sequence[Seen]) -> Iterator[tuple[Seat, ...]]:
    """For each of these steps, who wrote nothing since the one before. No event tells of it, so that nobody else does;
    the pair and analysts may know."""
    rules, reader, last = record.header.tool, codec(record.header.game), 0
    for seen in steps:
        known = _writers(seen) if rules is not None and rules.condition in WRITTEN else ()
        passed, last = record.steps[last : seen.seq] if known else (), seen.seq
        acted = [item for step in passed for item in reader.actions(step).items()]
        yield tuple(seat for seat, action in acted if action == Write() and seat in known)


def _writers(seen: Seen) -> frozenset[Seat]:
    """Of whom this viewer may know whether they write."""
    found: set[Seat] = set()
    for o in seen.observations:
        if isinstance(o, Observation) and o.private is not None and o.seat is not None:
            other = o.private.other if o.private.rules.condition in ANSWERED else None
            found |= {o.seat} | ({other} if other is not None else set())
    return frozenset(found)


def source(header: Header, trace: Trace) -> str:
    """Where the words of a trace come from; a person was not asked as a model is."""
    typed = header.seats[trace.seat].kind is Kind.PERSON and trace.provenance is Provenance.ASKED_FOR
    return PROVENANCE["person" if typed else trace.provenance]
