"""Empty stores, of which only the first is made by every migration, the others being copies of its file; and how many
matches a program that runs has kept."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from replays.store import FILE, Store


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        Store.open(Path(folder)).close()
        return (Path(folder) / FILE).read_bytes()


def prepare(folder: Path) -> None:
    """Lay an empty store into this folder, as whoever opens one there first would find it made."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(_empty())


def fresh(folder: Path) -> Store:
    """An empty store, opened."""
    prepare(folder)
    return Store.open(folder)


def ask(folder: Path, question: str) -> Any:
    """One number from the database, read beside the running program; 0 while there are no tables."""
    if not (folder / FILE).exists():
        return 0
    with closing(sqlite3.connect(folder / FILE, timeout=10)) as connection:
        try:
            return connection.execute(question).fetchone()[0]
        except sqlite3.OperationalError:
            return 0


def counted(folder: Path) -> int:
    return ask(folder, "SELECT count(*) FROM match")
