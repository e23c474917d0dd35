"""Rounds among the letters: none is left lying, none is sent twice, none is known for ever."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.infra import jobs, rounds
from app.infra.database import write_tx
from app.infra.outbox import LIVE, Channel, Letter, LetterState, NotNowError, PagePlug, RefusedError, send
from app.infra.plugs.sms import SmsGateway
from app.infra.plugs.web import BrokenOffError
from app.kernel.clock import clock as house_clock
from config import ESKIZ
from tests.support.cleaning import empty_all_tables
from tests.support.gateways import http_gateway
from tests.support.outbox import Gateway, everywhere, gateways

STATES = set(LetterState)


def write(**more):
    with write_tx():
        return send(
            **{"channel": Channel.SMS, "address": "+998901234567", "text": "Kod: 123", "purpose": "tests"} | more
        ).id


def letter(db, letter_id):
    query = select(Letter).where(Letter.id == letter_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def wait(hours=2):
    """Time goes by: jobs are done and rounds are gone."""
    for _ in range(hours):
        house_clock.shift(hours=1)
        rounds.sweep()
        jobs.run_all()


class Killed(BaseException):
    """The process dies here."""


def run_until_killed():
    """What a worker does until it is killed; whoever comes next starts anew."""
    try:
        jobs.run_all()
    except Killed:
        return


def test_a_letter_whose_job_gave_up_gets_a_new_one(app, db):
    placed = Gateway(*[NotNowError()] * 20)
    with gateways(app, everywhere(placed)):
        written = write()
        for _ in range(jobs.MAX_TRIES):
            house_clock.shift(hours=1)
            jobs.run_all()
        assert db.session.scalars(select(jobs.Job)).one().failed_at is not None
        house_clock.shift(hours=1)
        assert jobs.run_all() == 0
        wait(hours=12)
        assert letter(db, written).state == LetterState.SENT
    assert len({one.id for one in placed.given}) == 1


def test_a_letter_that_waits_with_its_job_is_left_alone(app, db):
    with gateways(app, everywhere(Gateway(NotNowError()))):
        write()
        jobs.run_all()
        assert rounds.sweep() == 0


def test_two_rounds_at_once_give_one_job(app, db):
    with gateways(app, everywhere(Gateway())):
        written = write()
        with write_tx() as session:
            session.query(jobs.Job).delete()
        turn = letter(db, written).turn
        with write_tx():
            rounds._take_up(written, turn)
        with write_tx():
            rounds._take_up(written, turn)
        assert len(db.session.scalars(select(jobs.Job)).all()) == 1


def test_a_letter_that_nobody_could_send_for_three_days_is_too_late(app, db):
    placed = Gateway(*[NotNowError()] * 200)
    with gateways(app, everywhere(placed)):
        written = write()
        wait(hours=90)
        assert letter(db, written).state == LetterState.EXPIRED


def test_a_kill_between_hand_over_and_note_sends_no_second_sms(app, db):
    """The real thing: the gateway has taken it over HTTP, and the worker dies before it can write that down."""
    with http_gateway() as gateway:
        plug = SmsGateway(url=gateway.url, token="", sender="", body=ESKIZ)

        class Dying:
            is_repeatable = False

            def deliver(self, envelope):
                plug.deliver(envelope)
                raise Killed

        with gateways(app, {Channel.SMS: Dying()}):
            written = write()
            run_until_killed()
            wait()
            assert letter(db, written).state == LetterState.DOUBTFUL
    assert len(gateway.taken) == 1


def test_words_are_shown_for_a_day_and_the_address_is_known_for_a_week(app, db):
    with gateways(app, everywhere(PagePlug())):
        written = write(person_id="0193a1b2-0000-7000-8000-000000000000")
        jobs.run_all()
        assert [one.text for one in rounds.list_shown()] == ["Kod: 123"]
        for hours, is_worded, is_addressed in ((20, True, True), (10, False, True), (24 * 6, False, False)):
            house_clock.shift(hours=hours)
            with write_tx():
                rounds.forget_letters(house_clock.now())
            kept = letter(db, written)
            assert (bool(kept.text), bool(kept.address), bool(kept.person_id)) == (
                is_worded,
                is_addressed,
                is_addressed,
            )


def test_a_doubtful_letter_keeps_its_words_for_a_week_and_is_sent_again_when_the_operator_says_so(app, db):
    placed = Gateway(BrokenOffError())
    with gateways(app, everywhere(placed)):
        written = write()
        jobs.run_all()
        house_clock.shift(days=2)
        with write_tx():
            rounds.forget_letters(house_clock.now())
        answer = app.test_cli_runner().invoke(args=["letters", "retry", written])
        assert answer.output == "To be sent again: 1\n"
        jobs.run_all()
        assert [one.text for one in placed.given] == ["Kod: 123"] * 2
        assert letter(db, written).state == LetterState.SENT
        again = app.test_cli_runner().invoke(args=["letters", "retry", written, "x"])
        assert again.exit_code == 1
        assert "not doubtful" in again.output


def test_the_operator_sees_counts_and_no_person(app, db):
    with gateways(app, everywhere(Gateway(None, BrokenOffError()))):
        write()
        doubtful = write(purpose="codes")
        jobs.run_all()
        told = app.test_cli_runner().invoke(args=["letters", "list"]).output
    assert "1  sent      sms       tests" in told
    assert doubtful in told
    assert "901234567" not in told
    assert "Kod" not in told


ANSWERS = st.sampled_from([None, NotNowError(), RefusedError(), BrokenOffError(), Killed()])


@pytest.mark.parametrize("is_repeatable", [False, True])
@given(answers=st.lists(ANSWERS, max_size=8), keeps_first=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_gateway_does_a_letter_ends_and_comes_once(app, db, is_repeatable, answers, keeps_first):
    """A gateway may take a letter and break off, or die with us; one that tells repeated ids delivers each once."""
    house_clock.reset()
    empty_all_tables()
    arrived = []

    class Unruly(Gateway):
        def deliver(self, envelope):
            answer = self.answers[0] if self.answers else None
            is_taken = answer is None or (isinstance(answer, BrokenOffError | Killed) and keeps_first)
            if is_taken and not (is_repeatable and envelope.id in arrived):
                arrived.append(envelope.id)
            super().deliver(envelope)

    with gateways(app, everywhere(Unruly(*answers, is_repeatable=is_repeatable))):
        written = write()
        for _ in range(40):
            run_until_killed()
            house_clock.shift(hours=1)
            rounds.sweep()
            if letter(db, written).state not in LIVE:
                break
        state = letter(db, written).state
    assert len(arrived) <= 1
    assert state in STATES - LIVE
    assert state != LetterState.SENT or arrived == [written]
    assert timedelta(0) <= letter(db, written).ended_at - letter(db, written).created_at
