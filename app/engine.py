"""What all pages of this process share: the store and the live tables over it, opened once."""

import threading
from pathlib import Path

from app.entries import read_too
from app.places import WORDINGS, data_folder
from app.tables import Tables
from replays.store import Store

_lock = threading.Lock()
_open: list[Tables] = []


def tables(folder: Path | None = None, pace: float = 1.0) -> Tables:
    """The first call opens them, in this folder or where `app.places` says, with programs that take about `pace`
    seconds to act; any thread may call.

    Raises replays.migrations.NewerDatabase, OSError, or sqlalchemy.exc.DBAPIError where the store cannot be opened.
    """
    with _lock:
        if not _open:
            folder = folder or data_folder()
            store = Store.open(folder)
            try:
                _open.append(Tables(store, pace))
                read_too(folder / WORDINGS)
            except BaseException:
                store.close()
                raise
        return _open[0]


def store() -> Store:
    """The store that the tables write to; opens both like `tables`."""
    return tables().store


def close() -> None:
    """Stop the tables and let go of the store. The next call of `tables` opens both again."""
    with _lock:
        while _open:
            held = _open.pop()
            held.close()
            held.store.close()
