"""The tool of a match, and the series that it belongs to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("match", sa.Column("tool", sa.String()))
    op.add_column("match", sa.Column("series", sa.String()))
    op.add_column("match", sa.Column("series_number", sa.Integer()))
    op.add_column("match", sa.Column("series_of", sa.Integer()))
    op.add_column("match", sa.Column("series_over", sa.Boolean(), nullable=False, server_default="0"))
    op.create_index("match_by_series", "match", ["series"])
