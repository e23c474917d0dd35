"""Let roles end, jobs come daily, letters leave, deeds be written down"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0002_audit_and_letters'
down_revision = '0001_people_and_learning'
branch_labels = None
depends_on = None

REFUSAL = "the audit log is only added to"
SQLITE = """
CREATE TRIGGER infra_audit_no_{verb} BEFORE {verb} ON infra_audit
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
POSTGRESQL = (
    f"""
    CREATE FUNCTION infra_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
    """,
    """
    CREATE TRIGGER infra_audit_only_added BEFORE UPDATE OR DELETE ON infra_audit
    FOR EACH ROW EXECUTE FUNCTION infra_audit_refuse()
    """,
)


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def upgrade() -> None:
    op.create_table('infra_audit',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('done_at', Moment(), nullable=False),
    sa.Column('action', sa.String(length=80), nullable=False),
    sa.Column('actor_id', sa.String(length=36), nullable=True),
    sa.Column('subject_id', sa.String(length=80), nullable=True),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('seal', sa.String(length=64), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_infra_audit')),
    sa.UniqueConstraint('node_id', 'number', name=op.f('uq_infra_audit_node_id_number'))
    )
    op.create_table('infra_letter',
    sa.Column('key', sa.String(length=120), nullable=True),
    sa.Column('person_id', sa.String(length=36), nullable=True),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('address', sa.String(length=254), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('expires_at', Moment(), nullable=True),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('claimed_at', Moment(), nullable=True),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('last_error', sa.String(length=80), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_infra_letter')),
    sa.UniqueConstraint('key', name=op.f('uq_infra_letter_key'))
    )
    with op.batch_alter_table('infra_letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_infra_letter_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_infra_letter_state', ['state', 'created_at'], unique=False)

    with op.batch_alter_table('accounts_role_grant', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ends_at', Moment(), nullable=True))

    with op.batch_alter_table('infra_job', schema=None) as batch_op:
        batch_op.add_column(sa.Column('key', sa.String(length=160), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_infra_job_key'), ['key'])
    statements = [SQLITE.format(verb=verb, refusal=REFUSAL) for verb in ("update", "delete")]
    for statement in statements if is_sqlite() else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table('infra_job', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_infra_job_key'), type_='unique')
        batch_op.drop_column('key')

    with op.batch_alter_table('accounts_role_grant', schema=None) as batch_op:
        batch_op.drop_column('ends_at')

    with op.batch_alter_table('infra_letter', schema=None) as batch_op:
        batch_op.drop_index('ix_infra_letter_state')
        batch_op.drop_index(batch_op.f('ix_infra_letter_person_id'))

    op.drop_table('infra_letter')
    op.drop_table('infra_audit')
    if not is_sqlite():
        op.execute("DROP FUNCTION infra_audit_refuse")
