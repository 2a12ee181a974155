"""Writes a match as JSON Lines."""

import sys
from argparse import Namespace
from pathlib import Path

from app.cli import TEXT
from replays.exchange import lines
from replays.record import viewer
from replays.store import Store


def run(store: Store, chosen: Namespace) -> int:
    record = store.load(chosen.id)
    data = b"".join(line + b"\n" for line in lines(record, viewer(chosen.seat, record.header.names)))
    if chosen.out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return 0
    file = Path(chosen.out)
    file.write_bytes(data)
    print(TEXT["export_done"].format(id=chosen.id, file=file))
    return 0
