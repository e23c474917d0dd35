"""People for tests: one demo person a role, and readers who are signed in as them."""

import pyotp
from flask import Flask
from sqlalchemy import update

from app.accounts.models.second_step import SecondStep
from app.accounts.queries.people import find_credentials
from app.accounts.queries.second_step import find_step, secret_of
from app.accounts.rules.logins import normalise_login
from app.infra.database import db, write_tx
from app.kernel import clock
from tests.support.reader import Reader


def demo_people(app: Flask) -> dict[str, tuple[str, str]]:
    """Login and password of each role, made by the operator's own command."""
    answer = app.test_cli_runner().invoke(args=["accounts", "create-demo"])
    assert answer.exit_code == 0, answer.output
    words = (line.split() for line in answer.output.splitlines())
    return {role: (login, password) for role, login, password in (line for line in words if len(line) == 3)}


def signed_in(reader: Reader, login: str, password: str) -> Reader:
    """The reader, having come in by the form; staff have passed the second step, so that their roles are awake."""
    reader.get("/uz/sign-in/")
    reader.submit("/sign-in/", login=login, password=password)
    if code := code_of(reader.app, login):
        here = reader.page
        reader.get("/uz/second-step/")
        reader.submit("/second-step/", code=code)
        reader.get(here.path)
    return reader


def code_of(app: Flask, login: str) -> str | None:
    """The code of the moment of somebody with a second step; None for all others.

    Tests sign in more often than people: a code that was used half a minute ago is taken again.
    """
    with app.app_context():
        known = find_credentials(normalise_login(login) or "")
        step = find_step(known.person_id) if known else None
        if step is None:
            return None
        secret = secret_of(step)
        with write_tx():
            db.session.execute(update(SecondStep).values(last_step=0))
    return pyotp.TOTP(secret).at(clock.now())


def newcomer(reader: Reader, login: str = "90 123 45 67") -> Reader:
    """The reader, having made an account by the form."""
    reader.get("/uz/sign-up/")
    reader.submit("/sign-up/", name="Nodira Karimova", login=login, password="oltin baliq 7", age="grown", consent="y")
    return reader
