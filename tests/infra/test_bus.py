"""What is announced is heard: once committed, at least once, even when the hearing failed at first."""

from dataclasses import dataclass

import pytest
from flask import current_app

from app.infra.bus import announce
from app.infra.database import write_tx
from app.infra.jobs import desk, run_all
from app.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class BellRung(Event):
    """For these tests."""

    times: int


@pytest.fixture
def heard(db):
    """What the listener has heard; it fails while `broken` is set."""
    book = {"times": [], "broken": False}

    def listen(event):
        if book["broken"]:
            raise ArithmeticError
        book["times"].append(event.times)

    current_app.extensions["bus"].subscribe(BellRung, "test.listen", listen)
    yield book
    del desk().handlers["hear.test.listen"]
    del current_app.extensions["bus"]._names[BellRung]


def ring(times):
    with write_tx():
        announce(BellRung(times=times))


def test_an_event_is_heard_as_soon_as_it_is_committed(heard):
    ring(3)
    assert heard["times"] == [3]


def test_an_event_that_was_undone_is_never_heard(heard):
    with pytest.raises(LookupError), write_tx():
        announce(BellRung(times=1))
        raise LookupError
    run_all()
    assert heard["times"] == []


def test_a_listener_that_fails_hears_it_later_and_the_fact_stands(heard, clock):
    heard["broken"] = True
    ring(2)
    heard["broken"] = False
    clock.shift(seconds=10)
    run_all()
    assert heard["times"] == [2]


def test_an_event_nobody_listens_to_is_no_fault(db):
    with write_tx():
        announce(BellRung(times=1))
