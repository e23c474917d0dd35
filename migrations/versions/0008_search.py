"""Keep an index for the search"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0008_search'
down_revision = '0007_publications'
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5("
    "passage_id UNINDEXED, language UNINDEXED, title, heading, body, tokenize='ascii', detail='column')",
)
POSTGRESQL = (
    "CREATE TABLE search_words (passage_id VARCHAR(36) NOT NULL PRIMARY KEY, language VARCHAR(16) NOT NULL, "
    "words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_search_words_words ON search_words USING gin (words)",
)


def upgrade() -> None:
    op.create_table(
        'search_index',
        sa.Column('release', sa.String(length=64), nullable=False),
        sa.Column('edition', sa.Integer(), nullable=False),
        sa.Column('vocabulary', sa.JSON(), nullable=False),
        sa.Column('made_at', Moment(), nullable=False),
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_search_index')),
    )
    op.create_table(
        'search_passage',
        sa.Column('place', sa.Integer(), nullable=False),
        sa.Column('language', sa.String(length=16), nullable=False),
        sa.Column('kind', sa.String(length=16), nullable=False),
        sa.Column('target', sa.Text(), nullable=False),
        sa.Column('course_key', sa.String(length=80), nullable=False),
        sa.Column('lesson_key', sa.String(length=80), nullable=False),
        sa.Column('anchor', sa.Text(), nullable=False),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('heading', sa.Text(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('title_keys', sa.Text(), nullable=False),
        sa.Column('heading_keys', sa.Text(), nullable=False),
        sa.Column('body_keys', sa.Text(), nullable=False),
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_search_passage')),
    )
    for statement in SQLITE if op.get_bind().dialect.name == 'sqlite' else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.execute('DROP TABLE search_words')
    op.drop_table('search_passage')
    op.drop_table('search_index')
