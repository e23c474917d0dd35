"""Let people have their data and be erased; let parents agree for children"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0006_privacy'
down_revision = '0005_staff'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts_parent_consent',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('parent_name', sa.String(length=90), nullable=False),
    sa.Column('relation', sa.String(length=20), nullable=False),
    sa.Column('notice', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('given_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_parent_consent'))
    )
    with op.batch_alter_table('accounts_parent_consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_parent_consent_person_id'), ['person_id'], unique=False)

    op.create_table('privacy_export',
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('asked_at', Moment(), nullable=False),
    sa.Column('ready_at', Moment(), nullable=True),
    sa.Column('fetched_at', Moment(), nullable=True),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('file_token', sa.String(length=48), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_privacy_export'))
    )
    with op.batch_alter_table('privacy_export', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_privacy_export_person_id'), ['person_id'], unique=False)

    op.create_table('privacy_wish',
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('wished_at', Moment(), nullable=False),
    sa.Column('due_at', Moment(), nullable=False),
    sa.Column('withdrawn_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_privacy_wish'))
    )
    with op.batch_alter_table('privacy_wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_privacy_wish_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_privacy_wish_person_id'), ['person_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('privacy_wish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_privacy_wish_person_id'))
        batch_op.drop_index(batch_op.f('ix_privacy_wish_due_at'))

    op.drop_table('privacy_wish')
    with op.batch_alter_table('privacy_export', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_privacy_export_person_id'))

    op.drop_table('privacy_export')
    with op.batch_alter_table('accounts_parent_consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_parent_consent_person_id'))

    op.drop_table('accounts_parent_consent')
