"""How marks of attendance come together: in whichever order they come, one state and all history."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.accounts.service.merging import merge_accounts
from app.centres.forms.attendance import read_guests, read_marks
from app.centres.models.attendance import Attendance
from app.centres.queries.attendance import find_attended, list_attendance
from app.centres.rules.marking import LATE_AFTER, Mark, is_there, key_of, presence_at
from app.centres.service.attendance import mark_attendance, mark_by_card
from app.centres.types.attendance import MarkWay, Presence
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.errors import BadInputError, BadTextError
from tests.support.centres import make_class

PAGES = ("page-one", "page-two")
TAPS = st.lists(
    st.tuples(st.sampled_from(PAGES), st.integers(1, 4), st.sampled_from(list(Presence))), min_size=1, max_size=6
)


@pytest.mark.pure
def test_a_key_tells_marks_apart_and_fits_its_column():
    marks = [
        Mark(person_id="p" * 36, state=Presence.PRESENT),
        Mark(person_id="p" * 36, state=Presence.LEFT_EARLY, stamp=9999),
        Mark(person_id="q" * 36, state=Presence.PRESENT),
        Mark(guest_name="Ali", state=Presence.PRESENT),
        Mark(guest_name="Ali", state=Presence.PRESENT, place=1),
    ]
    keys = {key_of("x" * 22, mark) for mark in marks}
    assert len(keys) == len(marks)
    assert max(map(len, keys)) <= 60


@pytest.mark.pure
def test_who_comes_a_quarter_of_an_hour_after_the_beginning_is_late():
    begins_at = clock.now()
    assert presence_at(begins_at, begins_at - timedelta(minutes=30)) is Presence.PRESENT
    assert presence_at(begins_at, begins_at + LATE_AFTER) is Presence.PRESENT
    assert presence_at(begins_at, begins_at + LATE_AFTER + timedelta(seconds=1)) is Presence.LATE


@pytest.mark.pure
def test_a_row_that_is_as_the_page_showed_it_says_nothing():
    form = {"state.a": "late", "was.a": "late", "stamp.a": "3", "state.b": "absent", "was.b": "late", "stamp.b": "1"}
    assert read_marks(form, ["a", "b", "c"]) == [Mark(person_id="b", state=Presence.ABSENT, stamp=2)]
    for wrong in ({"state.a": "asleep"}, {"state.a": "late", "stamp.a": "-1"}, {"state.a": "late", "stamp.a": "9999"}):
        with pytest.raises(BadInputError):
            read_marks(wrong, ["a"])


@pytest.mark.pure
def test_all_are_there_but_those_of_whom_something_is_said():
    form = {"all": "1", "was.a": "", "was.b": "absent", "state.b": "absent", "was.c": "", "state.c": "late"}
    assert [(one.subject, one.state) for one in read_marks(form, ["a", "b", "c"])] == [
        ("a", Presence.PRESENT),
        ("c", Presence.LATE),
    ]


@pytest.mark.pure
def test_guests_are_named_a_line_each():
    assert [(one.guest_name, one.place) for one in read_guests("Ali Valiyev\n\n Ali Valiyev \nХалима")] == [
        ("Ali Valiyev", 0),
        ("Ali Valiyev", 1),
        ("Халима", 0),
    ]
    with pytest.raises(BadTextError):
        read_guests("12")


@pytest.fixture
def made(app):
    return make_class(app, members=2)


@given(taps=TAPS, data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_and_repetition_of_taps_gives_one_state_and_all_history(app, db, made, taps, data):
    person = made.members[0]
    again = data.draw(st.permutations(taps + taps))
    states = []
    for order in (taps, again):
        with write_tx():
            db.session.query(Attendance).delete()
        for page, stamp, state in order:
            with write_tx():
                mark = Mark(person_id=person, state=state, stamp=stamp)
                mark_attendance(made.meeting_id, [mark], page, by=made.trainer.id)
        found = find_attended(made.meeting_id, person)
        states.append((found.state, found.stamp, sorted(one.key for one in found.history)))
    assert states[0] == states[1]
    assert len(states[0][2]) == len(set(taps))


def test_the_same_card_twice_is_one_mark_and_puts_right_who_was_marked_away(app, db, made):
    person, by = made.members[0], made.trainer.id
    with write_tx():
        assert mark_by_card(made.meeting_id, person, by=by) == (Presence.LATE, True)
    with write_tx():
        assert mark_by_card(made.meeting_id, person, by=by) == (Presence.LATE, False)
    with write_tx():
        away = Mark(person_id=person, state=Presence.ABSENT, stamp=2)
        mark_attendance(made.meeting_id, [away], "page-one", by=by, way=MarkWay.SHEET)
    assert not is_there(find_attended(made.meeting_id, person).state)
    with write_tx():
        assert mark_by_card(made.meeting_id, person, by=by) == (Presence.LATE, True)
    ways = [one.way for one in find_attended(made.meeting_id, person).history]
    assert ways == [MarkWay.CARD, MarkWay.SHEET, MarkWay.CARD]


def test_two_ids_that_are_one_person_count_once_and_there_is_there(app, db, made):
    one, other = made.members
    with write_tx():
        marks = [Mark(person_id=one, state=Presence.PRESENT), Mark(person_id=other, state=Presence.ABSENT)]
        mark_attendance(made.meeting_id, marks, "page-one", by=made.trainer.id)
    with write_tx():
        merge_accounts(one, other, by=made.manager.id)
    listed = list_attendance(made.meeting_id)
    assert [(each.state, len(each.history)) for each in listed] == [(Presence.PRESENT, 2)]
