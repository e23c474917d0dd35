"""Make room for centres: groups, meetings, members, cards, attendance, papers"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0016_centres'
down_revision = '0015_certificates'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('centres_attendance',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('mark_key', sa.String(length=60), nullable=False),
    sa.Column('meeting_id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=True),
    sa.Column('guest_name', sa.String(length=90), nullable=False),
    sa.Column('guest_id', sa.String(length=36), nullable=True),
    sa.Column('stamp', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('way', sa.String(length=20), nullable=False),
    sa.Column('marked_at', Moment(), nullable=False),
    sa.Column('marked_by', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_attendance')),
    sa.UniqueConstraint('node_id', 'mark_key', name=op.f('uq_centres_attendance_node_id_mark_key'))
    )
    with op.batch_alter_table('centres_attendance', schema=None) as batch_op:
        batch_op.create_index('ix_centres_attendance_meeting', ['meeting_id', 'marked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_centres_attendance_person_id'), ['person_id'], unique=False)

    op.create_table('centres_card',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('centre_id', sa.String(length=36), nullable=False),
    sa.Column('code', sa.String(length=24), nullable=False),
    sa.Column('face', sa.String(length=20), nullable=False),
    sa.Column('pin_hash', sa.String(length=200), nullable=False),
    sa.Column('made_at', Moment(), nullable=False),
    sa.Column('made_by', sa.String(length=36), nullable=False),
    sa.Column('pin_set_at', Moment(), nullable=False),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_card')),
    sa.UniqueConstraint('node_id', 'code', name=op.f('uq_centres_card_node_id_code'))
    )
    with op.batch_alter_table('centres_card', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_centres_card_centre_id'), ['centre_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_centres_card_code'), ['code'], unique=False)
        batch_op.create_index(batch_op.f('ix_centres_card_person_id'), ['person_id'], unique=False)

    op.create_table('centres_centre',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('region', sa.String(length=10), nullable=False),
    sa.Column('district', sa.String(length=10), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('contact', sa.String(length=120), nullable=False),
    sa.Column('telephone', sa.String(length=20), nullable=False),
    sa.Column('opened_at', Moment(), nullable=False),
    sa.Column('opened_by', sa.String(length=36), nullable=False),
    sa.Column('closed_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_centre')),
    sa.UniqueConstraint('node_id', 'code', name=op.f('uq_centres_centre_node_id_code'))
    )
    with op.batch_alter_table('centres_centre', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_centres_centre_code'), ['code'], unique=False)

    op.create_table('centres_cohort',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('centre_id', sa.String(length=36), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('key', sa.String(length=90), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('room', sa.String(length=60), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('is_public', sa.Boolean(), nullable=False),
    sa.Column('made_at', Moment(), nullable=False),
    sa.Column('made_by', sa.String(length=36), nullable=False),
    sa.Column('closed_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_cohort')),
    sa.UniqueConstraint('node_id', 'code', name=op.f('uq_centres_cohort_node_id_code'))
    )
    with op.batch_alter_table('centres_cohort', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_centres_cohort_centre_id'), ['centre_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_centres_cohort_code'), ['code'], unique=False)

    op.create_table('centres_departure',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('membership_id', sa.String(length=36), nullable=False),
    sa.Column('left_at', Moment(), nullable=False),
    sa.Column('removed_by', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_departure')),
    sa.UniqueConstraint('node_id', 'membership_id', name=op.f('uq_centres_departure_node_id_membership_id'))
    )
    with op.batch_alter_table('centres_departure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_centres_departure_membership_id'), ['membership_id'], unique=False)

    op.create_table('centres_door',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('meeting_id', sa.String(length=36), nullable=False),
    sa.Column('opened_at', Moment(), nullable=False),
    sa.Column('opened_by', sa.String(length=36), nullable=False),
    sa.Column('closes_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_door'))
    )
    with op.batch_alter_table('centres_door', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_centres_door_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('centres_meeting',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('cohort_id', sa.String(length=36), nullable=False),
    sa.Column('begins_at', Moment(), nullable=False),
    sa.Column('ends_at', Moment(), nullable=False),
    sa.Column('plan', sa.JSON(), nullable=False),
    sa.Column('has_quiz', sa.Boolean(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('made_at', Moment(), nullable=False),
    sa.Column('made_by', sa.String(length=36), nullable=False),
    sa.Column('cancelled_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_meeting'))
    )
    with op.batch_alter_table('centres_meeting', schema=None) as batch_op:
        batch_op.create_index('ix_centres_meeting_cohort', ['cohort_id', 'begins_at'], unique=False)

    op.create_table('centres_membership',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('cohort_id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('source', sa.String(length=20), nullable=False),
    sa.Column('joined_at', Moment(), nullable=False),
    sa.Column('added_by', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_membership'))
    )
    with op.batch_alter_table('centres_membership', schema=None) as batch_op:
        batch_op.create_index('ix_centres_membership_cohort', ['cohort_id', 'person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_centres_membership_person_id'), ['person_id'], unique=False)

    op.create_table('centres_pack',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('cohort_id', sa.String(length=36), nullable=False),
    sa.Column('meeting_id', sa.String(length=36), nullable=True),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('asked_at', Moment(), nullable=False),
    sa.Column('asked_by', sa.String(length=36), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=True),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('fault', sa.Text(), nullable=False),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_pack'))
    )
    with op.batch_alter_table('centres_pack', schema=None) as batch_op:
        batch_op.create_index('ix_centres_pack_cohort', ['cohort_id', 'asked_at'], unique=False)

    op.create_table('centres_roster',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('cohort_id', sa.String(length=36), nullable=False),
    sa.Column('brought_at', Moment(), nullable=False),
    sa.Column('brought_by', sa.String(length=36), nullable=False),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.Column('ignored', sa.String(length=500), nullable=False),
    sa.Column('confirmed_at', Moment(), nullable=True),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_roster'))
    )

    op.create_table('centres_sheet',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('code', sa.String(length=24), nullable=False),
    sa.Column('cohort_id', sa.String(length=36), nullable=False),
    sa.Column('pack_id', sa.String(length=36), nullable=False),
    sa.Column('meeting_id', sa.String(length=36), nullable=True),
    sa.Column('person_id', sa.String(length=36), nullable=True),
    sa.Column('variant', sa.String(length=8), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('quiz_key', sa.String(length=80), nullable=False),
    sa.Column('quiz_digest', sa.String(length=64), nullable=False),
    sa.Column('release', sa.String(length=64), nullable=False),
    sa.Column('seed', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('printed_at', Moment(), nullable=False),
    sa.Column('printed_by', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_sheet')),
    sa.UniqueConstraint('node_id', 'code', name=op.f('uq_centres_sheet_node_id_code'))
    )
    with op.batch_alter_table('centres_sheet', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_centres_sheet_code'), ['code'], unique=False)
        batch_op.create_index('ix_centres_sheet_cohort', ['cohort_id', 'person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_centres_sheet_pack_id'), ['pack_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_centres_sheet_person_id'), ['person_id'], unique=False)

    op.create_table('centres_sheet_entry',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('sheet_id', sa.String(length=36), nullable=False),
    sa.Column('meeting_id', sa.String(length=36), nullable=True),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('attempt_id', sa.String(length=36), nullable=False),
    sa.Column('typed', sa.JSON(), nullable=False),
    sa.Column('taken_at', Moment(), nullable=False),
    sa.Column('entered_at', Moment(), nullable=False),
    sa.Column('entered_by', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_sheet_entry')),
    sa.UniqueConstraint('node_id', 'sheet_id', name=op.f('uq_centres_sheet_entry_node_id_sheet_id'))
    )
    with op.batch_alter_table('centres_sheet_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_centres_sheet_entry_attempt_id'), ['attempt_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_centres_sheet_entry_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_centres_sheet_entry_sheet_id'), ['sheet_id'], unique=False)

    op.create_table('centres_sign_up',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('cohort_id', sa.String(length=36), nullable=False),
    sa.Column('name', sa.String(length=90), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('is_child', sa.Boolean(), nullable=False),
    sa.Column('sender', sa.String(length=64), nullable=False),
    sa.Column('asked_at', Moment(), nullable=False),
    sa.Column('answer', sa.String(length=20), nullable=True),
    sa.Column('membership_id', sa.String(length=36), nullable=True),
    sa.Column('answered_at', Moment(), nullable=True),
    sa.Column('answered_by', sa.String(length=36), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_sign_up'))
    )
    with op.batch_alter_table('centres_sign_up', schema=None) as batch_op:
        batch_op.create_index('ix_centres_sign_up_cohort', ['cohort_id', 'asked_at'], unique=False)

    op.create_table('centres_quiz_opening',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('meeting_id', sa.String(length=36), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('quiz_key', sa.String(length=80), nullable=False),
    sa.Column('opened_at', Moment(), nullable=False),
    sa.Column('opened_by', sa.String(length=36), nullable=False),
    sa.Column('closes_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_quiz_opening'))
    )
    with op.batch_alter_table('centres_quiz_opening', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_centres_quiz_opening_closes_at'), ['closes_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_centres_quiz_opening_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('centres_helper_note',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('meeting_id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('had_helper', sa.Boolean(), nullable=False),
    sa.Column('noted_at', Moment(), nullable=False),
    sa.Column('noted_by', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_helper_note'))
    )
    with op.batch_alter_table('centres_helper_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_centres_helper_note_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_centres_helper_note_person_id'), ['person_id'], unique=False)

    op.create_table('centres_trainer_pin',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('pin_hash', sa.String(length=200), nullable=False),
    sa.Column('set_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres_trainer_pin'))
    )
    with op.batch_alter_table('centres_trainer_pin', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_centres_trainer_pin_person_id'), ['person_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('centres_helper_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centres_helper_note_person_id'))
        batch_op.drop_index(batch_op.f('ix_centres_helper_note_meeting_id'))

    op.drop_table('centres_helper_note')
    with op.batch_alter_table('centres_quiz_opening', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centres_quiz_opening_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_centres_quiz_opening_closes_at'))

    op.drop_table('centres_quiz_opening')
    with op.batch_alter_table('centres_trainer_pin', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centres_trainer_pin_person_id'))

    op.drop_table('centres_trainer_pin')
    with op.batch_alter_table('centres_sign_up', schema=None) as batch_op:
        batch_op.drop_index('ix_centres_sign_up_cohort')

    op.drop_table('centres_sign_up')
    with op.batch_alter_table('centres_sheet_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centres_sheet_entry_sheet_id'))
        batch_op.drop_index(batch_op.f('ix_centres_sheet_entry_person_id'))
        batch_op.drop_index(batch_op.f('ix_centres_sheet_entry_attempt_id'))

    op.drop_table('centres_sheet_entry')
    with op.batch_alter_table('centres_sheet', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centres_sheet_person_id'))
        batch_op.drop_index(batch_op.f('ix_centres_sheet_pack_id'))
        batch_op.drop_index('ix_centres_sheet_cohort')
        batch_op.drop_index(batch_op.f('ix_centres_sheet_code'))

    op.drop_table('centres_sheet')
    op.drop_table('centres_roster')
    with op.batch_alter_table('centres_pack', schema=None) as batch_op:
        batch_op.drop_index('ix_centres_pack_cohort')

    op.drop_table('centres_pack')
    with op.batch_alter_table('centres_membership', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centres_membership_person_id'))
        batch_op.drop_index('ix_centres_membership_cohort')

    op.drop_table('centres_membership')
    with op.batch_alter_table('centres_meeting', schema=None) as batch_op:
        batch_op.drop_index('ix_centres_meeting_cohort')

    op.drop_table('centres_meeting')
    with op.batch_alter_table('centres_door', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centres_door_meeting_id'))

    op.drop_table('centres_door')
    with op.batch_alter_table('centres_departure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centres_departure_membership_id'))

    op.drop_table('centres_departure')
    with op.batch_alter_table('centres_cohort', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centres_cohort_code'))
        batch_op.drop_index(batch_op.f('ix_centres_cohort_centre_id'))

    op.drop_table('centres_cohort')
    with op.batch_alter_table('centres_centre', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centres_centre_code'))

    op.drop_table('centres_centre')
    with op.batch_alter_table('centres_card', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centres_card_person_id'))
        batch_op.drop_index(batch_op.f('ix_centres_card_code'))
        batch_op.drop_index(batch_op.f('ix_centres_card_centre_id'))

    op.drop_table('centres_card')
    with op.batch_alter_table('centres_attendance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centres_attendance_person_id'))
        batch_op.drop_index('ix_centres_attendance_meeting')

    op.drop_table('centres_attendance')
