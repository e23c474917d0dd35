from datetime import timedelta

import pytest
from sqlalchemy import select

from app.infra import jobs, outbox
from app.infra.database import count, write_tx
from app.infra.outbox import Channel, Letter, LetterState, Limits, NotNowError, RefusedError, send
from app.kernel.clock import clock as house_clock
from tests.support.learner import at_once
from tests.support.outbox import Gateway


@pytest.fixture
def gateway(app, monkeypatch):
    """A function that puts a gateway in place of the page."""

    def put(*answers, is_repeatable=False, limits=None):
        placed = Gateway(*answers, is_repeatable=is_repeatable)
        monkeypatch.setitem(app.extensions, "outbox", outbox.Outbox({Channel.SMS: placed}, limits))
        return placed

    return put


def write(**more):
    with write_tx():
        return send(
            **{"channel": Channel.SMS, "address": "+998901234567", "text": "Kod: 123", "purpose": "tests"} | more
        ).id


def letter(db, letter_id):
    return db.session.scalars(
        select(Letter).where(Letter.id == letter_id).execution_options(populate_existing=True)
    ).one()


def later(minutes=90):
    house_clock.shift(minutes=minutes)
    return jobs.run_all()


def test_a_letter_leaves_after_the_commit_and_its_words_are_forgotten(db, gateway):
    placed = gateway()
    written = write()
    assert placed.given == []
    jobs.run_all()
    assert [(one.address, one.text) for one in placed.given] == [("+998901234567", "Kod: 123")]
    kept = letter(db, written)
    assert (kept.state, kept.text) == (LetterState.SENT, "")


def test_a_letter_of_a_transaction_that_failed_never_leaves(db, gateway):
    placed = gateway()
    with pytest.raises(RuntimeError), write_tx():
        send(channel=Channel.SMS, address="+998901234567", text="Kod", purpose="tests")
        raise RuntimeError
    jobs.run_all()
    assert placed.given == []


def test_nothing_is_lost_when_the_gateway_is_down(db, gateway):
    placed = gateway(NotNowError(), NotNowError(), NotNowError())
    written = write()
    for _ in range(4):
        later()
    assert len(placed.given) == 4
    assert len({one.id for one in placed.given}) == 1
    assert letter(db, written).state == LetterState.SENT


def test_nothing_is_sent_twice_when_nobody_knows_whether_it_arrived(db, gateway):
    placed = gateway(TimeoutError())
    written = write()
    for _ in range(3):
        later()
    assert len(placed.given) == 1
    assert letter(db, written).state == LetterState.DOUBTFUL


def test_a_gateway_that_tells_repeated_letters_gets_it_again(db, gateway):
    placed = gateway(TimeoutError(), is_repeatable=True)
    written = write()
    for _ in range(2):
        later()
    assert len(placed.given) == 2
    assert letter(db, written).state == LetterState.SENT


def test_a_letter_that_was_in_our_hands_at_a_crash_is_not_sent_again(db, gateway):
    placed = gateway()
    written = write()
    with write_tx():
        outbox._claim(written)
    jobs.run_all()
    assert placed.given == []
    assert letter(db, written).state == LetterState.DOUBTFUL


def test_a_letter_that_was_sent_is_not_sent_again_when_its_job_comes_twice(db, gateway):
    placed = gateway()
    written = write()
    jobs.run_all()
    with write_tx():
        jobs.enqueue(outbox.DELIVER, {"letter_id": written})
    jobs.run_all()
    assert len(placed.given) == 1


def test_what_a_gateway_refuses_is_not_tried_again(db, gateway):
    placed = gateway(RefusedError())
    written = write()
    for _ in range(2):
        later()
    assert len(placed.given) == 1
    assert letter(db, written).state == LetterState.REFUSED


def test_past_the_days_limit_to_one_nothing_leaves_and_what_it_tells_of_is_done_all_the_same(db, gateway):
    placed = gateway(limits=Limits(to_one=2))
    states = [letter(db, write()).state for _ in range(3)]
    assert states == [LetterState.WAITING, LetterState.WAITING, LetterState.HELD]
    assert letter(db, write(purpose="another")).state == LetterState.WAITING
    assert letter(db, write(address="+998900000000")).state == LetterState.WAITING
    jobs.run_all()
    assert len(placed.given) == 4
    later(minutes=24 * 60)
    assert letter(db, write()).state == LetterState.WAITING


def test_a_person_with_many_numbers_has_one_limit(db, gateway):
    gateway(limits=Limits(to_one=1))
    person = "0193a1b2-0000-7000-8000-000000000000"
    assert letter(db, write(person_id=person)).state == LetterState.WAITING
    assert letter(db, write(person_id=person, address="+998900000000")).state == LetterState.HELD


def test_past_the_days_limit_of_the_installation_nothing_leaves(db, gateway):
    gateway(limits=Limits(to_all=1))
    assert letter(db, write()).state == LetterState.WAITING
    held = letter(db, write(address="+998900000000"))
    assert (held.state, held.text) == (LetterState.HELD, "")


def test_ten_at_once_do_not_pass_the_limit_to_one(app, db, gateway):
    gateway(limits=Limits(to_one=3))

    def call():
        with app.app_context():
            write()

    at_once([call] * 10)
    assert count(Letter, Letter.state == LetterState.WAITING.value) == 3


def test_an_sms_is_kept_as_it_will_be_sent(db, gateway):
    gateway()
    assert letter(db, write(text="Oʻqing: «ha»")).text == 'O\'qing: "ha"'


def test_a_code_that_is_over_is_not_sent(db, gateway):
    placed = gateway(NotNowError())
    written = write(expires_at=house_clock.now() + timedelta(minutes=10))
    jobs.run_all()
    later(minutes=11)
    assert len(placed.given) == 1
    assert letter(db, written).state == LetterState.EXPIRED


def test_a_letter_with_a_key_is_written_once(db, gateway):
    assert write(key="reminder 1") == write(key="reminder 1")
    assert count(Letter) == 1


def test_on_the_page_words_stay_to_be_read(db):
    written = write()
    jobs.run_all()
    assert letter(db, written).text == "Kod: 123"
