"""Tells a match in sentences, as one viewpoint lawfully saw it."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from app.calls import TEXT as ASKED
from app.calls import whole, why
from app.cli import TEXT
from app.endings import used
from app.figures import listed
from app.people import title
from games.core import ANALYST
from games.decision import Trace, TraceKind
from games.registry import GAMES
from games.words import words
from replays.record import Header, Kind, Record, Substitution, viewer, viewpoint
from replays.refusal import shown
from replays.replay import Seen, as_seen
from replays.store import Store

Json = dict[str, Any]


def run(store: Store, chosen: Namespace) -> int:
    record = store.load(chosen.id)
    header = record.header
    who = viewer(chosen.seat, header.names)
    steps = list(as_seen(record, who))
    notation = GAMES[header.game].notation(header.rules, "en")
    view = header.names[who] if who is not None and who >= 0 else viewpoint(who)
    print(printable(TEXT["show_head"].format(id=header.id, game=header.game, preset=header.preset, view=view)))
    if header.view is not None:
        print(TEXT["show_view"])
    later = list(header.substitutions)
    for seen in steps:
        print(f"\n{seen.number}")
        while later and later[0].after < seen.seq:
            print(f"  {printable(_took(later.pop(0), header))}")
        for event in seen.events:
            print(f"  {printable(notation.event(event, header.names))}")
        for told in beside(seen, header):
            print(f"    {printable(told)}")
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


def _took(one: Substitution, header: Header) -> str:
    """Who plays on for a seat."""
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
    forced = [
        TEXT["show_forced"].format(name=name, why=why(failure, name) or f"{failure.code}.")
        for name, failure in ((header.names[seat], failure) for seat, failure in seen.forced.items())
    ]
    return forced + [_text(trace, header) for trace in seen.traces]


def _text(trace: Trace, header: Header) -> str:
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
