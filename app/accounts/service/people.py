"""Writes about people. Passwords arrive hashed: hashing takes long, and a transaction must not."""

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.accounts.events import AccountOpened, PersonsJoined
from app.accounts.models.people import Account, Consent, Joining, ParentConsent, Person
from app.accounts.service.names import end_naming
from app.accounts.types import NOTICE_VERSION, ParentWord
from app.infra.bus import announce
from app.infra.database import add, db, lock, serialise
from app.kernel import clock
from app.kernel.errors import ConflictError, NotFoundError
from app.kernel.ids import new_id
from app.kernel.locale import Tag

JOINING = "joining people"
"""One joining at a time: what an id goes by is read and changed in one piece."""


class LoginTakenError(ConflictError):
    """The phone or the e-mail belongs to an account already."""


def add_person(language: Tag) -> Person:
    """A new person without an account."""
    person_id = new_id()
    return add(
        Person(
            id=person_id,
            node_id=current_app.config["NODE_ID"],
            created_at=clock.now(),
            language=language,
            canonical_id=person_id,
        )
    )


def open_account(
    person_id: str | None,
    *,
    name: str,
    phone: str | None,
    email: str | None,
    password_hash: str,
    region: str,
    district: str,
    language: Tag,
    parent: ParentWord | None = None,
    has_agreed: bool = True,
) -> Account:
    """Make an account, for a visitor with progress (`person_id`) or for somebody new. LoginTakenError.

    For somebody under 14 it is `parent` who has agreed. `has_agreed`: to the privacy notice, just now; whoever is
    brought in by a list is asked when they first come.
    """
    person = lock(Person, person_id) if person_id else None
    person = person or add_person(language)
    if find_own_account(person.id):
        raise LoginTakenError
    account = Account(
        node_id=current_app.config["NODE_ID"],
        person_id=person.id,
        name=name,
        phone=phone,
        email=email,
        password_hash=password_hash,
        region=region,
        district=district,
        created_at=clock.now(),
    )
    try:
        add(account)
    except IntegrityError as error:
        raise LoginTakenError from error
    if has_agreed:
        record_consent(person.id, language, parent)
    announce(AccountOpened(person_id=person.id))
    return account


def find_own_account(person_id: str) -> Account | None:
    """The account of this person, in the open transaction."""
    return db.session.scalars(select(Account).where(Account.person_id == person_id)).first()


def record_consent(person_id: str, language: Tag, parent: ParentWord | None = None) -> None:
    """Keep that the person agreed to the privacy notice, and in which language they read it."""
    said = {
        "node_id": current_app.config["NODE_ID"],
        "person_id": person_id,
        "notice": NOTICE_VERSION,
        "language": language,
        "given_at": clock.now(),
    }
    add(Consent(**said))
    if parent is not None:
        add(ParentConsent(parent_name=parent.name, relation=parent.relation.value, **said))


def edit_profile(person_id: str, *, name: str, region: str, district: str) -> None:
    """Change what a person says about themselves. NotFoundError for a visitor."""
    account = find_own_account(person_id)
    if account is None:
        raise NotFoundError
    _call(account, name)
    account.region, account.district = region, district


def rename(person_id: str, name: str) -> None:
    """Change the name that certificates will carry; those issued keep theirs. NotFoundError for a visitor."""
    account = find_own_account(person_id)
    if account is None:
        raise NotFoundError
    _call(account, name)


def _call(account: Account, name: str) -> None:
    """Let the account carry this name; another spelling ends what was known of the one before."""
    if account.name != name:
        serialise(f"name {account.person_id}")
        account.name = name
        end_naming(account.person_id)


def set_language(person_id: str, language: Tag) -> None:
    """Remember the language that a person reads."""
    db.session.execute(update(Person).where(Person.id == person_id).values(language=language))


def join_visitor(visitor_id: str, person_id: str) -> None:
    """What a visitor did on this phone is this person's; nothing happens when the visitor has an own account.

    `person_id` is the id of the login that they came in with; the visitor goes by whatever that goes by.
    """
    if visitor_id == person_id or find_own_account(visitor_id) is not None:
        return
    serialise(JOINING)
    visitor, person = lock(Person, visitor_id), lock(Person, person_id)
    if visitor is None or person is None or visitor.canonical_id != visitor_id:
        return
    add(
        Joining(
            node_id=current_app.config["NODE_ID"],
            person_id=person_id,
            visitor_id=visitor_id,
            joined_at=clock.now(),
        )
    )
    visitor.canonical_id = person.canonical_id
    announce(PersonsJoined(person_id=person.canonical_id, visitor_id=visitor_id))
