"""Lets the same seats play matches one after another, with a memory of their own earlier ones; goes on where it was."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table as Grid

from app.cli import MODELS, SERIES
from app.commands.listing import standing
from app.commands.match import STOPPED
from app.commands.run import failed
from app.commands.seats import BadSeat, refusal, seating
from app.commands.telling import printable
from app.commands.tooling import BadTool, tool_of
from app.entries import notation_of
from app.keys import BadSecrets, read_secrets
from app.options import MATCH, BadNumber, rules_of
from app.people import who
from app.runs.counting import counted, sealed
from app.runs.remembering import Kept
from app.runs.series import Plan, Refused, Silent, begun, play
from app.spent import Spent
from app.tables import Tables
from games.model import Limits
from games.registry import GAMES
from games.secret_tools import events
from games.secret_tools.conditions import Lasting
from replays.record import Header, Kind, Record, codec, fresh_id
from replays.store import Store
from replays.tools import NAME

TOLD = (events.OfferAnswered, events.InvitationAnswered, events.Started, events.Announced)
"""What came of an offer, in a line each."""


class BadSeries(ValueError):
    """What was typed is no series. Its text is a sentence."""


def run(store: Store, chosen: Namespace) -> int:
    try:
        read_secrets()
        plan = _plan(chosen)
    except BadSecrets as error:
        return failed(MODELS["bad_secrets"].format(file=error.file))
    except (BadNumber, BadSeat, BadTool, BadSeries) as error:
        return failed(str(error))
    try:
        # A name that was drawn is new.
        kept = [] if chosen.id is None else begun(store, plan)
    except Refused as error:
        what = SERIES["what"].get(error.what, "")
        return failed(SERIES[error.why].format(id=plan.id, of=plan.of, number=error.number, what=what))
    for seat in plan.seats:
        _say(MATCH["sits"].format(name=seat.name, player=who(seat)))
    done = sum(header.ended is not None for header in kept)
    _say(SERIES["goes_on" if kept else "begins"].format(id=plan.id, of=plan.of, number=done + 1))
    tables = Tables(store, pace=0)
    try:
        return _play(tables, plan, kept)
    finally:
        tables.close()


def _plan(chosen: Namespace) -> Plan:
    """Raises BadNumber, BadSeat, BadTool or BadSeries."""
    entry = GAMES[chosen.game]
    preset = chosen.preset or next(iter(entry.presets))
    seats = tuple([seating(text, seat, chosen) for seat, text in enumerate(chosen.seat)])
    scripted = [one.player for one in seats if one.kind is Kind.SCRIPTED]
    if wrong := refusal(entry, preset, scripted, len(seats)):
        raise BadSeries(wrong)
    if chosen.trigger_match > chosen.matches:
        raise BadSeries(SERIES["late_trigger"].format(trigger=chosen.trigger_match, matches=chosen.matches))
    return Plan(
        id=fresh_id() if chosen.id is None else _id(chosen.id),
        game=entry.name,
        preset=preset,
        rules=rules_of(entry, preset, chosen),
        seats=seats,
        of=chosen.matches,
        tool=tool_of(entry, preset, [one.name for one in seats], chosen, Lasting(chosen.lasting)),
        trigger=chosen.trigger_match,
        memory=_memory(chosen.memory),
        seed=chosen.seed,
        limits=Limits(money=chosen.max_money, tokens=chosen.max_tokens, seconds=chosen.seconds),
    )


def _id(text: str) -> str:
    if not (0 < len(text) <= NAME and text.isascii() and text.replace("-", "").isalnum()):
        raise BadSeries(SERIES["bad_id"].format(text=text))
    return text


def _memory(text: str) -> tuple[Kept, ...]:
    """In the order in which it is always written."""
    named = [] if text == "none" else text.split(",")
    if not set(named) <= set(Kept) or len(set(named)) < len(named):
        raise BadSeries(SERIES["bad_memory"].format(text=text))
    return tuple([one for one in Kept if one in named])


def _play(tables: Tables, plan: Plan, kept: Sequence[Header]) -> int:
    """0 once it has ended, also at a limit; 1 if it was interrupted or models were silent."""
    records: list[Record] = []
    try:
        for record in play(tables, plan, kept):
            records.append(record)
            _tell(record, plan)
    except KeyboardInterrupt:
        return failed(SERIES["interrupted"].format(number=len(records) + 1, of=plan.of, id=plan.id))
    except Silent as error:
        for name in error.names:
            failed(MATCH["silent"].format(name=name))
        return failed(SERIES["silent"].format(number=len(records), id=plan.id))
    played = [record for record in records if record.header.outcome is not None]
    _open(played, plan)
    _summary(plan, played)
    _say(plan.id)
    return 0


def _tell(record: Record, plan: Plan) -> None:
    """One line for the match, and one for each thing that came of an offer in it."""
    header = record.header
    assert header.series is not None
    how = standing(header) if header.stopped is None else f"{STOPPED[header.stopped]}."
    _say(SERIES["match"].format(number=header.series.number, of=plan.of, id=header.id, how=how))
    notation, reader = notation_of(header), codec(header.game)
    for event in (event for step in record.steps for event in reader.events(step)):
        if isinstance(event, TOLD):
            print(SERIES["offer"].format(text=printable(notation.event(event, header.names))))


def _open(records: Sequence[Record], plan: Plan) -> None:
    """What was sealed in these matches, once none is to follow."""
    found = [(number, record.header, event) for number, record in enumerate(records, 1) for event in sealed(record)]
    if found:
        _say(SERIES["sealed"])
    for number, header, event in found:
        text = notation_of(header).event(event, header.names)
        _say(SERIES["found"].format(number=number, of=plan.of, text=text))


def _summary(plan: Plan, records: Sequence[Record]) -> None:
    grid = Grid(*SERIES["columns"])
    for column in grid.columns[2:]:
        column.justify = "right"
    outcomes = [counted(record) for record in records]
    for at, seat in enumerate(plan.seats):
        points = sum(one.points[at] for one in outcomes) / len(outcomes) if outcomes else 0
        won = sum((at in one.winners) / len(one.winners) for one in outcomes)
        grid.add_row(printable(seat.name), printable(who(seat)), f"{points:.2f}", f"{won:g}")
    Console().print(grid)
    spent = Spent(call for record in records for step in record.steps for call in step.calls)
    if spent.calls:
        _say(spent.text)


def _say(*lines: str) -> None:
    _print(map(printable, lines))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
    sys.stdout.flush()
