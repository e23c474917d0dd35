"""The operator's commands: the first administrator, and demo people."""

import pytest
from sqlalchemy import select

from app.accounts.cli import DEMO_PEOPLE
from app.accounts.models.people import Account
from app.accounts.models.roles import RoleGrant
from app.accounts.queries.people import find_credentials, find_profile
from app.accounts.queries.roles import list_grants
from app.infra.database import count
from app.infra.passwords import is_password
from app.kernel.permissions import SITE, Grant, Role
from tests.support.people import demo_people, signed_in

GOOD = {"--name": "Malika Yo'ldosheva", "--login": "90 123 45 67", "--password": "choynak va piyola"}


def create_admin(app, **changed):
    given = GOOD | {f"--{name}": value for name, value in changed.items()}
    return app.test_cli_runner().invoke(
        args=["accounts", "create-admin", *(part for pair in given.items() for part in pair)]
    )


def test_the_first_administrator_is_made_by_the_operator(app, db):
    answer = create_admin(app)
    assert answer.exit_code == 0, answer.output
    known = find_credentials("+998901234567")
    assert is_password("choynak va piyola", known.password_hash)
    assert list_grants(known.person_id) == (Grant(role=Role.ADMINISTRATOR, scope=SITE),)
    assert find_profile(known.person_id).name == "Malika Yoʻldosheva"


def test_an_administrator_may_sign_in_with_an_email(app, db):
    assert create_admin(app, login="Admin@Savodxon.uz").exit_code == 0
    kept = db.session.scalars(select(Account)).one()
    assert (kept.phone, kept.email) == (None, "admin@savodxon.uz")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "A"),
        ("name", "\0\0\0\0"),
        ("login", "admin"),
        ("login", ""),
        ("password", "short"),
        ("password", "parol123"),
        ("password", "901234567"),
    ],
)
def test_what_no_form_would_take_is_refused_here_too(app, db, field, value):
    answer = create_admin(app, **{field: value})
    assert answer.exit_code == 2, answer.output
    assert field in answer.output
    assert count(Account) == 0


def test_a_second_administrator_with_the_same_login_is_refused(app, db):
    create_admin(app)
    answer = create_admin(app, login="+998 90 123-45-67", name="Boshqa odam")
    assert answer.exit_code == 1
    assert "Traceback" not in answer.output
    assert (count(Account), count(RoleGrant)) == (1, 1)


def test_demo_people_are_one_a_role_and_can_sign_in(app, reader):
    people = demo_people(app)
    assert set(people) == set(Role)
    for login, password in people.values():
        page = signed_in(reader.stranger(), login, password).page
        assert page.path == "/uz/me/"


def test_demo_people_are_made_once_and_told_each_time(app, db):
    first, second = demo_people(app), demo_people(app)
    assert first == second
    people = len(DEMO_PEOPLE)
    assert (count(Account), count(RoleGrant)) == (people, people - 1), "whoever has an account is a learner"


def test_demo_passwords_are_not_to_be_guessed(app):
    passwords = [password for _login, password in demo_people(app).values()]
    assert len(set(passwords)) == len(DEMO_PEOPLE)
    assert all(len(password) >= 12 for password in passwords)
