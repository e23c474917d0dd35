"""Somebody with a whole life on the site: read as a visitor, signed up, passed, certified, written to, trusted."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import has_app_context
from sqlalchemy import select, update

from app.accounts.models.people import Account
from app.accounts.models.roles import RoleGrant
from app.accounts.queries.people import list_ids
from app.accounts.service.people import record_consent
from app.accounts.service.roles import grant_role
from app.accounts.types import ParentWord, Relation
from app.infra.database import db as database
from app.infra.database import write_tx
from app.infra.jobs import plan_day, run_all
from app.infra.outbox import Channel, send
from app.kernel import clock as house_clock
from app.kernel.clock import TASHKENT
from app.kernel.locale import UZ
from app.kernel.permissions import Role
from app.quizzes.models import Answer
from tests.support.certified import keep_print
from tests.support.learner import COURSE, PASSWORD, codes, pass_quiz, sign_up
from tests.support.reader import Reader

NAME, PHONE, LOGIN = "Zulhumor Xoʻjandiyeva", "+998917776655", "91 777 66 55"
MOTHER = "Qumrixon Xoʻjandiyeva"
TELLING = ("Zulhumor", "Xoʻjandiyeva", "917776655", "Qumrixon")
"""No other test says these words: found anywhere, they are this person's."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who it is, and the browser that they sit at."""

    reader: Reader
    person_id: str
    ids: tuple[str, ...]
    code: str


@pytest.fixture
def morning(clock):
    """A day at ten in Tashkent, so that no night falls by chance."""
    clock.set(datetime(2026, 12, 1, 10, 0, tzinfo=TASHKENT))
    return clock


@pytest.fixture
def lived(app, morning):
    """The person, with a row in every table that can hold one of theirs."""
    reader, phone = Reader(app), Reader(app)
    sign_up(reader, name=NAME, login=LOGIN)
    pass_quiz(reader)
    code = codes(app)[-1]
    keep_print(app, code)
    reader.get("/uz/me/")
    reader.submit("/hide")

    lesson = next(link for link in phone.get(COURSE).addresses if link.startswith(COURSE) and link != COURSE)
    phone.get(lesson)
    phone.submit("/done")
    phone.get("/uz/sign-in/")
    phone.submit("/sign-in/", login=LOGIN, password=PASSWORD, bring="y")
    with app.app_context():
        person_id = database.session.scalars(select(Account.person_id).where(Account.phone == PHONE)).one()
        with write_tx():
            grant_role(person_id, Role.TRAINER)
            database.session.execute(update(RoleGrant).values(revoked_at=house_clock.now()))
            record_consent(person_id, UZ, ParentWord(name=MOTHER, relation=Relation.MOTHER))
            send(channel=Channel.SMS, address=PHONE, text=f"Salom, {NAME}!", purpose="test", person_id=person_id)
            send(channel=Channel.SMS, address=PHONE, text="Kod: 123456", purpose="test")
            answer = database.session.scalars(select(Answer).limit(1)).one()
            answer.response = {"text": NAME}
        run_all()
        ids = list_ids(person_id)
    reader.get("/uz/sign-in/")
    reader.submit("/sign-in/", login=LOGIN, password=PASSWORD)
    return Person(reader=reader, person_id=person_id, ids=ids, code=code)


def nights(app, clock, count):
    """So many nights pass, each with the work that it brings."""
    if has_app_context():
        database.session.rollback()
    for _ in range(count):
        clock.shift(days=1)
        with app.app_context():
            plan_day()
            run_all()
