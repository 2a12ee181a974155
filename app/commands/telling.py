"""Tells a match in sentences, as one viewpoint lawfully saw it."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from app.calls import TEXT as ASKED
from app.calls import whole, why
from app.cli import TEXT
from app.endings import used
from app.entries import notation_of, words_of
from app.figures import listed
from app.options import TOOL
from app.people import title
from app.saying import said
from app.scenes.under import Hints
from games.core import ANALYST, Viewer
from games.decision import Trace, TraceKind
from games.failure import LATE, Failure
from games.secret_tools.conditions import Condition
from games.secret_tools.state import INVITE, OFFER
from games.secret_tools.view import Observation
from games.words import words
from replays.record import Header, Kind, Record, Substitution, viewer, viewpoint
from replays.refusal import shown
from replays.replay import Seen, as_seen, nameless
from replays.store import Store

Json = dict[str, Any]


def run(store: Store, chosen: Namespace) -> int:
    record = store.load(chosen.id)
    header = record.header
    who = viewer(chosen.seat, header.names)
    steps = list(as_seen(record, who))
    notation = notation_of(header)
    view = header.names[who] if who is not None and who >= 0 else viewpoint(who)
    print(printable(TEXT["show_head"].format(id=header.id, game=header.game, preset=header.preset, view=view)))
    if header.view is not None:
        print(TEXT["show_view"])
    if who == ANALYST:
        for told in _tool(header):
            print(printable(told))
    later, hints = list(header.substitutions), Hints(header, words_of(header), header.names)
    for seen in steps:
        print(f"\n{seen.number}")
        while later and later[0].after < seen.seq:
            print(f"  {printable(_took(later.pop(0), header, who))}")
        for told in _offered(seen, header):
            print(f"    {told}")
        for event in seen.events:
            print(f"  {printable(notation.event(event, header.names))}")
        for told in beside(seen, header):
            print(f"    {printable(told)}")
        for hint in hints.tell(seen):
            print(f"    {printable('{title}: {text}'.format(**hint))}")
        for asked in whole(header, seen):
            for told in _asked(asked):
                print(f"    {printable(told)}")
            if chosen.prompts:
                print(*prompts(asked), sep="\n")
    print()
    if header.ended is None:
        print(TEXT["show_running"])
    if header.stopped is not None:
        print(f"{words('app')['scene']['stopped'][header.stopped]}.")
    if header.ended is not None and who == ANALYST:
        for told in spent(record):
            print(printable(told))
    if header.seed is not None and who == ANALYST:
        print(TEXT["show_known" if header.seed_known else "show_seed"].format(seed=f"{header.seed:032x}"))
    return 0


def _took(one: Substitution, header: Header, who: Viewer) -> str:
    """Who plays on for a seat, as far as this viewer is told."""
    if nameless(header) and who != ANALYST:
        return words("app")["live"]["stands_in_unnamed"]
    player = title(one.player).lower() if one.kind is Kind.SCRIPTED else one.player
    return words("app")["live"]["stands_in"].format(name=header.names[one.seat], player=player)


def spent(record: Record) -> Iterator[str]:
    """What the models of an ended match used, a line for each and one for all; nothing where none played."""
    if found := used(record):
        yield f"{found['title']}:"
        for row in found["rows"]:
            figures = listed(f"{label} {figure}" for label, figure in row["figures"])
            yield TEXT["show_used"].format(name=row["name"], model=row["model"], figures=figures)
        yield found["total"]


def printable(text: str) -> str:
    """The text in one line, without what a terminal would take as a command."""
    line = " ".join(text.split())
    return shown(line, most=len(line))


def beside(seen: Seen, header: Header) -> list[str]:
    """What stands beside the events: texts of the players, and what the table did for one."""
    unnamed = [(words("app")["scene"]["somebody"], Failure(LATE))] * seen.late
    forced = [
        TEXT["show_forced"].format(name=name, why=why(failure, name) or f"{failure.code}.")
        for name, failure in [*((header.names[seat], failure) for seat, failure in seen.forced.items()), *unnamed]
    ]
    return forced + [_text(trace, header) for trace in seen.traces]


def _tool(header: Header) -> Iterator[str]:
    """Which series the match belongs to, and what was offered in it."""
    series, tool = header.series, header.tool_told
    if series is not None:
        yield TOOL["of_series"].format(number=series.number, of=series.of, id=series.id)
    if tool is not None:
        to = TOOL["drawn"] if tool.offer_to is None else header.names[tool.offer_to]
        key = "head_none" if tool.condition is Condition.BASELINE else "head"
        told = said(header.game, "app.commands")["tool"][key]
        yield told.format(condition=tool.condition, wording=tool.wording, to=to, round=tool.trigger)
        if tool.refusal_reward:
            yield TOOL["rewarded"].format(points=tool.refusal_reward)


def _offered(seen: Seen, header: Header) -> Iterator[str]:
    """What a seat read when it was offered a tool, or invited to share one, line for line."""
    for o in seen.before:
        private = o.private if isinstance(o, Observation) else None
        if private is None or o.seat is None or private.stage not in (OFFER, INVITE):
            continue
        yield printable(TOOL["reads"].format(name=header.names[o.seat]))
        texts = words_of(header)
        asked = None if texts is None else texts.asked(private, o.seat, header.names)
        text = TOOL["no_words"].format(wording=private.rules.wording) if asked is None else asked.text
        for line in filter(None, text.splitlines()):
            yield f"  {printable(line)}"


def _text(trace: Trace, header: Header) -> str:
    if trace.kind is TraceKind.RULE:
        told = TOOL["rule"].get(trace.text, trace.text)
        return TOOL["read"].format(name=header.names[trace.seat], rule=told)
    about = "" if trace.about is None else header.names[trace.about]
    label = TEXT["trace"][trace.kind].format(about=about)
    who = "" if trace.kind is TraceKind.HOUSE else f"{header.names[trace.seat]}, "
    return f"[{who}{label}] {trace.text}"


def _asked(asked: Json) -> Iterator[str]:
    """A decision of a model: what it took, and what was wrong with each try."""
    yield TEXT["show_call"].format(title=asked["title"], summary=asked["summary"])
    for one in asked["tries"]:
        if one["wrong"]:
            yield TEXT["show_try"].format(title=one["title"], wrong=f"{one['wrong']} {one['detail']}".strip())


def prompts(asked: Json) -> Iterator[str]:
    """The lines of all that was sent and came back, try by try."""
    for one in asked["tries"]:
        yield f"\n      {one['title']}"
        if one["same"]:
            yield f"        {printable(one['same'])}"
        for message in one["messages"]:
            yield from _part(message["role"], message["text"])
        yield from _part(ASKED["browser"]["schema"], one["schema"])
        yield from _part(ASKED["browser"]["reply"], one["reply"] or ASKED["browser"]["nothing"])
        for label, told in (*one["facts"], *one["checks"]):
            yield f"        {printable(f'{label}: {told}')}"


def _part(title: str, text: str) -> Iterator[str]:
    """A title and the text below it, line for line as it was; nothing where there is no text."""
    if text:
        yield f"        {title}:"
    for line in text.splitlines():
        yield f"          {shown(line, most=len(line))}"
