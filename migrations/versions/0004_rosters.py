"""Take in lists of people"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0004_rosters'
down_revision = '0003_ways_in'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts_roster',
    sa.Column('brought_by', sa.String(length=36), nullable=False),
    sa.Column('brought_at', Moment(), nullable=False),
    sa.Column('file', sa.LargeBinary(), nullable=True),
    sa.Column('read_at', Moment(), nullable=True),
    sa.Column('confirmed_at', Moment(), nullable=True),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('ignored', sa.String(length=500), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_roster'))
    )
    op.create_table('accounts_roster_line',
    sa.Column('roster_id', sa.String(length=36), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('login', sa.String(length=254), nullable=False),
    sa.Column('region', sa.String(length=10), nullable=False),
    sa.Column('district', sa.String(length=10), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('fault', sa.String(length=40), nullable=True),
    sa.Column('person_id', sa.String(length=36), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['roster_id'], ['accounts_roster.id'], name=op.f('fk_accounts_roster_line_roster_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_roster_line')),
    sa.UniqueConstraint('roster_id', 'number', name=op.f('uq_accounts_roster_line_roster_id_number'))
    )


def downgrade() -> None:
    op.drop_table('accounts_roster_line')
    op.drop_table('accounts_roster')
