"""Matches, their seats, steps and traces."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "match",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("game", sa.String(), nullable=False),
        sa.Column("preset", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("seed", sa.String()),
        sa.Column("seed_known", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Boolean(), nullable=False),
        sa.Column("view", sa.String()),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("ended", sa.BigInteger()),
        sa.Column("reason", sa.String()),
        sa.Column("points", sa.String()),
        sa.Column("winners", sa.String()),
    )
    op.create_index("match_by_time", "match", ["created", "id"])
    op.create_index("match_by_game", "match", ["game", "created", "id"])
    op.create_table(
        "seating",
        sa.Column("match_id", sa.String(), sa.ForeignKey("match.id"), primary_key=True),
        sa.Column("seat", sa.Integer(), primary_key=True),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("player", sa.String(), nullable=False),
        sa.Column("key", sa.String()),
    )
    op.create_index("ix_seating_key", "seating", ["key"])
    op.create_index("seating_by_player", "seating", ["player", "created", "match_id"])
    op.create_index("seating_by_name", "seating", ["name", "created", "match_id"])
    op.create_table(
        "step",
        sa.Column("match_id", sa.String(), sa.ForeignKey("match.id"), primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("actions", sa.String()),
        sa.Column("events", sa.String(), nullable=False),
        sa.Column("forced", sa.String(), nullable=False),
    )
    op.create_table(
        "trace",
        sa.Column("match_id", sa.String(), sa.ForeignKey("match.id"), primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("provenance", sa.String(), nullable=False),
        sa.Column("about", sa.Integer()),
    )
