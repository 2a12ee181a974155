"""Empty stores, of which only the first is made by every migration: the others are copies of its file."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

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
