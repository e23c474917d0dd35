"""Make the tables of people, learning and certificates"""

import sqlalchemy as sa
from alembic import op

from app.infra.database import Moment

revision = '0001_people_and_learning'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts_consent',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('notice', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('given_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_consent'))
    )
    with op.batch_alter_table('accounts_consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_consent_person_id'), ['person_id'], unique=False)

    op.create_table('accounts_joining',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('visitor_id', sa.String(length=36), nullable=False),
    sa.Column('joined_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_joining'))
    )
    with op.batch_alter_table('accounts_joining', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_joining_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_accounts_joining_visitor_id'), ['visitor_id'], unique=False)

    op.create_table('accounts_person',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('canonical_id', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_person'))
    )
    with op.batch_alter_table('accounts_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_person_canonical_id'), ['canonical_id'], unique=False)

    op.create_table('accounts_sign_in_try',
    sa.Column('login_hash', sa.String(length=64), nullable=False),
    sa.Column('tried_at', Moment(), nullable=False),
    sa.Column('succeeded_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_sign_in_try'))
    )
    with op.batch_alter_table('accounts_sign_in_try', schema=None) as batch_op:
        batch_op.create_index('ix_accounts_sign_in_try_login', ['login_hash', 'tried_at'], unique=False)

    op.create_table('certificates_certificate',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('pass_id', sa.String(length=36), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=24), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('course_title', sa.String(length=300), nullable=False),
    sa.Column('competences', sa.JSON(), nullable=False),
    sa.Column('design', sa.String(length=80), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('name', sa.String(length=90), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('release', sa.String(length=64), nullable=False),
    sa.Column('issued_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificates_certificate')),
    sa.UniqueConstraint('node_id', 'code', name=op.f('uq_certificates_certificate_node_id_code')),
    sa.UniqueConstraint('node_id', 'pass_id', 'edition', name=op.f('uq_certificates_certificate_node_id_pass_id_edition')),
    sa.UniqueConstraint('node_id', 'person_id', 'course_key', 'edition', name=op.f('uq_certificates_certificate_node_id_person_id_course_key_edition'))
    )
    with op.batch_alter_table('certificates_certificate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificates_certificate_code'), ['code'], unique=False)
        batch_op.create_index(batch_op.f('ix_certificates_certificate_pass_id'), ['pass_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_certificates_certificate_person_id'), ['person_id'], unique=False)

    op.create_table('certificates_document',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('certificate_id', sa.String(length=36), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('printed_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificates_document')),
    sa.UniqueConstraint('node_id', 'certificate_id', name=op.f('uq_certificates_document_node_id_certificate_id'))
    )
    with op.batch_alter_table('certificates_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificates_document_certificate_id'), ['certificate_id'], unique=False)

    op.create_table('certificates_revocation',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('certificate_id', sa.String(length=36), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('revoked_at', Moment(), nullable=False),
    sa.Column('revoked_by', sa.String(length=36), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificates_revocation'))
    )
    with op.batch_alter_table('certificates_revocation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificates_revocation_certificate_id'), ['certificate_id'], unique=False)

    op.create_table('certificates_veiling',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('certificate_id', sa.String(length=36), nullable=False),
    sa.Column('is_hidden', sa.Boolean(), nullable=False),
    sa.Column('set_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificates_veiling'))
    )
    with op.batch_alter_table('certificates_veiling', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificates_veiling_certificate_id'), ['certificate_id'], unique=False)

    op.create_table('courses_completion',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('lesson_key', sa.String(length=80), nullable=False),
    sa.Column('release', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('completed_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_courses_completion')),
    sa.UniqueConstraint('node_id', 'person_id', 'course_key', 'lesson_key', name=op.f('uq_courses_completion_node_id_person_id_course_key_lesson_key'))
    )
    with op.batch_alter_table('courses_completion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_courses_completion_person_id'), ['person_id'], unique=False)

    op.create_table('courses_enrolment',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('enrolled_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_courses_enrolment')),
    sa.UniqueConstraint('node_id', 'person_id', 'course_key', name=op.f('uq_courses_enrolment_node_id_person_id_course_key'))
    )
    with op.batch_alter_table('courses_enrolment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_courses_enrolment_person_id'), ['person_id'], unique=False)

    op.create_table('infra_job',
    sa.Column('kind', sa.String(length=80), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('due_at', Moment(), nullable=False),
    sa.Column('lease_until', Moment(), nullable=True),
    sa.Column('lease_by', sa.String(length=36), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('done_at', Moment(), nullable=True),
    sa.Column('failed_at', Moment(), nullable=True),
    sa.Column('last_error', sa.String(length=500), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_infra_job'))
    )
    with op.batch_alter_table('infra_job', schema=None) as batch_op:
        batch_op.create_index('ix_infra_job_waiting', ['done_at', 'failed_at', 'due_at'], unique=False)

    op.create_table('progress_course_pass',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('submission_id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('release', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('passed_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progress_course_pass')),
    sa.UniqueConstraint('node_id', 'submission_id', name=op.f('uq_progress_course_pass_node_id_submission_id'))
    )
    with op.batch_alter_table('progress_course_pass', schema=None) as batch_op:
        batch_op.create_index('ix_progress_course_pass_person', ['person_id', 'course_key'], unique=False)

    op.create_table('quizzes_answer',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('attempt_id', sa.String(length=36), nullable=False),
    sa.Column('question_id', sa.String(length=80), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('response', sa.JSON(), nullable=False),
    sa.Column('given_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quizzes_answer')),
    sa.UniqueConstraint('node_id', 'attempt_id', 'question_id', 'revision', name=op.f('uq_quizzes_answer_node_id_attempt_id_question_id_revision'))
    )
    with op.batch_alter_table('quizzes_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quizzes_answer_attempt_id'), ['attempt_id'], unique=False)

    op.create_table('quizzes_attempt',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('quiz_key', sa.String(length=80), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('release', sa.String(length=64), nullable=False),
    sa.Column('quiz_digest', sa.String(length=64), nullable=False),
    sa.Column('seed', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=16), nullable=False),
    sa.Column('started_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quizzes_attempt')),
    sa.UniqueConstraint('node_id', 'person_id', 'course_key', 'quiz_key', 'number', name=op.f('uq_quizzes_attempt_node_id_person_id_course_key_quiz_key_number'))
    )
    with op.batch_alter_table('quizzes_attempt', schema=None) as batch_op:
        batch_op.create_index('ix_quizzes_attempt_person', ['person_id', 'course_key', 'quiz_key'], unique=False)

    op.create_table('quizzes_submission',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('attempt_id', sa.String(length=36), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('course_key', sa.String(length=80), nullable=False),
    sa.Column('quiz_key', sa.String(length=80), nullable=False),
    sa.Column('quiz_digest', sa.String(length=64), nullable=False),
    sa.Column('points', sa.String(length=40), nullable=False),
    sa.Column('possible', sa.String(length=40), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('is_passed', sa.Boolean(), nullable=False),
    sa.Column('submitted_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quizzes_submission')),
    sa.UniqueConstraint('node_id', 'attempt_id', name=op.f('uq_quizzes_submission_node_id_attempt_id'))
    )
    with op.batch_alter_table('quizzes_submission', schema=None) as batch_op:
        batch_op.create_index('ix_quizzes_submission_person', ['person_id', 'course_key', 'quiz_key'], unique=False)

    op.create_table('accounts_account',
    sa.Column('node_id', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('name', sa.String(length=90), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('region', sa.String(length=10), nullable=False),
    sa.Column('district', sa.String(length=10), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('disabled_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_account_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_account')),
    sa.UniqueConstraint('node_id', 'email', name=op.f('uq_accounts_account_node_id_email')),
    sa.UniqueConstraint('node_id', 'person_id', name=op.f('uq_accounts_account_node_id_person_id')),
    sa.UniqueConstraint('node_id', 'phone', name=op.f('uq_accounts_account_node_id_phone'))
    )
    with op.batch_alter_table('accounts_account', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_account_person_id'), ['person_id'], unique=False)

    op.create_table('accounts_role_grant',
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('scope_kind', sa.String(length=20), nullable=False),
    sa.Column('scope_key', sa.String(length=80), nullable=False),
    sa.Column('granted_at', Moment(), nullable=False),
    sa.Column('granted_by', sa.String(length=36), nullable=True),
    sa.Column('revoked_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_role_grant_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_role_grant'))
    )
    with op.batch_alter_table('accounts_role_grant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_role_grant_person_id'), ['person_id'], unique=False)

    op.create_table('accounts_session',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.String(length=36), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('expires_at', Moment(), nullable=False),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_session_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_session')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_accounts_session_token_hash'))
    )
    with op.batch_alter_table('accounts_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_session_person_id'), ['person_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('accounts_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_session_person_id'))

    op.drop_table('accounts_session')
    with op.batch_alter_table('accounts_role_grant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_role_grant_person_id'))

    op.drop_table('accounts_role_grant')
    with op.batch_alter_table('accounts_account', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_account_person_id'))

    op.drop_table('accounts_account')
    with op.batch_alter_table('quizzes_submission', schema=None) as batch_op:
        batch_op.drop_index('ix_quizzes_submission_person')

    op.drop_table('quizzes_submission')
    with op.batch_alter_table('quizzes_attempt', schema=None) as batch_op:
        batch_op.drop_index('ix_quizzes_attempt_person')

    op.drop_table('quizzes_attempt')
    with op.batch_alter_table('quizzes_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quizzes_answer_attempt_id'))

    op.drop_table('quizzes_answer')
    with op.batch_alter_table('progress_course_pass', schema=None) as batch_op:
        batch_op.drop_index('ix_progress_course_pass_person')

    op.drop_table('progress_course_pass')
    with op.batch_alter_table('infra_job', schema=None) as batch_op:
        batch_op.drop_index('ix_infra_job_waiting')

    op.drop_table('infra_job')
    with op.batch_alter_table('courses_enrolment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_courses_enrolment_person_id'))

    op.drop_table('courses_enrolment')
    with op.batch_alter_table('courses_completion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_courses_completion_person_id'))

    op.drop_table('courses_completion')
    with op.batch_alter_table('certificates_veiling', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificates_veiling_certificate_id'))

    op.drop_table('certificates_veiling')
    with op.batch_alter_table('certificates_revocation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificates_revocation_certificate_id'))

    op.drop_table('certificates_revocation')
    with op.batch_alter_table('certificates_document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificates_document_certificate_id'))

    op.drop_table('certificates_document')
    with op.batch_alter_table('certificates_certificate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificates_certificate_person_id'))
        batch_op.drop_index(batch_op.f('ix_certificates_certificate_pass_id'))
        batch_op.drop_index(batch_op.f('ix_certificates_certificate_code'))

    op.drop_table('certificates_certificate')
    with op.batch_alter_table('accounts_sign_in_try', schema=None) as batch_op:
        batch_op.drop_index('ix_accounts_sign_in_try_login')

    op.drop_table('accounts_sign_in_try')
    with op.batch_alter_table('accounts_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_person_canonical_id'))

    op.drop_table('accounts_person')
    with op.batch_alter_table('accounts_joining', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_joining_visitor_id'))
        batch_op.drop_index(batch_op.f('ix_accounts_joining_person_id'))

    op.drop_table('accounts_joining')
    with op.batch_alter_table('accounts_consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_consent_person_id'))

    op.drop_table('accounts_consent')
