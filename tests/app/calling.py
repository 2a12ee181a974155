"""Runs the command line in this process, over a folder of its own, and reads what it says."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app.cli import main
from replays.record import Record
from replays.store import Store
from tests.replays.played import Case, play
from tests.stores import fresh

SIM = ("sim", "--game", "liars_bar", "--matches", "1")


class Said(NamedTuple):
    """What a command left behind."""

    status: Any
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Say = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the matches are kept; a command that writes elsewhere writes into an empty folder."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("UNDERTABLE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path / "data"


@pytest.fixture
def say(folder: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command in this process."""

    def run(*arguments: str | Path) -> Said:
        capsys.readouterr()
        try:
            status: Any = main(list(map(str, arguments)))
        except SystemExit as end:
            status = end.code
        left = capsys.readouterr()
        return Said(status, left.out, left.err)

    return run


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    store = fresh(folder)
    yield store
    store.close()


def sim(say: Say, matches: int = 1, *more: str | Path, game: str = "liars_bar") -> Said:
    said = say("sim", "--game", game, "--matches", str(matches), *more)
    assert (said.status, said.err) == (0, ""), said
    return said


def in_one_line(said: Said, *words: str) -> None:
    """It could not be done, and it says why in one line that holds these words."""
    assert said.status == 1, said
    assert said.err.endswith("\n"), said
    assert said.err[:-1].isprintable(), said
    assert all(word in said.err for word in words), said
    assert said.out == "", said


def kept(store: Store, case: Case, seed: int = 1, **how: Any) -> Record:
    """A match in the store."""
    record = play(case, seed, **how).record
    store.save(record)
    return record


def ids(said: Said) -> list[str]:
    """The first words of the lines of a list."""
    return [line.split()[0] for line in said.lines if not line.startswith(("There", "No"))]
