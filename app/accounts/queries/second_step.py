"""Reads about the second step of staff."""

from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select

from app.accounts.models.people import Account
from app.accounts.models.second_step import RecoveryCode, SecondStep
from app.accounts.rules.second_step import derive_secret, grouped, next_code, setup_address
from app.accounts.types import SecondStepSetup
from app.infra.database import count, db
from app.infra.outbox import get_outbox
from app.infra.strongbox import unseal
from app.kernel import clock


def has_second_step(person_id: str) -> bool:
    """Whether a person has set up their codes."""
    return find_step(person_id) is not None


def find_step(person_id: str) -> SecondStep | None:
    """The row itself, in the open transaction."""
    return db.session.scalars(select(SecondStep).where(SecondStep.person_id == person_id)).first()


def secret_of(step: SecondStep) -> str:
    """What the codes are made from."""
    return unseal(step_key(), step.secret, about=step.person_id)


def step_key() -> str:
    """The key that seals secrets, and from which first ones are made."""
    return str(current_app.config["SECOND_STEP_KEY"])


def offer_setup(person_id: str, session_id: str) -> SecondStepSetup:
    """What a person without codes puts into their authenticator: the same all through one session, and not kept."""
    secret = derive_secret(step_key(), "setup", person_id, session_id)
    account = db.session.scalars(select(Account).where(Account.person_id == person_id)).first()
    login = (account.phone or account.email or "") if account else ""
    return SecondStepSetup(
        secret=secret,
        grouped=grouped(secret),
        address=setup_address(secret, login, str(current_app.config["ORGANISER"])),
    )


def demo_secret(person_id: str) -> str:
    """The secret of a demo person: known to the installation, and to nobody who has not its key."""
    return derive_secret(step_key(), "demo", person_id)


def is_first_look() -> bool:
    """Whether this installation is looked at on its own machine, with letters on a page: no public site is."""
    host = urlsplit(str(current_app.config["PUBLIC_URL"])).hostname
    return host in {"127.0.0.1", "localhost", "::1"} and get_outbox().shows_letters


def find_demo_code(person_id: str) -> str | None:
    """The code of the moment of a demo person at a first look; None for anybody else, and on any other installation."""
    step = find_step(person_id) if is_first_look() else None
    if step is None or secret_of(step) != demo_secret(person_id):
        return None
    return next_code(demo_secret(person_id), clock.now(), step.last_step)


def count_recovery_codes(person_id: str) -> int:
    """How many recovery codes are left."""
    return count(RecoveryCode, RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
