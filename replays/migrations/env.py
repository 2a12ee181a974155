"""Alembic's entry: runs the revisions on the connection that `migrate` hands over."""

from alembic import context

from replays import tables

context.configure(connection=context.config.attributes["connection"], target_metadata=tables.SQLModel.metadata)
context.run_migrations()
