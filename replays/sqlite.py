"""What a database in one file needs so that several processes may use it at once."""

import sqlite3
import time
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

BUSY_MS: Final = 10_000
"""How long a writer waits for another process."""


def tune(engine: Engine) -> None:
    """Write-ahead log, and BEGIN IMMEDIATE for writers: the driver's own BEGIN loses updates silently."""

    def connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        _write_ahead(connection)
        for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """SQLite does not wait where two processes turn to the write-ahead log at once, so we do."""
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return
