"""Let a session at a class computer say whose it is and end by itself"""

import sqlalchemy as sa
from alembic import op

revision = '0017_shared_computers'
down_revision = '0016_centres'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('accounts_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('face', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('shown_name', sa.String(length=30), nullable=True))
        batch_op.add_column(sa.Column('door', sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column('idle_minutes', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('accounts_session', schema=None) as batch_op:
        for name in ('idle_minutes', 'door', 'shown_name', 'face'):
            batch_op.drop_column(name)
