"""Keep what people tell us"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0010_helpdesk'
down_revision = '0009_messages'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('helpdesk_common_answer',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('entry_id', sa.String(length=36), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('lesson_key', sa.String(length=80), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('is_shown', sa.Boolean(), nullable=False),
    sa.Column('author_id', sa.String(length=36), nullable=False),
    sa.Column('written_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_helpdesk_common_answer'))
    )
    with op.batch_alter_table('helpdesk_common_answer', schema=None) as batch_op:
        batch_op.create_index('ix_helpdesk_common_answer_course', ['course_key', 'entry_id', 'id'], unique=False)

    op.create_table('helpdesk_question',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('lesson_key', sa.String(length=80), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('release', sa.String(length=64), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('name', sa.String(length=90), nullable=False),
    sa.Column('reply', sa.String(length=20), nullable=False),
    sa.Column('contact', sa.String(length=254), nullable=False),
    sa.Column('sender', sa.String(length=64), nullable=False),
    sa.Column('asked_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_helpdesk_question')),
    sa.UniqueConstraint('node_id', 'code', name=op.f('uq_helpdesk_question_node_id_code'))
    )
    with op.batch_alter_table('helpdesk_question', schema=None) as batch_op:
        batch_op.create_index('ix_helpdesk_question_asked_at', ['asked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_helpdesk_question_code'), ['code'], unique=False)
        batch_op.create_index('ix_helpdesk_question_person', ['person_id', 'asked_at'], unique=False)

    op.create_table('helpdesk_report',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('place_kind', sa.String(length=20), nullable=False),
    sa.Column('place_key', sa.String(length=80), nullable=False),
    sa.Column('difference', sa.String(length=20), nullable=False),
    sa.Column('services', sa.JSON(), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('release', sa.String(length=64), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('section', sa.String(length=80), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('sender', sa.String(length=64), nullable=False),
    sa.Column('question_id', sa.String(length=36), nullable=True),
    sa.Column('reported_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_helpdesk_report'))
    )
    with op.batch_alter_table('helpdesk_report', schema=None) as batch_op:
        batch_op.create_index('ix_helpdesk_report_place', ['course_key', 'place_kind', 'place_key', 'difference'], unique=False)
        batch_op.create_index(batch_op.f('ix_helpdesk_report_question_id'), ['question_id'], unique=False)
        batch_op.create_index('ix_helpdesk_report_reported_at', ['reported_at'], unique=False)

    op.create_table('helpdesk_report_step',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('place_kind', sa.String(length=20), nullable=False),
    sa.Column('place_key', sa.String(length=80), nullable=False),
    sa.Column('difference', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('release', sa.String(length=64), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('actor_id', sa.String(length=36), nullable=False),
    sa.Column('taken_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_helpdesk_report_step'))
    )
    with op.batch_alter_table('helpdesk_report_step', schema=None) as batch_op:
        batch_op.create_index('ix_helpdesk_report_step_place', ['course_key', 'place_kind', 'place_key', 'difference'], unique=False)

    op.create_table('helpdesk_turn',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('question_id', sa.String(length=36), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('author_id', sa.String(length=36), nullable=True),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('said_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_helpdesk_turn'))
    )
    with op.batch_alter_table('helpdesk_turn', schema=None) as batch_op:
        batch_op.create_index('ix_helpdesk_turn_question', ['question_id', 'id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('helpdesk_turn', schema=None) as batch_op:
        batch_op.drop_index('ix_helpdesk_turn_question')

    op.drop_table('helpdesk_turn')
    with op.batch_alter_table('helpdesk_report_step', schema=None) as batch_op:
        batch_op.drop_index('ix_helpdesk_report_step_place')

    op.drop_table('helpdesk_report_step')
    with op.batch_alter_table('helpdesk_report', schema=None) as batch_op:
        batch_op.drop_index('ix_helpdesk_report_reported_at')
        batch_op.drop_index(batch_op.f('ix_helpdesk_report_question_id'))
        batch_op.drop_index('ix_helpdesk_report_place')

    op.drop_table('helpdesk_report')
    with op.batch_alter_table('helpdesk_question', schema=None) as batch_op:
        batch_op.drop_index('ix_helpdesk_question_person')
        batch_op.drop_index(batch_op.f('ix_helpdesk_question_code'))
        batch_op.drop_index('ix_helpdesk_question_asked_at')

    op.drop_table('helpdesk_question')
    with op.batch_alter_table('helpdesk_common_answer', schema=None) as batch_op:
        batch_op.drop_index('ix_helpdesk_common_answer_course')

    op.drop_table('helpdesk_common_answer')
