"""Let staff prove themselves twice, and two accounts become one"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment
from app.kernel.uzbek import fold

revision = '0005_staff'
down_revision = '0004_rosters'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts_merging',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('other_id', sa.String(length=36), nullable=False),
    sa.Column('moved_ids', sa.JSON(), nullable=False),
    sa.Column('merged_at', Moment(), nullable=False),
    sa.Column('merged_by', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_merging'))
    )
    with op.batch_alter_table('accounts_merging', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_merging_other_id'), ['other_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_accounts_merging_person_id'), ['person_id'], unique=False)

    op.create_table('accounts_unmerging',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('merging_id', sa.String(length=36), nullable=False),
    sa.Column('undone_at', Moment(), nullable=False),
    sa.Column('undone_by', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_unmerging')),
    sa.UniqueConstraint('node_id', 'merging_id', name=op.f('uq_accounts_unmerging_node_id_merging_id'))
    )
    with op.batch_alter_table('accounts_unmerging', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_unmerging_merging_id'), ['merging_id'], unique=False)

    op.create_table('accounts_recovery_code',
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', Moment(), nullable=False),
    sa.Column('used_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_recovery_code_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_recovery_code'))
    )
    with op.batch_alter_table('accounts_recovery_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_recovery_code_person_id'), ['person_id'], unique=False)

    op.create_table('accounts_second_step',
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('secret', sa.String(length=200), nullable=False),
    sa.Column('made_at', Moment(), nullable=False),
    sa.Column('last_step', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_second_step_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_second_step')),
    sa.UniqueConstraint('person_id', name=op.f('uq_accounts_second_step_person_id'))
    )
    with op.batch_alter_table('accounts_account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('name_folded', sa.String(length=200), nullable=True))
    fold_names()
    with op.batch_alter_table('accounts_account', schema=None) as batch_op:
        batch_op.alter_column('name_folded', existing_type=sa.String(length=200), nullable=False)
        batch_op.create_index(batch_op.f('ix_accounts_account_name_folded'), ['name_folded'], unique=False)

    with op.batch_alter_table('accounts_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('proved_at', Moment(), nullable=True))
        batch_op.add_column(sa.Column('viewed_id', sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column('viewed_until', Moment(), nullable=True))



def fold_names() -> None:
    """The names of those who are here already, as they are searched for."""
    account = sa.table('accounts_account', sa.column('id'), sa.column('name'), sa.column('name_folded'))
    connection = op.get_bind()
    for id_, name in connection.execute(sa.select(account.c.id, account.c.name)).all():
        connection.execute(account.update().where(account.c.id == id_).values(name_folded=fold(name)[:200]))


def downgrade() -> None:
    with op.batch_alter_table('accounts_session', schema=None) as batch_op:
        batch_op.drop_column('viewed_until')
        batch_op.drop_column('viewed_id')
        batch_op.drop_column('proved_at')

    with op.batch_alter_table('accounts_account', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_account_name_folded'))
        batch_op.drop_column('name_folded')

    op.drop_table('accounts_second_step')
    with op.batch_alter_table('accounts_recovery_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_recovery_code_person_id'))

    op.drop_table('accounts_recovery_code')
    with op.batch_alter_table('accounts_unmerging', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_unmerging_merging_id'))

    op.drop_table('accounts_unmerging')
    with op.batch_alter_table('accounts_merging', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_merging_person_id'))
        batch_op.drop_index(batch_op.f('ix_accounts_merging_other_id'))

    op.drop_table('accounts_merging')
