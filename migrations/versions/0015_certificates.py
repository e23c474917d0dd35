"""Let certificates say what stands behind them, be corrected, and be issued in bulk"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0015_certificates'
down_revision = '0014_seals'
branch_labels = None
depends_on = None

NEW = {
    'kind': sa.String(length=20),
    'parts': sa.JSON(),
    'voucher': sa.String(length=20),
    'voucher_name': sa.String(length=60),
    'second_name': sa.String(length=90),
    'is_supervised': sa.Boolean(),
    'is_unassisted': sa.Boolean(),
    'status_index': sa.Integer(),
}


def upgrade() -> None:
    with op.batch_alter_table('certificates_certificate', schema=None) as batch_op:
        for name, kind in NEW.items():
            batch_op.add_column(sa.Column(name, kind, nullable=True))
        batch_op.add_column(sa.Column('replaces_id', sa.String(length=36), nullable=True))
        batch_op.alter_column('course_key', existing_type=sa.String(length=80), type_=sa.String(length=90), existing_nullable=False)
    fill()
    with op.batch_alter_table('certificates_certificate', schema=None) as batch_op:
        for name, kind in NEW.items():
            batch_op.alter_column(name, existing_type=kind, nullable=False)
        batch_op.drop_constraint(op.f('uq_certificates_certificate_node_id_pass_id_edition'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_certificates_certificate_node_id_pass_id_course_key_edition'), ['node_id', 'pass_id', 'course_key', 'edition'])
        batch_op.create_unique_constraint(op.f('uq_certificates_certificate_node_id_status_index'), ['node_id', 'status_index'])
        batch_op.create_unique_constraint(op.f('uq_certificates_certificate_node_id_replaces_id'), ['node_id', 'replaces_id'])
        batch_op.create_index(batch_op.f('ix_certificates_certificate_replaces_id'), ['replaces_id'], unique=False)

    op.create_table('certificates_correction',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('certificate_id', sa.String(length=36), nullable=False),
    sa.Column('new_id', sa.String(length=36), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('corrected_by', sa.String(length=36), nullable=True),
    sa.Column('corrected_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificates_correction')),
    sa.UniqueConstraint('node_id', 'certificate_id', name=op.f('uq_certificates_correction_node_id_certificate_id'))
    )
    with op.batch_alter_table('certificates_correction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificates_correction_certificate_id'), ['certificate_id'], unique=False)

    op.create_table('certificates_batch',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('course_key', sa.String(length=90), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('asked_by', sa.String(length=36), nullable=True),
    sa.Column('asked_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificates_batch'))
    )
    op.create_table('certificates_batch_member',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('batch_id', sa.String(length=36), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificates_batch_member')),
    sa.UniqueConstraint('node_id', 'batch_id', 'place', name=op.f('uq_certificates_batch_member_node_id_batch_id_place'))
    )
    with op.batch_alter_table('certificates_batch_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificates_batch_member_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_certificates_batch_member_person_id'), ['person_id'], unique=False)

    op.create_table('certificates_batch_outcome',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('batch_id', sa.String(length=36), nullable=False),
    sa.Column('member_id', sa.String(length=36), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('certificate_id', sa.String(length=36), nullable=True),
    sa.Column('settled_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificates_batch_outcome')),
    sa.UniqueConstraint('node_id', 'member_id', name=op.f('uq_certificates_batch_outcome_node_id_member_id'))
    )
    with op.batch_alter_table('certificates_batch_outcome', schema=None) as batch_op:
        batch_op.create_index('ix_certificates_batch_outcome_batch', ['batch_id'], unique=False)

    op.create_table('quizzes_sitting',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('attempt_id', sa.String(length=36), nullable=False),
    sa.Column('centre', sa.String(length=60), nullable=False),
    sa.Column('is_supervised', sa.Boolean(), nullable=False),
    sa.Column('had_helper', sa.Boolean(), nullable=False),
    sa.Column('confirmed_by', sa.String(length=36), nullable=False),
    sa.Column('confirmed_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quizzes_sitting'))
    )
    with op.batch_alter_table('quizzes_sitting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quizzes_sitting_attempt_id'), ['attempt_id'], unique=False)

    op.create_table('accounts_name_vouched',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('name', sa.String(length=90), nullable=False),
    sa.Column('proof', sa.String(length=20), nullable=False),
    sa.Column('proof_of', sa.String(length=60), nullable=False),
    sa.Column('vouched_by', sa.String(length=36), nullable=True),
    sa.Column('vouched_at', Moment(), nullable=False),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_name_vouched'))
    )
    with op.batch_alter_table('accounts_name_vouched', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_name_vouched_person_id'), ['person_id'], unique=False)

    op.create_table('accounts_second_name',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('name', sa.String(length=90), nullable=False),
    sa.Column('second_name', sa.String(length=90), nullable=False),
    sa.Column('confirmed_at', Moment(), nullable=False),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_second_name'))
    )
    with op.batch_alter_table('accounts_second_name', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_second_name_person_id'), ['person_id'], unique=False)


def fill() -> None:
    """Certificates of before: of a course, on the learner's word, nothing confirmed; counted in order of issue."""
    certificate = sa.table(
        'certificates_certificate',
        sa.column('id', sa.String),
        sa.column('node_id', sa.String),
        sa.column('issued_at', Moment),
        *(sa.column(name, kind) for name, kind in NEW.items()),
    )
    bind = op.get_bind()
    bind.execute(
        sa.update(certificate).values(
            kind='course', parts=[], voucher='learner', voucher_name='', second_name='', is_supervised=False, is_unassisted=False
        )
    )
    counted: dict[str, int] = {}
    rows = bind.execute(
        sa.select(certificate.c.id, certificate.c.node_id).order_by(certificate.c.issued_at, certificate.c.id)
    ).all()
    for id_, node_id in rows:
        place = counted.get(node_id, 0)
        counted[node_id] = place + 1
        bind.execute(sa.update(certificate).where(certificate.c.id == id_).values(status_index=place))


def downgrade() -> None:
    for table in (
        'accounts_second_name',
        'accounts_name_vouched',
        'quizzes_sitting',
        'certificates_batch_outcome',
        'certificates_batch_member',
        'certificates_batch',
        'certificates_correction',
    ):
        op.drop_table(table)
    with op.batch_alter_table('certificates_certificate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificates_certificate_replaces_id'))
        batch_op.drop_constraint(op.f('uq_certificates_certificate_node_id_replaces_id'), type_='unique')
        batch_op.drop_constraint(op.f('uq_certificates_certificate_node_id_status_index'), type_='unique')
        batch_op.drop_constraint(op.f('uq_certificates_certificate_node_id_pass_id_course_key_edition'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_certificates_certificate_node_id_pass_id_edition'), ['node_id', 'pass_id', 'edition'])
        batch_op.alter_column('course_key', existing_type=sa.String(length=90), type_=sa.String(length=80), existing_nullable=False)
        batch_op.drop_column('replaces_id')
        for name in NEW:
            batch_op.drop_column(name)
