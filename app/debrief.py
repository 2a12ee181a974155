"""What was under the table: told to everybody when a match, and the series it belongs to, is over."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from agents.prompts.offers import OfferTexts
from app.entries import words_of
from app.scenes import SCENES, under
from games.core import Event
from games.decision import TraceKind
from games.secret_tools import events as tool
from games.secret_tools.conditions import Condition, ToolRules
from games.words import words
from replays.record import Header
from replays.refusal import shown
from replays.replay import Seen

TOOLS: Final[dict[str, Any]] = words("app")["tools"]
TEXT: Final[dict[str, str]] = TOOLS["debrief"]
PROVENANCE: Final[dict[str, str]] = words("app")["watch"]["provenance"]
ANSWERS: Final = (tool.OfferAnswered, tool.InvitationAnswered)
TOLD: Final = (*ANSWERS, tool.Missed, tool.Checked)
Json = dict[str, Any]


def told(steps: Sequence[Seen], header: Header) -> Json | None:
    """For those who see everything, whose steps these are: what was offered, in which words, what came of it, and all
    that was written. None for a match of a time without tools, and as long as not everybody may be told."""
    rules = header.tool_told
    if rules is None:
        return None
    named = tuple(shown(name) for name in header.names)
    texts = words_of(header)
    return {
        "title": TEXT["title"],
        "lines": list(_lines(steps, rules, texts, header, named)),
        "reasons": list(_reasons(steps, named)),
        "messages": list(_messages(steps, header, named)),
        "messages_title": TEXT["messages"],
        "texts": [
            {"title": one["title"], "text": one["text"].split("\n\n")}
            for step in steps
            for one in under.read(step.before, texts, named)
            if one["kind"] != "message"
        ],
    }


def title(rules: ToolRules) -> str:
    """What is offered in such a match, in a few words."""
    return TOOLS["conditions"][rules.condition]["title"]


def wording(rules: ToolRules, texts: OfferTexts | None) -> str:
    """The words of its offer, by name and, while they are here, by title."""
    if texts is None or texts.wording is None:
        return rules.wording
    return TOOLS["wording_title"].format(name=rules.wording, title=texts.wording.title)


def _rounds(steps: Sequence[Seen], header: Header) -> Iterator[tuple[int, Event]]:
    """Everything that happened, with the round in which it did."""
    scenes, number = SCENES.get(header.game), 0
    for step in steps:
        for event in step.events:
            number = (scenes.begins(event) if scenes is not None else None) or number
            yield number, event


def _lines(
    steps: Sequence[Seen], rules: ToolRules, texts: OfferTexts | None, header: Header, names: tuple[str, ...]
) -> Iterator[str]:
    if rules.condition is Condition.BASELINE:
        yield TEXT["nothing"]
        return
    what, offered, written, used = title(rules), False, 0, False
    for number, event in _rounds(steps, header):
        if isinstance(event, tool.OfferDue) and event.seat is not None and not offered:
            offered = True
            yield TEXT["offered"].format(
                round=number, name=names[event.seat], title=what, wording=wording(rules, texts)
            )
        written += isinstance(event, (tool.Wrote, tool.WroteOpenly, tool.Noted))
        used = used or isinstance(event, (tool.Started, tool.Announced))
        if isinstance(event, TOLD) and texts is not None:
            yield texts.plain(event, names)
    if rules.earlier is not None:
        yield TEXT["offered_own" if rules.earlier.active else "settled"].format(title=what)
    elif not offered:
        yield TEXT["not_asked"].format(title=what)
    if used:
        yield from _used(rules, written)


def _used(rules: ToolRules, written: int) -> Iterator[str]:
    """How the tool was used."""
    if rules.condition is Condition.HINT:
        yield TEXT["used_hint"]
    elif rules.condition is not Condition.COACH:
        yield TEXT["silent" if not written else "written_one" if written == 1 else "written"].format(n=written)
    if rules.instruction:
        yield TEXT["instructed"]


def _reasons(steps: Sequence[Seen], names: tuple[str, ...]) -> Iterator[Json]:
    for step in steps:
        answering = {event.seat for event in step.events if isinstance(event, ANSWERS)}
        for trace in step.traces:
            if trace.kind is TraceKind.REASON and trace.seat in answering:
                note = PROVENANCE[trace.provenance]
                yield _spoken(trace.seat, names, TEXT["reason"], trace.text, note)


def _messages(steps: Sequence[Seen], header: Header, names: tuple[str, ...]) -> Iterator[Json]:
    for number, event in _rounds(steps, header):
        match event:
            case tool.Wrote(seat, partner, text) if seat is not None and partner is not None and text is not None:
                to = TEXT["to"].format(name=names[partner])
            case tool.WroteOpenly(seat, _, text):
                to = TEXT["to_all"]
            case tool.Noted(seat, text) if seat is not None and text is not None:
                to = TEXT["to_self"]
            case _:
                continue
        what = TEXT["place"].format(to=to, round=number)
        yield _spoken(seat, names, what, text)


def _spoken(seat: int, names: tuple[str, ...], what: str, text: str, note: str = "") -> Json:
    return {"seat": seat, "name": names[seat], "what": what, "text": text, "note": note}
