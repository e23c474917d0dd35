"""Let letters leave by gateways, bind Telegram chats, remind people"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0009_messages'
down_revision = '0008_search'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts_telegram_mark',
    sa.Column('offset', sa.BigInteger(), nullable=False),
    sa.Column('next_look_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_telegram_mark'))
    )
    op.create_table('progress_reminder',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('reminded_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progress_reminder')),
    sa.UniqueConstraint('node_id', 'person_id', 'course_key', 'number', name=op.f('uq_progress_reminder_node_id_person_id_course_key_number'))
    )
    with op.batch_alter_table('progress_reminder', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_progress_reminder_person_id'), ['person_id'], unique=False)

    op.create_table('progress_reminder_choice',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('is_wanted', sa.Boolean(), nullable=False),
    sa.Column('way', sa.String(length=20), nullable=False),
    sa.Column('chosen_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progress_reminder_choice'))
    )
    with op.batch_alter_table('progress_reminder_choice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_progress_reminder_choice_person_id'), ['person_id'], unique=False)

    op.create_table('accounts_telegram_chat',
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('chat_id', sa.String(length=32), nullable=True),
    sa.Column('bound_at', Moment(), nullable=False),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_telegram_chat_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_telegram_chat'))
    )
    with op.batch_alter_table('accounts_telegram_chat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_telegram_chat_chat_id'), ['chat_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_accounts_telegram_chat_person_id'), ['person_id'], unique=False)

    op.create_table('accounts_telegram_ticket',
    sa.Column('word_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('expires_at', Moment(), nullable=False),
    sa.Column('used_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_telegram_ticket_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_telegram_ticket')),
    sa.UniqueConstraint('word_hash', name=op.f('uq_accounts_telegram_ticket_word_hash'))
    )
    with op.batch_alter_table('accounts_telegram_ticket', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_telegram_ticket_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('infra_letter', schema=None) as batch_op:
        batch_op.add_column(sa.Column('leave_url', sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column('turn', sa.Integer(), nullable=True))
    op.execute("UPDATE infra_letter SET leave_url = '', turn = 1")
    with op.batch_alter_table('infra_letter', schema=None) as batch_op:
        batch_op.alter_column('leave_url', existing_type=sa.String(length=300), nullable=False)
        batch_op.alter_column('turn', existing_type=sa.Integer(), nullable=False)
        batch_op.create_index('ix_infra_letter_address', ['address', 'purpose', 'created_at'], unique=False)
        batch_op.create_index('ix_infra_letter_created', ['created_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('infra_letter', schema=None) as batch_op:
        batch_op.drop_index('ix_infra_letter_created')
        batch_op.drop_index('ix_infra_letter_address')
        batch_op.drop_column('turn')
        batch_op.drop_column('leave_url')

    with op.batch_alter_table('accounts_telegram_ticket', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_telegram_ticket_person_id'))

    op.drop_table('accounts_telegram_ticket')
    with op.batch_alter_table('accounts_telegram_chat', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_telegram_chat_person_id'))
        batch_op.drop_index(batch_op.f('ix_accounts_telegram_chat_chat_id'))

    op.drop_table('accounts_telegram_chat')
    with op.batch_alter_table('progress_reminder_choice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_progress_reminder_choice_person_id'))

    op.drop_table('progress_reminder_choice')
    with op.batch_alter_table('progress_reminder', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_progress_reminder_person_id'))

    op.drop_table('progress_reminder')
    op.drop_table('accounts_telegram_mark')
