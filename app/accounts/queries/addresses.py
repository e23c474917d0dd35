"""Where a letter reaches somebody: the phone or the e-mail of their account, or one that they type."""

from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models.people import Account, Person
from app.accounts.rules.logins import display_phone, normalise_email, normalise_phone
from app.infra.database import db


@dataclass(frozen=True, kw_only=True)
class Address:
    """One spelling of a phone or of an e-mail; exactly one of them is there."""

    phone: str | None = None
    email: str | None = None

    @property
    def value(self) -> str:
        """The address itself."""
        return self.phone or self.email or ""


def read_address(typed: str) -> Address | None:
    """The phone or e-mail that somebody typed; None when it is neither."""
    if "@" in typed:
        email = normalise_email(typed)
        return Address(email=email) if email else None
    phone = normalise_phone(typed)
    return Address(phone=phone) if phone else None


def phone_text(phone: str) -> str:
    """A normalised telephone as people read it."""
    return display_phone(phone) if phone else ""


def find_address(person_id: str) -> Address | None:
    """The address of a person's account, the phone first; None for a visitor and for a disabled account."""
    query = (
        select(Account.phone, Account.email)
        .join(Person, Person.canonical_id == Account.person_id)
        .where(Person.id == person_id, Account.disabled_at.is_(None))
    )
    row = db.session.execute(query).first()
    if row is None or not (row.phone or row.email):
        return None
    return Address(phone=row.phone) if row.phone else Address(email=row.email)
