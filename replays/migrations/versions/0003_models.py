"""How models are asked, what a match may spend, and every call with every text that was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("match", sa.Column("limits", sa.String()))
    op.add_column("match", sa.Column("models_shown", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("seating", sa.Column("settings", sa.String()))
    op.create_table(
        "call",
        sa.Column("match_id", sa.String(), sa.ForeignKey("match.id"), primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("messages", sa.String(), nullable=False),
        sa.Column("schema_hash", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("served", sa.String(), nullable=False),
        sa.Column("settings", sa.String(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("finish", sa.String(), nullable=False),
        sa.Column("failure", sa.String()),
        sa.Column("detail", sa.String()),
        sa.Column("read", sa.BigInteger()),
        sa.Column("written", sa.BigInteger()),
        sa.Column("cached", sa.BigInteger()),
        sa.Column("thought", sa.BigInteger()),
        sa.Column("cost", sa.Float()),
        sa.Column("seconds", sa.Float(), nullable=False),
    )
    op.create_table(
        "prompt",
        sa.Column("match_id", sa.String(), sa.ForeignKey("match.id"), primary_key=True),
        sa.Column("hash", sa.String(), primary_key=True),
        sa.Column("text", sa.String(), nullable=False),
    )
