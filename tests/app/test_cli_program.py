"""The installed program in a process of its own: nobody reads it, the disk is full, somebody stops it."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from replays.store import FILE
from tests.app import calling
from tests.app.calling import SIM, Say, ids, sim
from tests.stores import counted

folder, say = calling.folder, calling.say
UNDERTABLE = Path(sys.executable).with_name("undertable")


def program(*arguments: str | Path, **how: Any) -> "subprocess.Popen[str]":
    """The installed program, in a process of its own."""
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
    return subprocess.Popen([UNDERTABLE, *arguments], text=True, **how)


def test_the_installed_program_runs(folder: Path) -> None:
    helped, wrong, empty = program("--help"), program(*SIM, "--preset", "house"), program("list")
    assert "undertable sim" in helped.communicate()[0]
    assert wrong.communicate()[1].count("\n") == 1
    assert empty.communicate() == (
        "No matches are kept here yet. “undertable sim --game liars_bar --matches 10” makes some.\n",
        "",
    )
    assert [helped.returncode, wrong.returncode, empty.returncode] == [0, 1, 0]


def test_output_that_nobody_reads_any_more_is_no_error(say: Say, folder: Path) -> None:
    sim(say, 60)
    match_id = ids(say("list"))[0]
    calls = (
        ("show", match_id, "--seat", "all"),
        ("list",),
        ("list", "--limit", "60"),
        ("export", match_id),
        ("check",),
        ("--help",),
        ("list", "--help"),
    )
    running = []
    for arguments in calls:
        gone, out = os.pipe()
        os.close(gone)
        running.append(program(*arguments, stdout=out))
        os.close(out)
    ended = {
        arguments: (one.communicate()[1].strip(), one.returncode) for arguments, one in zip(calls, running, strict=True)
    }
    assert ended == dict.fromkeys(calls, ("", 0))
    shell = f"'{UNDERTABLE}' show {match_id} | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)


def test_closed_output_is_no_error(say: Say, folder: Path) -> None:
    sim(say, 1)
    for arguments in ("list", "--help", "show nosuch"):
        done = subprocess.run(
            ["bash", "-c", f"'{UNDERTABLE}' {arguments} >&-"], capture_output=True, text=True, check=False
        )
        assert (done.returncode, "Traceback" in done.stderr) == (int("nosuch" in arguments), False)


def test_a_full_disk_is_said_in_one_line_and_what_was_committed_stays(say: Say, folder: Path) -> None:
    sim(say, 3)
    limit = 400_000
    full = program(
        "sim",
        "--game",
        "liars_bar",
        "--matches",
        "10000",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    _, err = full.communicate(timeout=30)
    assert full.returncode == 1
    assert "could not be written" in err
    assert err[:-1].isprintable(), err
    assert say("check").status == 0
    assert len(ids(say("list", "--limit", "10000"))) >= 3


def test_a_simulation_can_be_stopped(say: Say, folder: Path) -> None:
    running = program("sim", "--game", "liars_bar", "--matches", "100000")
    until = time.monotonic() + 20
    while not (folder / FILE).exists() or counted(folder) < 5:
        assert time.monotonic() < until
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    try:
        _, err = running.communicate(timeout=8)
    finally:
        running.kill()
    assert (running.returncode, err) == (1, "Stopped. What was committed before is whole.\n")
    assert say("check").status == 0
