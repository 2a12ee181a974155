"""What keeping and reading matches costs, beside bare sqlite3 on the same disk: `python -m tests.bench.keeping`."""

import asyncio
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from app.commands.simulate import play
from app.seating import scripted_seats
from games.core import Outcome
from games.decision import Step
from games.registry import GAMES
from replays.record import Header, Record, codec, fresh_id
from replays.replay import as_seen
from replays.store import Store
from tests.bench.timing import cpu_seconds, show, wall_seconds

STEPS = 300
LISTED = 100_000
MATCHES = 100
COLUMNS = "match TEXT, seq INT, actions TEXT, events TEXT, forced TEXT, PRIMARY KEY (match, seq)"
SEATS = scripted_seats(("random",) * 4)
ENTRY = GAMES["liars_bar"]


def long_match(record: Record) -> Record:
    """A match of 300 steps: a real one, over and over, as far as the tables are concerned."""
    steps = [replace(record.steps[i % len(record.steps)], seq=i + 1) for i in range(STEPS)]
    return Record(replace(record.header, id=fresh_id(), steps=STEPS), tuple(steps))


class Bare:
    """The same rows with the standard library alone."""

    def __init__(self, folder: Path) -> None:
        self.connection = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
        for line in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", f"CREATE TABLE step ({COLUMNS})"):
            self.connection.execute(line)

    def live(self, record: Record) -> None:
        for row in self._rows(record):
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.execute("INSERT INTO step VALUES (?,?,?,?,?)", row)
            self.connection.execute("COMMIT")

    def whole(self, record: Record) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany("INSERT INTO step VALUES (?,?,?,?,?)", self._rows(record))
        self.connection.execute("COMMIT")

    @staticmethod
    def _rows(record: Record) -> list[tuple[object, ...]]:
        match_id = fresh_id()
        return [(match_id, s.seq, s.actions, s.events, s.forced) for s in record.steps]


def live(store: Store, record: Record) -> None:
    header = replace(record.header, id=fresh_id(), ended=None, outcome=None, steps=0)
    store.create(header)
    for step in record.steps:
        store.append(header.id, step)


def fill(store: Store, header: Header) -> None:
    """A hundred thousand matches without steps."""
    for number in range(LISTED):
        store.save(Record(replace(header, id=fresh_id(), created=number, steps=0), ()))


def _played(seed: int) -> tuple[Record, Outcome, list[Step]]:
    return asyncio.run(play(ENTRY, "paper", SEATS, seed, seed_known=True))


def _process(*arguments: str) -> float:
    return wall_seconds(lambda: subprocess.run([sys.executable, *arguments], capture_output=True, check=True))


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    store, yardstick, rest = Store.open(folder), Bare(folder), codec(ENTRY.name)
    matches = [_played(seed) for seed in range(MATCHES)]
    records = [record for record, _, _ in matches]
    steps = sum(record.header.steps for record in records)
    long = long_match(records[0])

    live_s = cpu_seconds(lambda: live(store, long)) / STEPS
    live_bare = cpu_seconds(lambda: yardstick.live(long)) / STEPS

    def simulation() -> None:
        for record, _, told in matches:
            store.save(Record(replace(record.header, id=fresh_id()), tuple([rest.rest(step) for step in told])))

    simulated = cpu_seconds(simulation) / steps
    simulated_bare = cpu_seconds(lambda: [yardstick.whole(record) for record in records]) / steps
    whole = cpu_seconds(lambda: [store.save(_played(seed)[0]) for seed in range(MATCHES)])

    store.save(long)
    rows = wall_seconds(lambda: store.steps(long.header.id))
    refolded = wall_seconds(lambda: [list(as_seen(record, 0)) for record in records]) / steps
    fill(store, records[0].header)
    page = wall_seconds(lambda: store.page(limit=50))
    found = wall_seconds(lambda: store.page(player="random", limit=50))
    nobody = wall_seconds(lambda: store.page(player="nobody", limit=50))
    aid = _process("-m", "app.cli", "--help")
    python = _process("-c", "")

    show(
        "keeping, one core",
        ("measured", "bare sqlite3", "ratio", "aim"),
        (
            (
                "live store, commits/s",
                f"{1 / live_s:,.0f}",
                f"{1 / live_bare:,.0f}",
                f"{live_bare / live_s:.2f}",
                "2,500",
            ),
            (
                "simulation, one transaction a match, steps/s",
                f"{1 / simulated:,.0f}",
                f"{1 / simulated_bare:,.0f}",
                f"{simulated_bare / simulated:.2f}",
                "60,000",
            ),
            ("matches played at a table by four scripted players and kept, /s", f"{MATCHES / whole:,.0f}", "", "", ""),
        ),
    )
    show(
        "reading",
        ("ms", "aim"),
        (
            (f"rows of a match of {STEPS} steps", f"{rows * 1e3:.2f}", "3"),
            (f"refolded and filtered for a seat, {STEPS} steps", f"{refolded * STEPS * 1e3:.2f}", "10"),
            (f"first page of {LISTED:,} matches", f"{page * 1e3:.2f}", "5"),
            ("first page of one player", f"{found * 1e3:.2f}", "5"),
            ("a player who never played", f"{nobody * 1e3:.2f}", "5"),
            (f"undertable --help (an empty Python: {python * 1e3:.0f})", f"{aid * 1e3:.0f}", "500"),
        ),
    )


if __name__ == "__main__":
    main()
