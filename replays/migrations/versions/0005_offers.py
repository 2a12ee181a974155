"""An index of what came of the offers of ended matches, which matches are listed there, and one of the seeds."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("match", sa.Column("offers_form", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("match_by_seed", "match", ["seed"])
    op.create_index("match_by_offers", "match", ["offers_form", "created"])
    op.create_table(
        "offer",
        sa.Column("match_id", sa.String(), sa.ForeignKey("match.id"), primary_key=True),
        sa.Column("role", sa.String(), primary_key=True),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("terms", sa.String(), nullable=False),
        sa.Column("seat", sa.Integer()),
        sa.Column("kind", sa.String()),
        sa.Column("player", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("contradicts", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer()),
        sa.Column("seq", sa.Integer()),
        sa.Column("named", sa.Integer()),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("unfair", sa.Integer(), nullable=False),
        sa.Column("betrayed", sa.Integer(), nullable=False),
        sa.Column("last_chamber", sa.Boolean(), nullable=False),
    )
    op.create_index("offer_by_time", "offer", ["created", "match_id", "role"])
    op.create_index("offer_by_player", "offer", ["kind", "player", "role", "created", "match_id"])
    op.create_index("offer_by_wording", "offer", ["condition", "wording", "role", "created", "match_id"])
    op.create_index("offer_by_result", "offer", ["result", "role", "created", "match_id"])
