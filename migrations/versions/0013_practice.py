"""Keep walks through practice scenarios"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0013_practice'
down_revision = '0012_quiz_engine'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('practice_walk',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('scenario_key', sa.String(length=80), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('release', sa.String(length=64), nullable=False),
    sa.Column('scenario_digest', sa.String(length=64), nullable=False),
    sa.Column('mode', sa.String(length=20), nullable=False),
    sa.Column('code_time', sa.String(length=20), nullable=False),
    sa.Column('code_secret', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('attempt_id', sa.String(length=36), nullable=True),
    sa.Column('question_id', sa.String(length=80), nullable=True),
    sa.Column('quiz_key', sa.String(length=80), nullable=True),
    sa.Column('started_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_walk')),
    sa.UniqueConstraint('node_id', 'attempt_id', 'question_id', name=op.f('uq_practice_walk_node_id_attempt_id_question_id')),
    sa.UniqueConstraint('node_id', 'person_id', 'course_key', 'scenario_key', 'number', name=op.f('uq_practice_walk_node_id_person_id_course_key_scenario_key_number'))
    )
    with op.batch_alter_table('practice_walk', schema=None) as batch_op:
        batch_op.create_index('ix_practice_walk_person', ['person_id', 'course_key', 'scenario_key'], unique=False)

    op.create_table('practice_move',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('walk_id', sa.String(length=36), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('verdicts', sa.JSON(), nullable=False),
    sa.Column('made_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_move')),
    sa.UniqueConstraint('node_id', 'walk_id', 'step', name=op.f('uq_practice_move_node_id_walk_id_step'))
    )
    with op.batch_alter_table('practice_move', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_practice_move_walk_id'), ['walk_id'], unique=False)

    op.create_table('practice_ending',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('walk_id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('scenario_key', sa.String(length=80), nullable=False),
    sa.Column('points', sa.String(length=40), nullable=False),
    sa.Column('possible', sa.Integer(), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('is_passed', sa.Boolean(), nullable=False),
    sa.Column('ended_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_ending')),
    sa.UniqueConstraint('node_id', 'walk_id', name=op.f('uq_practice_ending_node_id_walk_id'))
    )
    with op.batch_alter_table('practice_ending', schema=None) as batch_op:
        batch_op.create_index('ix_practice_ending_person', ['person_id', 'course_key', 'scenario_key'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('practice_ending', schema=None) as batch_op:
        batch_op.drop_index('ix_practice_ending_person')

    op.drop_table('practice_ending')
    with op.batch_alter_table('practice_move', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_practice_move_walk_id'))

    op.drop_table('practice_move')
    with op.batch_alter_table('practice_walk', schema=None) as batch_op:
        batch_op.drop_index('ix_practice_walk_person')

    op.drop_table('practice_walk')
