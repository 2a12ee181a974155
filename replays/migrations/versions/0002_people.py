"""Who holds a seat in which browser, who took another's seat, and a secret of the house; no more keys of seats."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.drop_index("ix_seating_key", "seating")
    op.drop_column("seating", "key")
    op.create_table(
        "substitution",
        sa.Column("match_id", sa.String(), sa.ForeignKey("match.id"), primary_key=True),
        sa.Column("after", sa.Integer(), primary_key=True),
        sa.Column("seat", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("player", sa.String(), nullable=False),
    )
    op.create_table(
        "claim",
        sa.Column("person", sa.String(), primary_key=True),
        sa.Column("match_id", sa.String(), sa.ForeignKey("match.id"), primary_key=True),
        sa.Column("seat", sa.Integer(), primary_key=True),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
    )
    op.create_index("claim_by_person", "claim", ["person", "created", "match_id"])
    op.create_index("ix_claim_match_id", "claim", ["match_id"])
    house = op.create_table(
        "house",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("value", sa.LargeBinary(), nullable=False),
    )
    op.bulk_insert(house, [{"name": "secret", "value": secrets.token_bytes(32)}])
