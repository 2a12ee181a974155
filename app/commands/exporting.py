"""Writes a match as JSON Lines."""

import sys
from argparse import Namespace
from pathlib import Path

from app.cli import TEXT
from games.core import Viewer
from replays.exchange import lines
from replays.record import Record, viewer
from replays.store import Store


def run(store: Store, chosen: Namespace) -> int:
    record = store.load(chosen.id)
    written = data(record, viewer(chosen.seat, record.header.names))
    if chosen.out is None:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
        return 0
    file = Path(chosen.out)
    file.write_bytes(written)
    print(TEXT["export_done"].format(id=chosen.id, file=file))
    return 0


def data(record: Record, who: Viewer) -> bytes:
    """The match as JSON Lines, for one viewpoint."""
    return b"".join(line + b"\n" for line in lines(record, who))
