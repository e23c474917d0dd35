"""Every route against every role, from the table that the routes themselves declare."""

import pytest
from werkzeug.routing import BuildError

from app.kernel.permissions import HELD, Circle, Permission, Role
from tests.support.people import demo_people, signed_in

ARGUMENTS = {
    "lang": "uz",
    "course": "x",
    "lesson": "x",
    "quiz": "x",
    "attempt": "x",
    "number": 1,
    "code": "x",
    "token": "x",
}
ROLES = [None, *Role]


def guarded(app):
    """Routes that are not for everyone: endpoint, method, address, who."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        who = app.extensions["policies"][rule.endpoint].who
        if who is Circle.EVERYONE:
            continue
        values = {name: ARGUMENTS.get(name, "x") for name in rule.arguments}
        try:
            yield adapter.build(rule.endpoint, values), rule.methods & {"GET", "POST"}, who
        except BuildError as error:
            raise AssertionError(f"give ARGUMENTS what {rule.rule} needs") from error


def expected(who, role):
    """Whether the door lets this role in."""
    if role is None:
        return False
    return who is Circle.SIGNED_IN or (isinstance(who, Permission) and who in HELD[role])


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_ad01_a_route_lets_in_whom_it_names_and_nobody_else(app, reader, role):
    if role is not None:
        signed_in(reader, *demo_people(app)[role])
    token = reader.get("/uz/me/").soup.find("input", attrs={"name": "_token"})["value"]
    for path, methods, who in guarded(app):
        for method in methods:
            answer = reader.client.open(path, method=method, data={"_token": token} if method == "POST" else None)
            is_refused = answer.status_code in {401, 403} or "/sign-in/" in answer.headers.get("Location", "")
            assert is_refused is not expected(who, role), f"{method} {path} for {role}: {answer.status_code}"


def test_au21_a_post_without_proof_changes_nothing(app, reader):
    signed_in(reader, *demo_people(app)["learner"])
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods:
            values = {name: ARGUMENTS.get(name, "x") for name in rule.arguments}
            path = adapter.build(rule.endpoint, values, method="POST")
            assert reader.client.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400, path
            assert reader.client.post(path, headers={"Origin": "https://evil.example"}).status_code == 400, path
