"""Keep the public parts of keys that seal certificates"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0014_seals'
down_revision = '0013_practice'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('seals_key',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('use', sa.String(length=8), nullable=False),
    sa.Column('kid', sa.String(length=8), nullable=False),
    sa.Column('public', sa.String(length=200), nullable=False),
    sa.Column('chain', sa.Text(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('made_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seals_key')),
    sa.UniqueConstraint('node_id', 'use', 'kid', name=op.f('uq_seals_key_node_id_use_kid'))
    )
    with op.batch_alter_table('seals_key', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seals_key_kid'), ['kid'], unique=False)

    op.create_table('seals_closing',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('key_id', sa.String(length=36), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('set_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seals_closing'))
    )
    with op.batch_alter_table('seals_closing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seals_closing_key_id'), ['key_id'], unique=False)

    op.create_table('seals_withdrawal',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('key_id', sa.String(length=36), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('set_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seals_withdrawal'))
    )
    with op.batch_alter_table('seals_withdrawal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seals_withdrawal_key_id'), ['key_id'], unique=False)

    op.create_table('seals_grant',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('kid', sa.String(length=8), nullable=False),
    sa.Column('granted_to', sa.String(length=40), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('scope', sa.JSON(), nullable=False),
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('made_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seals_grant'))
    )


def downgrade() -> None:
    op.drop_table('seals_grant')
    with op.batch_alter_table('seals_withdrawal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seals_withdrawal_key_id'))

    op.drop_table('seals_withdrawal')
    with op.batch_alter_table('seals_closing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seals_closing_key_id'))

    op.drop_table('seals_closing')
    with op.batch_alter_table('seals_key', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seals_key_kid'))

    op.drop_table('seals_key')
