"""People who tell and ask, and those who answer, at their pages."""

from flask import Flask
from sqlalchemy import select

from app.accounts.queries.people import find_credentials
from app.accounts.service.people import edit_profile
from app.helpdesk.models import Question, Report
from app.infra.database import db, write_tx
from app.kernel.permissions import Role, Scope, ScopeKind
from tests.support.page import Page
from tests.support.people import newcomer, signed_in
from tests.support.reader import Reader
from tests.support.staff import staff_member

LESSON = "/uz/courses/my-gov-uz/tour/"
DIFFERENT = f"{LESSON}different/"
ASK = f"{LESSON}ask/"
QUESTION = "Lupa belgisini topa olmadim. U qayerda?"
ANSWER = "Sahifaning yuqori oʻng burchagida. Mana shu darsda bor: /uz/courses/my-gov-uz/tour/"
OURS = {"Sec-Fetch-Site": "same-origin"}
PASSWORD = "oltin baliq 7"


def ask(reader: Reader, text: str = QUESTION, *, path: str = ASK, status: int = 200, **typed: str) -> Page:
    """Ask something by the form; the page in hand is the question's."""
    reader.get(path)
    return reader.submit(path, text=text, status=status, **typed)


def asked(app: Flask) -> list[Question]:
    """All questions, in the order in which they were asked."""
    with app.app_context():
        return list(db.session.scalars(select(Question).order_by(Question.id)))


def told(app: Flask) -> list[Report]:
    """All reports, likewise."""
    with app.app_context():
        return list(db.session.scalars(select(Report).order_by(Report.id)))


def staff(app: Flask, login: str, role: Role, kind: ScopeKind, key: str = "") -> Reader:
    """Somebody with this role in this place, signed in by the form."""
    staff_member(app, f"+998{login.replace(' ', '')}", role, Scope(kind=kind, key=key))
    return signed_in(Reader(app), login, PASSWORD)


def person_of(login: str) -> str:
    """The id of the person who signs in with this phone. Inside the application."""
    found = find_credentials("+998" + "".join(char for char in login if char.isdigit()))
    assert found
    return found.person_id


def living_in(app: Flask, login: str, region: str) -> Reader:
    """A learner with an account in a region."""
    reader = newcomer(Reader(app), login)
    with app.app_context(), write_tx():
        edit_profile(person_of(login), name="Nodira Karimova", region=region, district="")
    return reader
