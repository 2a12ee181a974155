"""kill -9 in the middle of `undertable sim`: what was committed is whole, and the rest can be run again."""

import subprocess
import sys
import time
from pathlib import Path

from replays.check import Verdict, check_all
from replays.store import Store
from tests.stores import ask, counted

UNDERTABLE = Path(sys.executable).with_name("undertable")
ENOUGH = 12
PAUSES = (0, 0.003, 0.011)
"""Seconds from a commit to the kill, so that it meets the program at different things."""


def simulate(folder: Path, matches: int) -> "subprocess.Popen[str]":
    command = [UNDERTABLE, "sim", "--game", "liars_bar", "--matches", str(matches), "--data", folder]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=folder, text=True)


def kill_in_the_middle(folder: Path, pause: float) -> None:
    """Start a long simulation, and kill it once it has committed some matches more."""
    enough, until = counted(folder) + ENOUGH, time.monotonic() + 30
    program = simulate(folder, 100_000)
    while counted(folder) < enough:
        assert program.poll() is None, "the simulation ended by itself"
        assert time.monotonic() < until, "the simulation keeps nothing"
        time.sleep(0.001)
    time.sleep(pause)
    program.kill()
    assert program.wait() == -9


def all_whole(folder: Path) -> int:
    """Every match that is there has all its steps and its end, and no row is left of another; how many there are."""
    store = Store.open(folder)
    findings = list(check_all(store))
    assert {finding.verdict for finding in findings} == {Verdict.SAME}
    for record in map(store.load, store.ids()):
        assert [step.seq for step in record.steps] == list(range(1, record.header.steps + 1))
        assert record.header.outcome is not None
    for table in ("step", "trace", "seating"):
        strays = f"SELECT count(*) FROM {table} WHERE match_id NOT IN (SELECT id FROM match)"
        assert ask(folder, strays) == 0
    store.close()
    return len(findings)


def test_a_killed_simulation_loses_only_what_was_not_committed(tmp_path: Path) -> None:
    for kills, pause in enumerate(PAUSES, 1):
        kill_in_the_middle(tmp_path, pause)
        assert all_whole(tmp_path) == counted(tmp_path) >= kills * ENOUGH

    command = [UNDERTABLE, "check", "--data", tmp_path]
    checked = subprocess.run(command, check=False, capture_output=True, cwd=tmp_path)
    assert (checked.returncode, checked.stderr.count(b"Traceback")) == (0, 0), checked

    before = counted(tmp_path)
    assert simulate(tmp_path, 3).wait(60) == 0
    assert all_whole(tmp_path) == before + 3
