"""Who may give what where, and that somebody always administers the site."""

from datetime import timedelta

import pytest

from app.accounts.queries.roles import list_grants, list_roles
from app.accounts.queries.sessions import find_session
from app.accounts.rules.granting import may_grant, outranks
from app.accounts.service.disabling import OwnAccountError, disable_account, enable_account
from app.accounts.service.roles import (
    HeldAlreadyError,
    LastAdministratorError,
    OwnRoleError,
    grant_role,
    take_role,
)
from app.accounts.service.sessions import hash_token, open_session
from app.accounts.types import DisableReason, Way
from app.infra.audit import list_entries
from app.infra.database import write_tx
from app.kernel import clock as house_clock
from app.kernel.errors import NotFoundError
from app.kernel.permissions import SITE, STAFF, Grant, Role, Scope, ScopeKind
from tests.support.certified import person_named

HERE, ELSEWHERE = (Scope(kind=ScopeKind.REGION, key=key) for key in ("UZ-BU", "UZ-AN"))
COURSE = Scope(kind=ScopeKind.COURSE, key="my-gov-uz")
CENTRE = Scope(kind=ScopeKind.CENTRE, key="c")


def held(role, scope=SITE):
    return (Grant(role=role, scope=scope),)


@pytest.mark.parametrize("scope", [SITE, HERE, COURSE])
def test_an_administrator_of_the_site_gives_every_role_everywhere(scope):
    assert all(may_grant(held(Role.ADMINISTRATOR), role, scope) for role in STAFF)


@pytest.mark.parametrize(("scope", "may_it"), [(HERE, True), (ELSEWHERE, False), (SITE, False), (COURSE, False)])
def test_an_administrator_of_a_region_gives_inside_it_only(scope, may_it):
    assert may_grant(held(Role.ADMINISTRATOR, HERE), Role.ADMINISTRATOR, scope) is may_it


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_nobody_else_gives_anything(role):
    assert not any(may_grant(held(role), one, scope) for one in Role for scope in (SITE, HERE, COURSE))


def test_a_role_in_a_centre_is_given_here_one_in_a_group_on_the_page_of_the_group():
    assert may_grant(held(Role.ADMINISTRATOR), Role.MANAGER, CENTRE)
    assert not may_grant(held(Role.ADMINISTRATOR), Role.TRAINER, Scope(kind=ScopeKind.COHORT, key="g"))
    assert not may_grant(held(Role.ADMINISTRATOR), Role.LEARNER, SITE)


def test_who_reaches_further_is_not_for_an_administrator_of_a_region():
    own = held(Role.ADMINISTRATOR, HERE)
    assert outranks(held(Role.TRAINER), own)
    assert outranks(held(Role.AUTHOR, COURSE), own)
    assert not outranks(held(Role.ADMINISTRATOR, HERE), own)
    assert not outranks(held(Role.ADMINISTRATOR), held(Role.ADMINISTRATOR))


def test_a_role_ends_by_itself(app, db, clock):
    person = person_named("Olim Saidov")
    with write_tx():
        grant_role(person, Role.TRAINER, ends_at=house_clock.now() + timedelta(days=2))
    assert list_grants(person)
    clock.shift(days=3)
    assert list_grants(person) == ()
    with write_tx():
        grant_role(person, Role.TRAINER)
    assert len(list_roles(person)) == 1, "what is over may be given anew"


def test_the_same_role_is_not_given_twice(app, db):
    person = person_named("Olim Saidov")
    with write_tx():
        grant_role(person, Role.TRAINER, HERE)
        grant_role(person, Role.TRAINER, ELSEWHERE)
    with pytest.raises(HeldAlreadyError), write_tx():
        grant_role(person, Role.TRAINER, HERE)


def test_au09_giving_and_taking_end_the_sessions(app, db):
    person, giver = person_named("Olim Saidov"), person_named("Karim Rasulov")

    def token():
        with write_tx():
            return hash_token(open_session(person, Way.PASSWORD))

    before = token()
    with write_tx():
        grant_role(person, Role.TRAINER, granted_by=giver)
    between = token()
    with write_tx():
        take_role(person, list_roles(person)[0].id, taken_by=giver)
    assert not find_session(before).is_live
    assert not find_session(between).is_live
    entries = list_entries(limit=2)
    assert [(one.action, one.actor_id, one.subject_id) for one in entries] == [
        ("accounts.role-taken", giver, person),
        ("accounts.role-granted", giver, person),
    ]


def test_a_role_is_taken_from_its_holder_only(app, db):
    person, other = person_named("Olim Saidov"), person_named("Karim Rasulov")
    with write_tx():
        grant_role(person, Role.TRAINER)
    grant = list_roles(person)[0].id
    with pytest.raises(NotFoundError), write_tx():
        take_role(other, grant, taken_by=other)


def test_ad04_somebody_always_administers_the_site(app, db):
    first, second, regional = (person_named(name) for name in ("Olim Saidov", "Karim Rasulov", "Lola Umarova"))
    with write_tx():
        grant_role(first, Role.ADMINISTRATOR)
        grant_role(second, Role.ADMINISTRATOR, ends_at=house_clock.now() + timedelta(days=2))
        grant_role(regional, Role.ADMINISTRATOR, HERE)
    grant = list_roles(first)[0].id
    with pytest.raises(OwnRoleError), write_tx():
        take_role(first, grant, taken_by=first)
    for attempt in (
        lambda: take_role(first, grant, taken_by=second),
        lambda: disable_account(first, DisableReason.LEFT, by=second),
    ):
        with pytest.raises(LastAdministratorError), write_tx():
            attempt()
    with pytest.raises(OwnAccountError), write_tx():
        disable_account(first, DisableReason.LEFT, by=first)
    third = person_named("Anvar Qodirov")
    with write_tx():
        grant_role(third, Role.ADMINISTRATOR)
        take_role(first, grant, taken_by=third)
    assert list_grants(first) == ()


def test_ad04_a_closed_account_administers_nothing(app, db):
    first, second = person_named("Olim Saidov"), person_named("Karim Rasulov")
    with write_tx():
        grant_role(first, Role.ADMINISTRATOR)
        grant_role(second, Role.ADMINISTRATOR)
        disable_account(second, DisableReason.ASKED, by=first)
    with pytest.raises(LastAdministratorError), write_tx():
        take_role(first, list_roles(first)[0].id, taken_by=second)
    with write_tx():
        enable_account(second, by=first)
        disable_account(first, DisableReason.ASKED, by=second)
