"""Brings a database to the newest form of its tables, once, when it is opened."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

HEAD: Final = "0008"
"""The newest revision. A test keeps it equal to Alembic's own, which takes long to import."""


class NewerDatabase(RuntimeError):
    """A newer version of this program has written the database."""


def migrate(connection: Connection) -> None:
    """Run what is missing inside the connection's transaction. Raises NewerDatabase."""
    found = None
    if inspect(connection).has_table("alembic_version"):
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise NewerDatabase(f"the database has form {found}, this program knows {HEAD}: install a newer version")
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
