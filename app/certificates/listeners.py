"""What this room hears from below."""

from app.accounts.events import AccountOpened, PersonsJoined
from app.certificates.service.issuing import issue_for_account, issue_for_pass, issue_for_sitting
from app.infra.bus import Bus
from app.progress.events import CoursePassed
from app.quizzes.events import SittingTold


def subscribe(bus: Bus) -> None:
    """Begin to listen."""
    bus.subscribe(CoursePassed, "certificates.issue_for_pass", issue_for_pass)
    bus.subscribe(AccountOpened, "certificates.issue_for_account", issue_for_account)
    bus.subscribe(PersonsJoined, "certificates.issue_for_joined", issue_for_account)
    bus.subscribe(SittingTold, "certificates.issue_for_sitting", issue_for_sitting)
