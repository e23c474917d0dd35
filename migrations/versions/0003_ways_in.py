"""Keep how a session began"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0003_ways_in'
down_revision = '0002_audit_and_letters'
branch_labels = None
depends_on = None

WITH_ACCOUNT = "SELECT person_id FROM accounts_account"


def upgrade() -> None:
    with op.batch_alter_table('accounts_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('way', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('password_at', Moment(), nullable=True))
    op.execute(f"UPDATE accounts_session SET way = 'password' WHERE person_id IN ({WITH_ACCOUNT})")
    op.execute("UPDATE accounts_session SET way = 'visit' WHERE way IS NULL")
    with op.batch_alter_table('accounts_session', schema=None) as batch_op:
        batch_op.alter_column('way', existing_type=sa.String(length=20), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('accounts_session', schema=None) as batch_op:
        batch_op.drop_column('password_at')
        batch_op.drop_column('way')
