"""Keep ways back: six words, codes, faces on a shared phone"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0011_coming_back'
down_revision = '0010_helpdesk'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts_device',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', Moment(), nullable=False),
    sa.Column('expires_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_device')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_accounts_device_token_hash'))
    )
    op.create_table('accounts_access_code',
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('purpose', sa.String(length=20), nullable=False),
    sa.Column('issued_by', sa.String(length=36), nullable=True),
    sa.Column('made_at', Moment(), nullable=False),
    sa.Column('expires_at', Moment(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('used_at', Moment(), nullable=True),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_access_code_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_access_code'))
    )
    with op.batch_alter_table('accounts_access_code', schema=None) as batch_op:
        batch_op.create_index('ix_accounts_access_code_live', ['person_id', 'used_at', 'ended_at'], unique=False)

    op.create_table('accounts_device_member',
    sa.Column('device_id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('shown_name', sa.String(length=30), nullable=False),
    sa.Column('face', sa.String(length=20), nullable=False),
    sa.Column('pin_hash', sa.String(length=200), nullable=False),
    sa.Column('added_at', Moment(), nullable=False),
    sa.Column('removed_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['device_id'], ['accounts_device.id'], name=op.f('fk_accounts_device_member_device_id')),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_device_member_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_device_member'))
    )
    with op.batch_alter_table('accounts_device_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_device_member_device_id'), ['device_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_accounts_device_member_person_id'), ['person_id'], unique=False)

    op.create_table('accounts_resume_code',
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', Moment(), nullable=False),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_resume_code_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_resume_code')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_accounts_resume_code_code_hash'))
    )
    with op.batch_alter_table('accounts_resume_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_resume_code_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('accounts_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('browser', sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column('member_id', sa.String(length=36), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_accounts_session_member_id'), 'accounts_device_member', ['member_id'], ['id'])



def downgrade() -> None:
    with op.batch_alter_table('accounts_session', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_accounts_session_member_id'), type_='foreignkey')
        batch_op.drop_column('member_id')
        batch_op.drop_column('browser')

    with op.batch_alter_table('accounts_resume_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_resume_code_person_id'))

    op.drop_table('accounts_resume_code')
    with op.batch_alter_table('accounts_device_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_device_member_person_id'))
        batch_op.drop_index(batch_op.f('ix_accounts_device_member_device_id'))

    op.drop_table('accounts_device_member')
    with op.batch_alter_table('accounts_access_code', schema=None) as batch_op:
        batch_op.drop_index('ix_accounts_access_code_live')

    op.drop_table('accounts_access_code')
    op.drop_table('accounts_device')
