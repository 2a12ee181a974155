"""Tells a match in sentences, as one viewpoint lawfully saw it."""

from argparse import Namespace

from app.cli import TEXT
from games.decision import Trace, TraceKind
from games.registry import GAMES
from replays.record import Header, viewer, viewpoint
from replays.refusal import shown
from replays.replay import Seen, as_seen
from replays.store import Store


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
    for seen in steps:
        print(f"\n{seen.number}")
        for event in seen.events:
            print(f"  {printable(notation.event(event, header.names))}")
        for told in beside(seen, header):
            print(f"    {printable(told)}")
    print()
    if header.outcome is None:
        print(TEXT["show_running"])
    if header.seed is not None and who not in (None, *range(len(header.seats))):
        print(TEXT["show_known" if header.seed_known else "show_seed"].format(seed=f"{header.seed:032x}"))
    return 0


def printable(text: str) -> str:
    """The text in one line, without what a terminal would take as a command."""
    line = " ".join(text.split())
    return shown(line, most=len(line))


def beside(seen: Seen, header: Header) -> list[str]:
    """What stands beside the events: texts of the players, and what the table did for one."""
    forced = [
        TEXT["show_forced"].format(name=header.names[seat], code=failure.code) for seat, failure in seen.forced.items()
    ]
    return forced + [_text(trace, header) for trace in seen.traces]


def _text(trace: Trace, header: Header) -> str:
    about = "" if trace.about is None else header.names[trace.about]
    label = TEXT["trace"][trace.kind].format(about=about)
    who = "" if trace.kind is TraceKind.HOUSE else f"{header.names[trace.seat]}, "
    return f"[{who}{label}] {trace.text}"
