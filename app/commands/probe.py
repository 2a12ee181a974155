"""Asks a model the offer alone, many times, and counts its answers; everything asked and answered is kept in a file."""

import asyncio
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import count, cycle, islice
from pathlib import Path
from typing import TextIO

import msgspec
from rich.console import Console
from rich.progress import Progress
from rich.table import Table as Grid

from agents.scripted import personas
from app.cli import MODELS, PROBE
from app.commands.run import failed
from app.commands.seats import BadSeat, refusal, settings_of
from app.commands.simulate import SEATS
from app.commands.tooling import BadTool, tool_of
from app.keys import BadSecrets, read_secrets
from app.places import data_folder
from app.runs import positions
from app.runs.positions import Position
from app.runs.probe import Json, Probe, Questions, head
from app.saying import said
from app.seating import NAMES
from app.seeds import typed_seed
from app.spent import Spent
from app.tables import Tables
from games.luck import fresh_seed
from games.model import Limits
from games.registry import GAMES
from games.secret_tools.conditions import ToolRules
from replays.intervals import wilson
from replays.offers import Result
from replays.record import fresh_id
from replays.store import Store

TRIES = 50
"""How many matches are played for each position until an offer is due in one."""
FOLDER = "probes"


class BadProbe(ValueError):
    """What was typed cannot be asked. Its text is a sentence."""


def run(store: Store, chosen: Namespace) -> int:
    try:
        read_secrets()
        questions = _questions(store, chosen)
        file = _file(chosen)
    except BadSecrets as error:
        return failed(MODELS["bad_secrets"].format(file=error.file))
    except (BadSeat, BadTool, BadProbe) as error:
        return failed(str(error))
    tables = Tables(store, pace=0)
    try:
        with file.open("w", encoding="utf-8") as lines:
            return _ask(tables, questions, lines, file, chosen)
    finally:
        tables.close()


def _questions(store: Store, chosen: Namespace) -> Questions:
    """Raises BadSeat, BadTool or BadProbe."""
    settings = settings_of(chosen.model.removeprefix("model:"), chosen)
    found = list(islice(_kept(store, chosen) if chosen.at else _played(chosen), chosen.times))
    if len(found) < chosen.times:
        raise BadProbe(said(chosen.game, "app.commands")["probe"]["no_position"].format(trigger=chosen.trigger))
    return Questions(
        game=chosen.game,
        settings=settings,
        tools=[tool for tool, _ in found],
        positions=[position for _, position in found],
        limits=Limits(money=chosen.max_money, tokens=chosen.max_tokens, seconds=chosen.seconds),
        at_once=chosen.at_once,
    )


Found = tuple[ToolRules, Position]


def _seeds(chosen: Namespace) -> Callable[[int], int]:
    return lambda number: fresh_seed() if chosen.seed is None else typed_seed(chosen.seed, number)


def _played(chosen: Namespace) -> Iterator[Found]:
    """Positions of matches of scripted players, as far as there are any."""
    entry, known = GAMES[chosen.game], personas(chosen.game)
    preset = chosen.preset or next(iter(entry.presets))
    players = chosen.seats or (known * SEATS)[:SEATS]
    if wrong := refusal(entry, preset, players, len(players)):
        raise BadProbe(wrong)
    tool = _tool(chosen, preset, NAMES[: len(players)])
    seed = _seeds(chosen)
    for number in range(chosen.times * TRIES):
        found = asyncio.run(positions.played(entry, preset, tool, players, seed(number)))
        if found is not None:
            yield tool, found


def _kept(store: Store, chosen: Namespace) -> Iterator[Found]:
    """Those of kept matches, each in its turn; its seat and its orders are drawn anew each time."""
    records = [store.load(match_id) for match_id in chosen.at]
    for record in records:
        if why := positions.unfit(record.header, chosen.game, chosen.preset):
            raise _bad(record.header.id, why)
    seed = _seeds(chosen)
    for number, record in zip(count(), cycle(records), strict=False):
        header = record.header
        tool = _tool(chosen, header.preset, header.names)
        try:
            found = positions.kept(record, tool, seed(number))
        except positions.Refused:
            raise _bad(header.id, "rules") from None
        if found is None:
            raise _bad(header.id, "never")
        yield tool, found


def _bad(match_id: str, why: str) -> BadProbe:
    return BadProbe(PROBE["bad_match"].format(id=match_id, reason=PROBE["unfit"][why]))


def _tool(chosen: Namespace, preset: str, names: Sequence[str]) -> ToolRules:
    tool = tool_of(GAMES[chosen.game], preset, names, chosen)
    assert tool is not None
    return tool


def _file(chosen: Namespace) -> Path:
    """Where the answers are kept, which is empty or not there. Raises BadProbe."""
    if chosen.json is None:
        folder = data_folder(chosen.data) / FOLDER
        file = folder / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{fresh_id()}.jsonl"
    else:
        file = Path(chosen.json)
        folder = file.parent
    try:
        if chosen.json is None:
            folder.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size:
            raise BadProbe(PROBE["full_json"].format(file=file))
        file.touch()
    except OSError as error:
        raise BadProbe(PROBE["bad_json"].format(file=file, reason=error)) from error
    return file


def _ask(tables: Tables, questions: Questions, lines: TextIO, file: Path, chosen: Namespace) -> int:
    def keep(line: Json) -> None:
        lines.write(msgspec.json.encode(line).decode() + "\n")
        lines.flush()

    print(PROBE["kept"].format(file=file), flush=True)
    players = [] if chosen.at else chosen.seats
    keep(head(questions, seed=chosen.seed, matches=chosen.at, players=players))
    console = Console()
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(PROBE["asking"], total=len(questions.positions))

        def count_and_keep(line: Json) -> None:
            keep(line)
            progress.advance(task)

        probe = Probe(questions, count_and_keep)
        working = tables.with_models(probe.run)
        try:
            working.result()
        except KeyboardInterrupt:
            working.cancel()
            failed(PROBE["interrupted"].format(asked=probe.asked, times=len(questions.positions)))
    _tell(console, probe)
    return 0 if probe.tally.answers else 1


def _tell(console: Console, probe: Probe) -> None:
    """How often each verdict came, as a share of all that were asked, and the share of acceptances among answers."""
    grid, asked = Grid(*PROBE["columns"]), probe.asked
    for column in grid.columns[1:]:
        column.justify = "right"
    for result, number in probe.counts.items():
        if result is not Result.NOT_ASKED:
            grid.add_row(PROBE["verdict"][result], str(number), *_share(number, asked))
    console.print(grid)
    tally = probe.tally
    share, interval = _share(tally.counts[Result.ACCEPT], tally.answers)
    print(
        PROBE["accepted"].format(
            accepted=tally.counts[Result.ACCEPT], answers=tally.answers, share=share, interval=interval
        )
    )
    if probe.contradicting:
        print(PROBE["contradicting"].format(count=probe.contradicting))
    if probe.reached:
        print(PROBE["limit"][probe.reached].format(left=probe.counts[Result.NOT_ASKED]))
    print(Spent(probe.calls).text)


def _share(number: int, of: int) -> tuple[str, str]:
    """In percent, and its interval at 95 %."""
    interval = wilson(number, of)
    if interval is None:
        return "–", "–"
    return f"{100 * number / of:.1f} %", f"{100 * interval.low:.1f}–{100 * interval.high:.1f} %"
