"""Keep when an attempt ends, late answers, hints, essays, marks, grades worked out anew, extra time"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0012_quiz_engine'
down_revision = '0011_coming_back'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('quizzes_attempt', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ends_at', Moment(), nullable=True))

    with op.batch_alter_table('quizzes_answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stamp', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('is_late', sa.Boolean(), nullable=True))
    op.execute('UPDATE quizzes_answer SET stamp = revision, is_late = false')
    with op.batch_alter_table('quizzes_answer', schema=None) as batch_op:
        batch_op.alter_column('stamp', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('is_late', existing_type=sa.Boolean(), nullable=False)

    op.create_table('quizzes_hint',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('attempt_id', sa.String(length=36), nullable=False),
    sa.Column('question_id', sa.String(length=80), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('opened_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quizzes_hint')),
    sa.UniqueConstraint('node_id', 'attempt_id', 'question_id', 'number', name=op.f('uq_quizzes_hint_node_id_attempt_id_question_id_number'))
    )
    with op.batch_alter_table('quizzes_hint', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quizzes_hint_attempt_id'), ['attempt_id'], unique=False)

    op.create_table('quizzes_handing_in',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('attempt_id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('quiz_key', sa.String(length=80), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('handed_in_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quizzes_handing_in')),
    sa.UniqueConstraint('node_id', 'attempt_id', name=op.f('uq_quizzes_handing_in_node_id_attempt_id'))
    )
    with op.batch_alter_table('quizzes_handing_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quizzes_handing_in_attempt_id'), ['attempt_id'], unique=False)
        batch_op.create_index('ix_quizzes_handing_in_place', ['course_key', 'handed_in_at'], unique=False)

    op.create_table('quizzes_essay_mark',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('attempt_id', sa.String(length=36), nullable=False),
    sa.Column('question_id', sa.String(length=80), nullable=False),
    sa.Column('points', sa.String(length=40), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('marked_by', sa.String(length=36), nullable=False),
    sa.Column('marked_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quizzes_essay_mark')),
    sa.UniqueConstraint('node_id', 'attempt_id', 'question_id', name=op.f('uq_quizzes_essay_mark_node_id_attempt_id_question_id'))
    )
    with op.batch_alter_table('quizzes_essay_mark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quizzes_essay_mark_attempt_id'), ['attempt_id'], unique=False)

    op.create_table('quizzes_regrading',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('attempt_id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('question_id', sa.String(length=80), nullable=False),
    sa.Column('key_digest', sa.String(length=64), nullable=False),
    sa.Column('points', sa.String(length=40), nullable=False),
    sa.Column('possible', sa.String(length=40), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('is_passed', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('done_by', sa.String(length=36), nullable=True),
    sa.Column('regraded_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quizzes_regrading')),
    sa.UniqueConstraint('node_id', 'attempt_id', 'question_id', 'key_digest', name=op.f('uq_quizzes_regrading_node_id_attempt_id_question_id_key_digest'))
    )
    with op.batch_alter_table('quizzes_regrading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quizzes_regrading_attempt_id'), ['attempt_id'], unique=False)
        batch_op.create_index('ix_quizzes_regrading_person', ['person_id'], unique=False)

    op.create_table('quizzes_extra_time',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('more_percent', sa.Integer(), nullable=False),
    sa.Column('more_minutes', sa.Integer(), nullable=False),
    sa.Column('given_by', sa.String(length=36), nullable=False),
    sa.Column('given_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quizzes_extra_time'))
    )
    with op.batch_alter_table('quizzes_extra_time', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quizzes_extra_time_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    for table in ('extra_time', 'regrading', 'essay_mark', 'handing_in', 'hint'):
        op.drop_table(f'quizzes_{table}')
    with op.batch_alter_table('quizzes_answer', schema=None) as batch_op:
        batch_op.drop_column('is_late')
        batch_op.drop_column('stamp')

    with op.batch_alter_table('quizzes_attempt', schema=None) as batch_op:
        batch_op.drop_column('ends_at')
