"""Writes a match as JSON Lines, or as one HTML file."""

import sys
from argparse import Namespace
from pathlib import Path

from app.cli import TEXT
from app.share.file import html, parts
from games.core import Viewer
from replays.exchange import lines
from replays.record import Record, viewer
from replays.redaction import redact
from replays.store import Store


def run(store: Store, chosen: Namespace) -> int:
    record = store.load(chosen.id)
    who, without = viewer(chosen.seat, record.header.names), parts(chosen.without)
    written = html(record, who, without) if chosen.html else data(redact(record, without), who)
    name = chosen.html or chosen.out
    if name is None:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
        return 0
    file = Path(name)
    file.write_bytes(written)
    print(TEXT["export_done"].format(id=chosen.id, file=file))
    return 0


def data(record: Record, who: Viewer) -> bytes:
    """The match as JSON Lines, for one viewpoint."""
    return b"".join(line + b"\n" for line in lines(record, who))
