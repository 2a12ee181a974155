"""What happened beneath the edge, for a replay: its marks, and the texts that were read there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from agents.prompts.offers import OfferTexts
from games.core import Event, Seat
from games.secret_tools import events as tool
from games.secret_tools.conditions import Condition, ToolRules
from games.secret_tools.state import INVITE, OFFER
from games.secret_tools.view import Observation
from games.words import words

READ: Final[dict[str, str]] = words("app")["tools"]["read"]
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


def marks(happened: Iterable[Event], sentences: Iterable[str], rules: ToolRules | None) -> list[Json]:
    """The marks of a step, each with its sentence; those that not everybody saw are said to be secret. Where nothing is
    offered there is none: what is drawn for comparison is no moment of the match."""
    found: list[Json] = []
    if rules is not None and rules.condition is Condition.BASELINE:
        return found
    for event, sentence in zip(happened, sentences, strict=True):
        kind = marked(event)
        if kind is not None:
            found.append({"kind": kind, "label": sentence} | ({"secret": True} if type(event) in SECRET else {}))
    return found


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
