"""Two accounts made one, and told apart again: every id goes by what it went by before, whatever was done meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.models.merging import Merging, Unmerging
from app.accounts.models.people import Person
from app.accounts.queries.merging import find_canonical, list_ids, list_mergings
from app.accounts.queries.people import find_credentials, find_profile, get_credentials_behind
from app.accounts.queries.roles import list_grants
from app.accounts.queries.sessions import find_session
from app.accounts.service.disabling import OwnAccountError, disable_account
from app.accounts.service.merging import (
    ClosedAccountError,
    MergedFurtherError,
    OnePersonError,
    merge_accounts,
    unmerge_accounts,
)
from app.accounts.service.people import add_person, join_visitor
from app.accounts.service.roles import LastAdministratorError, grant_role
from app.accounts.service.sessions import hash_token, open_session
from app.accounts.types import DisableReason, Way
from app.certificates.queries.records import list_of_person
from app.courses.queries import list_done
from app.courses.service import complete_lesson
from app.infra.audit import list_entries
from app.infra.database import count, write_tx
from app.kernel.errors import NotFoundError
from app.kernel.ids import new_id
from app.kernel.locale import UZ
from app.kernel.permissions import Role
from tests.support.certified import certify, person_named
from tests.support.cleaning import empty_all_tables

BY = new_id()
COURSE = "my-gov-uz"


def canonicals(db):
    db.session.rollback()
    return {row.id: row.canonical_id for row in db.session.execute(select(Person.id, Person.canonical_id))}


def two():
    return person_named("Nodira Karimova", phone="+998901234567"), person_named("Nodira opa", phone="+998901234568")


def merged(a, b):
    with write_tx():
        return merge_accounts(a, b, by=BY)


def unmerged(merging):
    with write_tx():
        unmerge_accounts(merging, by=BY)


def done(person_id, lesson):
    with write_tx():
        complete_lesson(person_id, COURSE, lesson, UZ)


def visitor_of(login_id):
    """A visitor who comes in with this login and brings along what they did."""
    with write_tx():
        visitor = add_person(UZ).id
        join_visitor(visitor, login_id)
        return visitor


def test_both_learning_records_are_one(app, db):
    a, b = two()
    done(a, "tour")
    done(b, "payment")
    merged(a, b)
    for one in (a, b):
        assert list_done(one, COURSE) == {"tour", "payment"}
        assert find_profile(one).name == "Nodira Karimova"


def test_both_logins_still_sign_in_as_the_one_person(app, db):
    a, b = two()
    merged(a, b)
    known = find_credentials("+998901234568")
    with write_tx():
        token = open_session(known.person_id, Way.PASSWORD)
    facts = find_session(hash_token(token))
    assert (facts.person_id, facts.name, facts.is_live) == (a, "Nodira Karimova", True)
    assert get_credentials_behind(facts.session_id).login == "+998901234568", "each login keeps its own password"


def test_certificates_of_both_show_and_no_new_one_is_made(app, db):
    a, b = two()
    codes = {certify(app, a), certify(app, b)}
    merged(a, b)
    assert {one.code for one in list_of_person(a)} == codes


def test_roles_pass_neither_from_the_joined_nor_to_it(app, db):
    a, b = two()
    with write_tx():
        grant_role(a, Role.TRAINER)
        grant_role(b, Role.AUTHOR)
    merging = merged(a, b)
    assert [one.role for one in list_grants(a)] == [Role.TRAINER]
    with write_tx():
        tokens = {one: open_session(one, Way.PASSWORD) for one in (a, b)}
    assert find_session(hash_token(tokens[a])).has_grants
    assert not find_session(hash_token(tokens[b])).has_grants, "the other login wakes no roles"
    unmerged(merging)
    assert [one.role for one in list_grants(b)] == [Role.AUTHOR], "they wake again"


def test_the_sessions_of_both_end_at_both(app, db):
    a, b = two()

    def tokens():
        with write_tx():
            return [hash_token(open_session(one, Way.PASSWORD)) for one in (a, b)]

    before = tokens()
    merging = merged(a, b)
    meanwhile = tokens()
    unmerged(merging)
    assert not any(find_session(token).is_live for token in (*before, *meanwhile))


def test_what_was_done_since_stays_and_what_was_before_goes_back(app, db):
    a, b = two()
    done(a, "tour")
    done(b, "payment")
    merging = merged(a, b)
    done(find_session_person(b), "application")
    unmerged(merging)
    assert list_done(b, COURSE) == {"payment"}
    assert "tour" in list_done(a, COURSE)
    assert "payment" not in list_done(a, COURSE)
    assert len(list_done(a, COURSE)) == 2


def find_session_person(login_id):
    """Under which id somebody with this login writes."""
    with write_tx():
        token = open_session(login_id, Way.PASSWORD)
    return find_session(hash_token(token)).person_id


def test_a_visitor_brought_along_to_the_joined_login_goes_with_it(app, db):
    a, b = two()
    merging = merged(a, b)
    to_a, to_b = visitor_of(a), visitor_of(b)
    assert {find_canonical(to_a), find_canonical(to_b)} == {a}
    unmerged(merging)
    assert (find_canonical(to_a), find_canonical(to_b)) == (a, b)


def test_a_chain_is_undone_from_its_end(app, db):
    a, b = two()
    c = person_named("Nodira K.", phone="+998901234569")
    before = canonicals(db)
    first = merged(a, b)
    middle = canonicals(db)
    second = merged(c, a)
    assert set(list_ids(c)) == {a, b, c}
    with pytest.raises(MergedFurtherError), write_tx():
        unmerge_accounts(first, by=BY)
    unmerged(second)
    assert canonicals(db) == middle
    unmerged(first)
    assert canonicals(db) == before


def test_two_joined_to_one_are_told_apart_in_any_order(app, db):
    a, b = two()
    c = person_named("Nodira K.", phone="+998901234569")
    before = canonicals(db)
    first, second = merged(a, b), merged(a, c)
    unmerged(first)
    assert find_canonical(c) == a
    unmerged(second)
    assert canonicals(db) == before


def test_undoing_twice_changes_nothing(app, db):
    a, b = two()
    merging = merged(a, b)
    unmerged(merging)
    again = merged(b, a)
    unmerged(merging)
    assert find_canonical(a) == b
    assert count(Unmerging) == 1
    assert [one.id for one in list_mergings(b)] == [again]
    assert list_mergings(a) == ()


def test_nobody_is_merged_into_themselves_even_by_another_id(app, db):
    a, b = two()
    with pytest.raises(OnePersonError), write_tx():
        merge_accounts(a, a, by=BY)
    merged(a, b)
    for pair in ((a, b), (b, a)):
        with pytest.raises(OnePersonError), write_tx():
            merge_accounts(*pair, by=BY)
    assert count(Merging) == 1


def test_who_may_not_be_merged(app, db):
    a, b = two()
    for by in (a, b):
        with pytest.raises(OwnAccountError), write_tx():
            merge_accounts(a, b, by=by)
    with write_tx():
        visitor = add_person(UZ).id
        disable_account(b, DisableReason.RULES, by=BY)
    for other in (b, visitor):
        with pytest.raises(ClosedAccountError), write_tx():
            merge_accounts(a, other, by=BY)
    with pytest.raises(NotFoundError), write_tx():
        merge_accounts(a, new_id(), by=BY)


def test_ad04_the_last_administrator_is_not_merged_away(app, db):
    a, b = two()
    with write_tx():
        grant_role(b, Role.ADMINISTRATOR)
    with pytest.raises(LastAdministratorError), write_tx():
        merge_accounts(a, b, by=BY)


def test_it_is_written_down_by_ids_only(app, db):
    a, b = two()
    unmerged(merged(a, b))
    entries = list_entries(limit=2)
    assert [one.action for one in entries] == ["accounts.unmerged", "accounts.merged"]
    assert all((one.actor_id, one.subject_id, one.facts["other"]) == (BY, a, b) for one in entries)


def test_two_at_the_same_instant_make_no_circle(app, db):
    a, b = two()
    db.session.rollback()

    def join(pair):
        with app.app_context(), write_tx():
            try:
                return merge_accounts(*pair, by=BY)
            except OnePersonError:
                return None

    with ThreadPoolExecutor() as pool:
        made = [one for one in pool.map(join, [(a, b), (b, a)] * 3) if one]
    assert len(made) == 1
    assert len(set(canonicals(db).values())) == 1
    unmerged(made[0])
    assert canonicals(db) == {a: a, b: b}


PEOPLE = 4
STEPS = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1), st.booleans()), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_merging_and_unmerging_give_every_id_what_it_went_by(app, db, steps):
    """Whatever was merged before, one merging more and its undoing change nothing; undone in turn, nothing is left."""
    empty_all_tables()
    people = [person_named(f"Odam {'abcd'[one]}", phone=f"+99890123456{one}") for one in range(PEOPLE)]
    states = [canonicals(db)]
    mergings = []
    for one, other, brings_visitor in steps:
        try:
            merging = merged(people[one], people[other])
        except OnePersonError:
            continue
        mergings.append(merging)
        if brings_visitor:
            visitor_of(people[other])
        states.append(canonicals(db))
    for number in range(len(mergings), 0, -1):
        unmerged(mergings[number - 1])
        now = canonicals(db)
        assert {id_: now[id_] for id_ in states[number - 1]} == states[number - 1]
