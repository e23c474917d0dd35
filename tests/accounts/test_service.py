"""People as rows: one account a phone, sessions that end, tries that are counted, visitors carried over."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models.people import Account, Consent, Joining, Person
from app.accounts.models.sessions import SignInTry, UserSession
from app.accounts.queries.people import find_credentials, find_profile, ids_of
from app.accounts.queries.roles import list_grants
from app.accounts.queries.sessions import find_session
from app.accounts.service.people import (
    LoginTakenError,
    add_person,
    edit_profile,
    join_visitor,
    open_account,
    rename,
    set_language,
)
from app.accounts.service.roles import grant_role
from app.accounts.service.sessions import (
    begin_try,
    end_session,
    end_sessions,
    hash_login,
    hash_token,
    open_session,
    settle_try,
)
from app.accounts.types import NOTICE_VERSION, SESSION_LENGTH, Way
from app.infra.database import count, write_tx
from app.kernel import clock as kernel_clock
from app.kernel.errors import NotFoundError, TooManyError
from app.kernel.locale import RU, UZ
from app.kernel.permissions import SITE, Grant, Permission, Role, Scope, ScopeKind, may, may_somewhere

PHONE = "+998901234567"


def account(phone=PHONE, *, person_id=None, email=None, name="Nodira Karimova", language=UZ):
    """An account, in a transaction of its own; the answer is the person's id."""
    with write_tx():
        return open_account(
            person_id,
            name=name,
            phone=phone,
            email=email,
            password_hash="not a hash",
            region="",
            district="",
            language=language,
        ).person_id


def visitor():
    with write_tx():
        return add_person(UZ).id


def session_of(person_id):
    with write_tx():
        return open_session(person_id, Way.PASSWORD)


def facts(token):
    return find_session(hash_token(token))


def run_at_once(app, calls):
    """What each call answered or raised, all of them having started together."""
    gate, answers = threading.Barrier(len(calls)), []

    def one(call):
        with app.app_context():
            gate.wait()
            try:
                answers.append(call())
            except Exception as error:  # noqa: BLE001 - what is raised is the answer
                answers.append(error)

    threads = [threading.Thread(target=one, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_an_account_keeps_the_consent_with_the_notice_and_its_language(db):
    person_id = account(language=RU)
    kept = db.session.scalars(select(Consent)).one()
    assert (kept.person_id, kept.notice, kept.language) == (person_id, NOTICE_VERSION, "ru")
    assert kept.given_at <= kernel_clock.now()


def test_a_visitor_who_signs_up_stays_the_same_person(db):
    before = visitor()
    assert account(person_id=before) == before
    assert count(Person) == 1


def test_a_second_account_of_one_person_is_refused(db):
    person_id = account()
    with pytest.raises(LoginTakenError):
        account("+998901112233", person_id=person_id)


@pytest.mark.parametrize(("phone", "email"), [(PHONE, None), (None, "ali@mail.uz")])
def test_a_phone_or_an_email_opens_one_account_and_a_refusal_leaves_nothing(db, phone, email):
    account(phone, email=email)
    with pytest.raises(LoginTakenError):
        account(phone, email=email)
    assert (count(Account), count(Person), count(Consent)) == (1, 1, 1)


def test_people_without_a_phone_do_not_stand_in_each_others_way(db):
    account(None, email="ali@mail.uz")
    account(None, email="vali@mail.uz")
    assert count(Account) == 2


def test_au13_of_many_registrations_at_once_exactly_one_succeeds(app, db):
    answers = run_at_once(app, [account] * 6)
    assert sorted(type(answer).__name__ for answer in answers) == ["LoginTakenError"] * 5 + ["str"]
    assert (count(Account), count(Person)) == (1, 1)


def test_a_token_is_kept_only_as_its_hash(db):
    token = session_of(account())
    row = db.session.scalars(select(UserSession)).one()
    assert token not in (row.token_hash, row.id)
    assert len(token) >= 22, "128 random bits at least"
    assert facts(token).is_live
    assert facts(row.token_hash) is None


def test_a_session_lives_its_time_and_no_longer(db, clock):
    token = session_of(account())
    clock.shift(days=SESSION_LENGTH.days, minutes=-1)
    assert facts(token).is_live
    clock.shift(minutes=2)
    assert not facts(token).is_live


def test_au08_an_ended_session_stays_ended(db):
    token = session_of(account())
    session_id = facts(token).session_id
    for _ in range(2):
        with write_tx():
            end_session(session_id)
    assert not facts(token).is_live


def test_all_sessions_of_a_person_end_and_nobody_elses(db):
    person_id, other = account(), account("+998901112233")
    here, there, stranger = session_of(person_id), session_of(person_id), session_of(other)
    with write_tx():
        end_sessions(person_id)
    assert [facts(token).is_live for token in (here, there, stranger)] == [False, False, True]


def test_au09_a_new_role_ends_the_persons_sessions(db):
    person_id = account()
    token = session_of(person_id)
    with write_tx():
        grant_role(person_id, Role.TRAINER)
    assert not facts(token).is_live


def test_au09_a_disabled_account_has_no_session_and_no_credentials(db):
    person_id = account()
    token = session_of(person_id)
    with write_tx():
        db.session.scalars(select(Account)).one().disabled_at = kernel_clock.now()
    assert not facts(token).is_live
    assert facts(token).has_account
    assert find_credentials(PHONE) is None


def test_a_role_holds_in_its_scope_and_nowhere_else(db):
    person_id = account()
    course = Scope(kind=ScopeKind.COURSE, key="my-gov-uz")
    with write_tx():
        grant_role(person_id, Role.TRAINER, course)
    grants = list_grants(person_id)
    assert grants == (Grant(role=Role.TRAINER, scope=course),)
    assert may(grants, Permission.TEACH, course)
    assert not may(grants, Permission.TEACH, Scope(kind=ScopeKind.COURSE, key="another"))
    assert not may(grants, Permission.TEACH, Scope(kind=ScopeKind.CENTRE, key="my-gov-uz"))
    assert not may(grants, Permission.TEACH)
    assert not may(grants, Permission.MANAGE_PEOPLE, course)


@pytest.mark.parametrize("kind", [kind for kind in ScopeKind if kind is not ScopeKind.SITE])
def test_the_whole_site_reaches_every_place_and_no_place_reaches_the_site(kind):
    place = Scope(kind=kind, key="x")
    assert may([Grant(role=Role.TRAINER, scope=SITE)], Permission.TEACH, place)
    assert may([Grant(role=Role.TRAINER, scope=place)], Permission.TEACH, Scope(kind=kind, key="y"), place)
    assert not may([Grant(role=Role.TRAINER, scope=place)], Permission.TEACH)
    assert may_somewhere([Grant(role=Role.TRAINER, scope=place)], Permission.TEACH)
    assert not may_somewhere([Grant(role=Role.TRAINER, scope=place)], Permission.MANAGE_PEOPLE)


def test_a_role_with_an_end_is_held_until_then(db, clock):
    clock.set(kernel_clock.now())
    person_id = account()
    with write_tx():
        grant_role(person_id, Role.TRAINER, ends_at=kernel_clock.now() + timedelta(days=1))
    assert len(list_grants(person_id)) == 1
    clock.shift(days=1, seconds=1)
    assert list_grants(person_id) == ()


def test_only_an_administrator_manages_people_and_revokes():
    for role in Role:
        grants = (Grant(role=role, scope=SITE),)
        for permission in (Permission.MANAGE_PEOPLE, Permission.REVOKE_CERTIFICATES, Permission.PUBLISH):
            assert may(grants, permission) is (role is Role.ADMINISTRATOR)


def test_au02_five_tries_are_judged_and_the_sixth_is_not_for_a_quarter_of_an_hour(db, clock):
    clock.set(kernel_clock.now())
    for _ in range(5):
        with write_tx():
            begin_try(PHONE)
    with pytest.raises(TooManyError) as refused, write_tx():
        begin_try(PHONE)
    assert refused.value.retry_after == 15 * 60
    assert count(SignInTry) == 5, "a refused try is not counted"
    clock.shift(minutes=15)
    with write_tx():
        begin_try(PHONE)


def test_au02_a_lock_holds_one_login_only(db):
    for _ in range(5):
        with write_tx():
            begin_try(PHONE)
    with write_tx():
        begin_try("+998901112233")


def test_a_right_password_wipes_the_failures_before_it(db):
    for _ in range(3):
        with write_tx():
            begin_try(PHONE)
    with write_tx():
        settle_try(begin_try(PHONE))
    for _ in range(5):
        with write_tx():
            begin_try(PHONE)
    with pytest.raises(TooManyError), write_tx():
        begin_try(PHONE)


def test_au05_fifty_tries_at_once_are_judged_five_times(app, db):
    def one():
        with write_tx():
            return begin_try(PHONE)

    answers = run_at_once(app, [one] * 50)
    assert sum(isinstance(answer, str) for answer in answers) == 5
    assert sum(isinstance(answer, TooManyError) for answer in answers) == 45
    assert count(SignInTry) == 5


def test_the_table_of_tries_tells_nobodys_number(db):
    with write_tx():
        begin_try(PHONE)
    kept = db.session.scalars(select(SignInTry)).one().login_hash
    assert kept == hash_login(PHONE)
    assert "901234567" not in kept
    assert len(kept) == 64


def test_a_joined_visitor_and_the_person_are_one_from_either_id(db):
    person_id, before = account(), visitor()
    with write_tx():
        join_visitor(before, person_id)
    for id_ in (person_id, before):
        assert set(db.session.scalars(select(Person.id).where(Person.id.in_(ids_of(id_))))) == {person_id, before}
        assert find_profile(id_).person_id == person_id
    fact = db.session.scalars(select(Joining)).one()
    assert (fact.person_id, fact.visitor_id) == (person_id, before)


def test_joining_twice_is_joining_once(db):
    person_id, before = account(), visitor()
    for _ in range(2):
        with write_tx():
            join_visitor(before, person_id)
    with write_tx():
        join_visitor(person_id, person_id)
    assert count(Joining) == 1


def test_a_visitor_joined_to_one_person_is_not_taken_by_another(db):
    first, second, before = account(), account("+998901112233"), visitor()
    for person_id in (first, second):
        with write_tx():
            join_visitor(before, person_id)
    assert set(db.session.scalars(select(Person.id).where(Person.id.in_(ids_of(second))))) == {second}


def test_nobody_with_an_account_is_ever_joined_to_another(db):
    first, second = account(), account("+998901112233")
    with write_tx():
        join_visitor(first, second)
    assert count(Joining) == 0


def test_people_change_what_they_said_about_themselves(db):
    person_id = account()
    with write_tx():
        edit_profile(person_id, name="Nodira Aliyeva", region="UZ-TK", district="")
        set_language(person_id, RU)
    profile = find_profile(person_id)
    assert (profile.name, profile.region, profile.language) == ("Nodira Aliyeva", "UZ-TK", RU)
    with write_tx():
        rename(person_id, "Nodira Valiyeva")
    db.session.expire_all()
    assert find_profile(person_id).name == "Nodira Valiyeva"


@pytest.mark.parametrize(
    "change", [lambda id_: rename(id_, "Ali"), lambda id_: edit_profile(id_, name="Ali", region="", district="")]
)
def test_a_visitor_has_no_name_to_change(db, change):
    before = visitor()
    with pytest.raises(NotFoundError), write_tx():
        change(before)


def test_a_session_that_nobody_was_given_leads_nowhere(db):
    assert facts("") is None
    assert facts("\udcff" * 40) is None
