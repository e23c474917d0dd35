"""Asking for one's data, and for being forgotten: each once, in time, and only by whom it concerns."""

import pytest

from app.accounts.service.people import add_person
from app.accounts.service.roles import grant_role
from app.infra.database import db as database
from app.infra.database import write_tx
from app.infra.jobs import Job, run_all
from app.infra.storage import MissingFileError
from app.infra.vault import get_vault
from app.kernel.errors import TooManyError
from app.kernel.locale import RU, UZ
from app.kernel.permissions import Role
from app.privacy.models import Export, Wish
from app.privacy.queries import find_export, find_wish, list_due
from app.privacy.service import (
    ask_export,
    erase_as_wished,
    fetch_export,
    forget_exports,
    wish_erasure,
    withdraw_wish,
)
from app.privacy.types import ExportState, HoldsRolesError, NotReadyError, WishOverError
from tests.privacy.conftest import nights


@pytest.fixture
def person_id(db, morning):
    """Somebody without an account: all of this is theirs as well."""
    with write_tx():
        return add_person(UZ).id


def ask(person_id):
    with write_tx():
        ask_export(person_id, UZ)


def fetch(person_id):
    with write_tx():
        return fetch_export(person_id)


def test_an_archive_is_made_by_a_job_and_given_out_once(person_id):
    assert find_export(person_id) is None
    ask(person_id)
    assert find_export(person_id).state is ExportState.MAKING
    with pytest.raises(NotReadyError):
        fetch(person_id)
    run_all()
    assert find_export(person_id).state is ExportState.READY
    assert get_vault().get(fetch(person_id)).startswith(b"PK")
    assert find_export(person_id).state is ExportState.FETCHED
    with pytest.raises(NotReadyError):
        fetch(person_id)


def test_asking_again_while_one_is_made_or_waits_makes_no_other(person_id):
    ask(person_id)
    ask(person_id)
    run_all()
    ask(person_id)
    assert database.session.query(Export).count() == 1


def test_five_archives_a_day_are_enough(person_id):
    for _ in range(5):
        ask(person_id)
        run_all()
        fetch(person_id)
    with pytest.raises(TooManyError):
        ask(person_id)


def test_an_archive_that_takes_long_is_said_to_be_late_and_may_be_asked_for_again(person_id, clock):
    ask(person_id)
    clock.shift(minutes=16)
    assert find_export(person_id).state is ExportState.LATE
    ask(person_id)
    assert database.session.query(Export).count() == 2


def test_an_archive_is_over_after_a_day_and_its_file_is_gone(person_id, clock):
    ask(person_id)
    run_all()
    token = database.session.query(Export).one().file_token
    clock.shift(hours=24, seconds=1)
    assert find_export(person_id) is None
    with pytest.raises(NotReadyError):
        fetch(person_id)
    run_all()
    with pytest.raises(MissingFileError):
        get_vault().get(token)


def test_a_fetched_file_stays_an_hour_for_a_slow_line_then_goes(person_id, clock):
    ask(person_id)
    run_all()
    token = fetch(person_id)
    clock.shift(minutes=59)
    run_all()
    assert get_vault().get(token)
    clock.shift(minutes=2)
    run_all()
    with pytest.raises(MissingFileError):
        get_vault().get(token)


def test_a_file_that_no_row_knows_goes_after_a_day(person_id, clock):
    token = get_vault().put(b"left over")
    clock.shift(hours=25)
    with write_tx():
        forget_exports(clock.now())
    with pytest.raises(MissingFileError):
        get_vault().get(token)


def test_nobody_fetches_what_somebody_else_asked_for(person_id):
    ask(person_id)
    run_all()
    with write_tx():
        other = add_person(RU).id
    with pytest.raises(NotReadyError):
        fetch(other)


def test_a_wish_is_kept_once_and_comes_due_in_two_weeks(person_id, clock):
    for _ in range(2):
        with write_tx():
            wish_erasure(person_id)
    assert database.session.query(Wish).count() == 1
    assert list_due() == []
    clock.shift(days=14)
    assert [wish.person_id for wish in list_due()] == [person_id]


def test_a_mind_is_changed_within_two_weeks_and_not_later(app, person_id, clock):
    with write_tx():
        wish_erasure(person_id)
    with write_tx():
        withdraw_wish(person_id)
    assert find_wish(person_id) is None
    nights(app, clock, 16)
    with write_tx():
        wish_erasure(person_id)
    clock.shift(days=14)
    with write_tx(), pytest.raises(WishOverError):
        withdraw_wish(person_id)


def test_a_wish_that_was_taken_back_or_is_young_erases_nobody(person_id, clock):
    with write_tx():
        wish_erasure(person_id)
    wish = find_wish(person_id)
    with write_tx():
        assert not erase_as_wished(wish.id)
        withdraw_wish(person_id)
    clock.shift(days=20)
    with write_tx():
        assert not erase_as_wished(wish.id)


def test_ad04_whoever_answers_for_others_hands_that_over_first(person_id, clock):
    with write_tx():
        grant_role(person_id, Role.ADMINISTRATOR)
    with write_tx(), pytest.raises(HoldsRolesError):
        wish_erasure(person_id)


def test_whoever_is_trusted_with_a_role_meanwhile_is_not_erased(app, person_id, clock):
    with write_tx():
        wish_erasure(person_id)
        grant_role(person_id, Role.TRAINER)
    nights(app, clock, 15)
    assert find_wish(person_id).is_due


def test_jobs_that_speak_of_the_person_go_with_them(app, person_id, clock):
    with write_tx():
        wish_erasure(person_id)
    nights(app, clock, 16)
    assert not [job for job in database.session.query(Job) if person_id in str(job.payload)]
