"""How far questions under way are, and the last sign of life of the process that works on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; what is under way in an older workbench waits, as far as is known."""
    op.add_column("desk_job", sa.Column("state", sa.Text, nullable=False, server_default="waiting"))
    op.add_column("desk_job", sa.Column("doing", sa.Text, nullable=False, server_default=""))
    op.add_column("desk_job", sa.Column("part", sa.Double, nullable=False, server_default="0"))
    op.add_column("desk_job", sa.Column("seconds", sa.Double, nullable=False, server_default="0"))
    op.add_column("desk_job", sa.Column("seen", sa.DateTime(timezone=True)))
