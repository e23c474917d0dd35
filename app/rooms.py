"""All rooms of the house, and what each brings: pages, waiting work, commands, promises. A new room joins here."""

from app.accounts import cli as accounts_cli
from app.accounts.jobs import codes as code_jobs
from app.accounts.jobs import rosters as roster_jobs
from app.accounts.routes import table as accounts
from app.accounts.service import rosters
from app.accounts.service import traces as accounts_traces
from app.centres import cli as centres_cli
from app.centres import jobs as centre_jobs
from app.centres.routes import table as centres
from app.centres.service import attendance as centres_attendance
from app.centres.service import packs as centre_packs
from app.centres.service import rosters as centres_rosters
from app.centres.service import sign_ups as centres_sign_ups
from app.certificates import api as certificates_api
from app.certificates import jobs as certificate_jobs
from app.certificates.cli import table as certificates_cli
from app.certificates.routes import table as certificates
from app.courses.routes import table as courses
from app.helpdesk.routes import table as helpdesk
from app.helpdesk.service import forgetting as helpdesk_forgetting
from app.infra import outbox, rounds
from app.infra import retention as infra_retention
from app.infra.cli import audit_commands, job_commands, letter_commands
from app.operations import routes as operations
from app.practice.routes import table as practice
from app.privacy import cli as privacy_cli
from app.privacy import jobs as privacy_jobs
from app.privacy import routes as privacy
from app.privacy import service as privacy_service
from app.progress import jobs as progress_jobs
from app.progress import routes as progress
from app.quizzes import cli as quizzes_cli
from app.quizzes import jobs as quizzes_jobs
from app.quizzes.routes import table as quizzes
from app.seals import cli as seals_cli
from app.seals import routes as seals
from app.search import jobs as search_jobs
from app.search import routes as search
from app.staff.routes import table as staff
from app.web import routes as web

ROOMS = (
    web.room,
    accounts.room,
    practice.room,
    courses.room,
    quizzes.room,
    progress.room,
    search.room,
    helpdesk.room,
    seals.room,
    certificates.room,
    certificates_api.room,
    centres.room,
    staff.room,
    privacy.room,
    operations.room,
)
JOBS = (
    outbox,
    rounds,
    infra_retention,
    code_jobs,
    roster_jobs,
    quizzes_jobs,
    progress_jobs,
    search_jobs,
    certificate_jobs,
    centre_jobs,
    privacy_jobs,
)
"""Who takes on work that waits."""
COMMANDS = (
    accounts_cli.commands,
    quizzes_cli.commands,
    certificates_cli.commands,
    centres_cli.commands,
    privacy_cli.commands,
    job_commands,
    audit_commands,
    letter_commands,
)
certificates_cli.commands.add_command(seals_cli.keys)
seals_cli.keys.add_command(certificates_cli.export)  # it needs to know which certificates are gone, as `seals` does not
PURGES = (
    infra_retention.PURGES,
    rounds.PURGES,
    accounts_traces.PURGES,
    rosters.PURGES,
    helpdesk_forgetting.PURGES,
    centres_rosters.PURGES,
    centres_sign_ups.PURGES,
    centre_packs.PURGES,
    privacy_service.PURGES,
    centres_attendance.PURGES,
)
"""Who takes away what is kept for a time; a room that keeps such things joins here."""
DETOURS = (privacy.find_detour, accounts.find_detour)
"""Pages that a person may have to see first after coming in, the most urgent first."""
