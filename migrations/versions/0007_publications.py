"""Keep since when each course is there"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0007_publications'
down_revision = '0006_privacy'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('courses_publication',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('release', sa.String(length=64), nullable=False),
    sa.Column('published_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_courses_publication')),
    sa.UniqueConstraint('node_id', 'course_key', 'digest', name=op.f('uq_courses_publication_node_id_course_key_digest'))
    )


def downgrade() -> None:
    op.drop_table('courses_publication')
