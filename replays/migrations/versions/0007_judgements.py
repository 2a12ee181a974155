"""What judge models say that a reason or thoughts name."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "judgement",
        sa.Column("match_id", sa.String(), sa.ForeignKey("match.id"), primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("seat", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("asked", sa.String(), primary_key=True),
        sa.Column("template", sa.Integer(), primary_key=True),
        sa.Column("served", sa.String(), nullable=False),
        sa.Column("answer", sa.String()),
        sa.Column("failure", sa.String()),
        sa.Column("detail", sa.String()),
        sa.Column("read", sa.BigInteger()),
        sa.Column("written", sa.BigInteger()),
        sa.Column("cost", sa.Float()),
        sa.Column("created", sa.BigInteger(), nullable=False),
    )
