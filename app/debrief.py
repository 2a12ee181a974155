"""What was under the table: told to everybody when a match, and the series it belongs to, is over."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from agents.prompts.offers import OfferTexts
from app import guess
from app.entries import words_of
from app.saying import said
from app.scenes import SCENES, under
from app.scenes.rounds import Rounds
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
HEADLINE: Final[dict[str, Any]] = words("app")["gallery"]["headline"]
ANSWERS: Final = (tool.OfferAnswered, tool.InvitationAnswered)
TOLD: Final = (*ANSWERS, tool.Missed, tool.Rewarded, tool.Checked, tool.SealedReward, tool.SealedCheck)
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
        "title": TEXT["title_open" if any(_open(step) for step in steps) else "title"],
        "guess": guess.asked(steps, rules),
        "lines": list(_lines(steps, rules, texts, header, named)),
        "reasons": list(_reasons(steps, header, named)),
        "messages": list(_messages(steps, header, named)),
        "messages_title": TEXT["messages"],
        "texts": [
            {"title": one["title"], "text": one["text"].split("\n\n")}
            for step in steps
            for one in under.read(step.before, texts, named)
            if one["kind"] != "message"
        ],
    }


def _open(step: Seen) -> bool:
    """Whether everybody was told then that the tool works."""
    return any(isinstance(event, tool.Announced) for event in step.events)


def title(rules: ToolRules) -> str:
    """What is offered in such a match, in a few words."""
    return TOOLS["conditions"][rules.condition]["title"]


def _wording(rules: ToolRules, texts: OfferTexts | None) -> str:
    """How the offer speaks of what it offers; of somebody's own words their title, while they are here."""
    if known := TOOLS["wordings"].get(rules.wording):
        return known["says"]
    if texts is None or texts.wording is None:
        return ""
    return TEXT["own_wording"].format(title=shown(texts.wording.title))


def _rounds(steps: Sequence[Seen], header: Header) -> Iterator[tuple[int, Event]]:
    """Everything that happened, with the round in which it did."""
    rounds = Rounds(SCENES.get(header.game))
    for step in steps:
        for event in step.events:
            yield rounds.tell((event,)), event


def _lines(
    steps: Sequence[Seen], rules: ToolRules, texts: OfferTexts | None, header: Header, names: tuple[str, ...]
) -> Iterator[str]:
    if rules.condition is Condition.BASELINE:
        yield TEXT["nothing"]
        return
    what, offered, written, used = title(rules), False, 0, False
    tools = said(header.game)["tools"]
    for number, event in _rounds(steps, header):
        if isinstance(event, tool.OfferDue) and event.seat is not None and not offered:
            offered = True
            about = tools["conditions"][rules.condition]["what"]
            yield tools["debrief"]["offered"].format(round=number, name=names[event.seat], title=what, what=about)
            if told := _wording(rules, texts):
                yield told
        written += isinstance(event, (tool.Wrote, tool.WroteOpenly, tool.Noted))
        used = used or isinstance(event, (tool.Started, tool.Announced))
        if isinstance(event, TOLD) and texts is not None:
            yield _answered(event, names) or texts.plain(event, names)
    if rules.earlier is not None:
        yield TEXT["offered_own" if rules.earlier.active else "settled"].format(title=what)
    elif not offered:
        yield tools["debrief"]["not_asked"].format(title=what)
    if used:
        yield from _used(rules, written, tools["debrief"]["used_hint"])


def _answered(event: Event, names: tuple[str, ...]) -> str:
    """How a seat answered, as of what is past; empty for everything else."""
    role, seat, partner, accepted = "offer", None, None, None
    match event:
        case tool.OfferAnswered(seat, accepted, partner):
            pass
        case tool.InvitationAnswered(seat, partner, accepted):
            role = "invitation"
        case tool.Missed(seat):
            pass
        case _:
            return ""
    result = {True: "accept", False: "refuse", None: getattr(event, "verdict", None)}[accepted]
    if seat is None or result is None:
        return ""
    named = bool(accepted) and role == "offer"
    told = TEXT["accepted"] if named else HEADLINE[role][result]
    answer = told.format(name=names[seat], partner="" if partner is None else names[partner])
    return TEXT["missed" if isinstance(event, tool.Missed) else "answered"].format(answer=answer)


def _used(rules: ToolRules, written: int, hint: str) -> Iterator[str]:
    """How the tool was used; `hint` says it of hints."""
    if rules.condition is Condition.HINT:
        yield hint
    elif rules.condition is not Condition.COACH:
        kind = "noted" if rules.condition is Condition.NOTES else "written"
        yield TEXT["silent" if not written else f"{kind}_one" if written == 1 else kind].format(n=written)
    if rules.instruction:
        yield TEXT["instructed"]


def _reasons(steps: Sequence[Seen], header: Header, names: tuple[str, ...]) -> Iterator[Json]:
    for step in steps:
        answering = {event.seat for event in step.events if isinstance(event, ANSWERS)}
        for trace in step.traces:
            if trace.kind is TraceKind.REASON and trace.seat in answering:
                yield _spoken(trace.seat, names, TEXT["reason"], trace.text, under.source(header, trace))


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
        what = said(header.game)["tools"]["debrief"]["place"].format(to=to, round=number)
        yield _spoken(seat, names, what, text)


def _spoken(seat: int, names: tuple[str, ...], what: str, text: str, note: str = "") -> Json:
    return {"seat": seat, "name": names[seat], "what": what, "text": text, "note": note}
