"""A path's certificate comes once, whatever the order; a certificate waits for what is asked of the test."""

import itertools

import pytest
from sqlalchemy import select

from app.accounts.events import AccountOpened, PersonsJoined
from app.accounts.service.merging import merge_accounts
from app.accounts.service.names import NameChangedError, confirm_second_name, vouch_name
from app.accounts.service.people import add_person, join_visitor, open_account, rename
from app.certificates.models import Certificate
from app.certificates.queries.offers import prospects_of, standing_of
from app.certificates.queries.records import get_certificate, list_of_person
from app.certificates.service.issuing import issue_due, issue_for_account, issue_for_pass
from app.content.types.courses import Asked
from app.infra.audit import list_entries
from app.infra.database import write_tx
from app.kernel.errors import BadInputError, ForbiddenError
from app.progress.events import CoursePassed
from app.quizzes.models import SittingConfirmed
from app.quizzes.service.sittings import confirm_sitting
from app.seals.types.facts import Kind, Voucher
from app.web.earned import AwaitedWhy
from tests.support.certified import person_named
from tests.support.learner import NAME, at_once
from tests.support.paths import PATH, SECOND, THIRD, passes, publish_path, quiet, sits

CENTRE = "Buxoro, 3-markaz"


def held(db, person=None):
    """Keys of the certificates that are there, sorted."""
    db.session.rollback()
    query = select(Certificate.course_key)
    return sorted(db.session.scalars(query if person is None else query.where(Certificate.person_id == person)))


def path_paper(person):
    return next(one for one in list_of_person(person) if one.course_key == PATH)


@pytest.fixture
def trainer(db):
    return person_named("Olim Saidov")


def test_the_last_pass_brings_the_paths_own_certificate(db, person, bookcase, clock):
    publish_path(bookcase)
    passes(person, SECOND, percent=81)
    assert held(db) == [SECOND]
    clock.shift(minutes=1)
    passes(person, "my-gov-uz", percent=90, language="ru")
    assert held(db) == ["my-gov-uz", PATH, SECOND]
    found = path_paper(person)
    titles = [course.texts["ru"].title for course in bookcase.current().courses[:2]]
    assert (found.kind, found.course_title, found.parts) == (Kind.PATH, "Yangi boshlovchi", tuple(titles))
    assert (found.percent, found.minutes, found.language) == (85, 90, "ru")
    assert "4.1" in found.competences
    assert not found.is_supervised
    assert not found.is_unassisted


@pytest.mark.parametrize("order", list(itertools.permutations(["my-gov-uz", SECOND, THIRD])))
def test_a_path_comes_once_in_any_order_and_however_often_it_is_passed(db, person, bookcase, order):
    publish_path(bookcase, courses=("my-gov-uz", SECOND, THIRD))
    for course in (*order, *order):
        passes(person, course)
    assert held(db) == sorted(["my-gov-uz", SECOND, THIRD, PATH])


def test_ce01_the_last_two_passes_at_once_are_one_path(app, db, person, bookcase):
    publish_path(bookcase)

    def call(course):
        with app.app_context():
            passes(person, course)

    at_once([lambda course=course: call(course) for course in ("my-gov-uz", SECOND) * 4])
    assert held(db) == ["my-gov-uz", PATH, SECOND]


def test_ce01_the_last_pass_and_the_account_at_once_are_one_path(app, db, bookcase):
    publish_path(bookcase)
    with write_tx():
        visitor = add_person("uz").id
    passes(visitor, SECOND)
    named = {"name": NAME, "phone": None, "email": "a@example.uz", "region": "", "district": "", "language": "uz"}

    def opens():
        with app.app_context(), write_tx():
            open_account(visitor, password_hash="none", **named)

    def goes_on():
        with app.app_context():
            passes(visitor)

    at_once([opens, goes_on, goes_on])
    assert held(db) == ["my-gov-uz", PATH, SECOND]


def test_ce01_events_of_one_person_in_every_order_at_once_are_one_of_each(app, db, person, bookcase):
    publish_path(bookcase)
    ids = {course: quiet(person, course) for course in ("my-gov-uz", SECOND)}
    news = [CoursePassed(pass_id=id_, person_id=person, course_key=key) for key, id_ in ids.items()]
    events = [
        *(lambda one=one: issue_for_pass(one) for one in news),
        lambda: issue_for_account(AccountOpened(person_id=person)),
        lambda: issue_for_account(PersonsJoined(person_id=person, visitor_id=person)),
    ]

    def call(hear):
        with app.app_context(), write_tx():
            hear()

    at_once([lambda hear=hear: call(hear) for hear in events * 2])
    assert held(db) == ["my-gov-uz", PATH, SECOND]


def test_a_path_passed_half_by_a_visitor_and_half_by_the_person_they_are_comes_when_they_join(db, person, bookcase):
    publish_path(bookcase)
    with write_tx():
        visitor = add_person("uz").id
    passes(visitor)
    passes(person, SECOND)
    assert held(db) == [SECOND]
    with write_tx():
        join_visitor(visitor, person)
    assert held(db, person) == ["my-gov-uz", PATH, SECOND]


def test_two_accounts_made_one_complete_a_path(db, person, bookcase, trainer):
    publish_path(bookcase)
    other = person_named("Gʻulomova O.")
    passes(other)
    passes(person, SECOND)
    with write_tx():
        merge_accounts(person, other, by=trainer)
    assert held(db) == ["my-gov-uz", PATH, SECOND]
    assert path_paper(person).name == NAME


def test_a_path_published_later_comes_at_the_persons_next_event(db, person, bookcase):
    publish_path(bookcase, certificate=None)
    passes(person)
    passes(person, SECOND)
    assert PATH not in held(db)
    publish_path(bookcase, certificate="course")
    assert PATH not in held(db)
    passes(person, THIRD)
    assert PATH in held(db)


def test_a_path_that_was_renamed_is_earned_once(db, person, bookcase):
    publish_path(bookcase)
    passes(person)
    passes(person, SECOND)
    with write_tx() as session:
        session.scalars(
            select(Certificate).where(Certificate.course_key == PATH)
        ).one().course_key = "paths/first-steps"
    publish_path(bookcase, was=("first-steps",))
    passes(person)
    assert held(db) == ["my-gov-uz", "paths/first-steps", SECOND]


def test_a_path_without_a_certificate_or_with_a_course_that_is_gone_gives_none(db, person, bookcase):
    publish_path(bookcase, courses=("my-gov-uz", "gone"))
    passes(person)
    assert held(db) == ["my-gov-uz"]


def test_ce09_a_paths_certificate_says_what_it_said_when_all_of_it_is_gone(db, person, bookcase):
    publish_path(bookcase)
    passes(person)
    passes(person, SECOND)
    before = path_paper(person)
    bookcase.publish(courses=(), paths=(), quizzes={})
    assert path_paper(person) == before


def test_the_trainers_design_makes_trainers(db, person, bookcase):
    bookcase.change_course(certificate="trainer")
    passes(person)
    assert list_of_person(person)[0].kind is Kind.TRAINER


def test_places_in_the_list_are_counted_on_under_many_at_once(app, db):
    people = [person_named(f"{NAME} {letter}") for letter in "abcdefgh"]

    def call(person):
        with app.app_context():
            passes(person)

    at_once([lambda person=person: call(person) for person in people])
    db.session.rollback()
    assert sorted(db.session.scalars(select(Certificate.status_index))) == list(range(8))


def test_places_go_on_after_a_restore_has_named_the_site_anew(app, db, person, monkeypatch):
    passes(person)
    monkeypatch.setitem(app.config, "NODE_ID", "another")
    passes(person_named("Karimova Nodira"))
    assert sorted(db.session.scalars(select(Certificate.status_index))) == [0, 1]


def test_a_clock_set_back_gives_one_certificate_no_earlier_than_its_pass(db, person, clock):
    quiet(person)
    clock.shift(days=-400)
    for _ in range(2):
        with write_tx():
            issue_due(person)
    other = person_named("Karimova Nodira")
    passes(other)
    first, second = db.session.scalars(select(Certificate).order_by(Certificate.status_index)).all()
    assert first.person_id == person
    assert (second.person_id, second.status_index) == (other, 1)
    assert second.issued_at < first.issued_at


def test_a_certificate_waits_for_what_is_asked_and_comes_when_it_is_confirmed(db, person, bookcase, trainer):
    bookcase.change_course(certificate_asks=(Asked.SUPERVISED, Asked.UNASSISTED))
    attempt = sits(person)
    assert held(db) == []
    assert standing_of(person, "my-gov-uz").awaits is AwaitedWhy.UNCONFIRMED
    (waiting,) = prospects_of(person, frozenset({"my-gov-uz"}), ()).awaited
    assert waiting.why is AwaitedWhy.UNCONFIRMED
    with write_tx():
        assert confirm_sitting(attempt, centre=CENTRE, is_supervised=True, had_helper=False, by=trainer)
    (found,) = list_of_person(person)
    assert (found.is_supervised, found.is_unassisted) == (True, True)
    assert standing_of(person, "my-gov-uz").awaits is None
    assert list_entries(limit=1)[0].action == "quizzes.sitting-confirmed"


def test_what_was_not_so_brings_none_and_the_page_says_so(db, person, bookcase, trainer):
    bookcase.change_course(certificate_asks=(Asked.SUPERVISED,))
    attempt = sits(person)
    with write_tx():
        confirm_sitting(attempt, centre=CENTRE, is_supervised=False, had_helper=True, by=trainer)
    assert held(db) == []
    assert standing_of(person, "my-gov-uz").awaits is AwaitedWhy.REFUSED


def test_a_later_word_changes_no_certificate_and_every_word_stays(db, person, bookcase, trainer, clock):
    bookcase.change_course(certificate_asks=(Asked.SUPERVISED,))
    attempt = sits(person)
    for is_supervised, had_helper in ((True, True), (True, True), (False, False)):
        clock.shift(minutes=1)
        with write_tx():
            confirm_sitting(attempt, centre=CENTRE, is_supervised=is_supervised, had_helper=had_helper, by=trainer)
    (found,) = list_of_person(person)
    assert (found.is_supervised, found.is_unassisted) == (True, False)
    assert len(db.session.scalars(select(SittingConfirmed)).all()) == 2


def test_not_asked_and_not_confirmed_it_says_nothing(db, person):
    sits(person)
    (found,) = list_of_person(person)
    assert (found.is_supervised, found.is_unassisted) == (False, False)


def test_a_path_that_asks_waits_for_every_course(db, person, bookcase, trainer):
    publish_path(bookcase, asks=(Asked.SUPERVISED,))
    attempts = [sits(person), sits(person, SECOND)]
    assert held(db) == ["my-gov-uz", SECOND]
    prospects = prospects_of(person, frozenset({"my-gov-uz", SECOND}), ())
    assert [(one.passed, one.total) for one in prospects.paths] == [(2, 2)]
    assert [one.why for one in prospects.awaited] == [AwaitedWhy.UNCONFIRMED]
    for attempt in attempts:
        assert PATH not in held(db)
        with write_tx():
            confirm_sitting(attempt, centre=CENTRE, is_supervised=True, had_helper=True, by=trainer)
    assert path_paper(person).is_supervised
    assert not path_paper(person).is_unassisted


def test_nobody_confirms_their_own_test(db, person):
    attempt = sits(person)
    with pytest.raises(ForbiddenError), write_tx():
        confirm_sitting(attempt, centre=CENTRE, is_supervised=True, had_helper=False, by=person)


def test_the_certificate_says_who_vouched_for_the_name(db, person, trainer):
    with write_tx():
        assert vouch_name(person, NAME, centre=CENTRE, by=trainer)
    with write_tx():
        assert not vouch_name(person, NAME, centre=CENTRE, by=trainer)
    passes(person)
    (found,) = list_of_person(person)
    assert (found.voucher, found.voucher_name) == (Voucher.TRAINER, CENTRE)


def test_a_change_of_name_ends_what_was_vouched_also_when_it_comes_back(db, person, trainer):
    with write_tx():
        vouch_name(person, NAME, centre=CENTRE, by=trainer)
        confirm_second_name(person, "Ғуломова Ўғилой")
    for name in ("Gʻulomova O.", NAME):
        with write_tx():
            rename(person, name)
    passes(person)
    (found,) = list_of_person(person)
    assert (found.voucher, found.voucher_name, found.second_name) == (Voucher.LEARNER, "", "")


def test_another_spelling_than_the_one_on_the_page_and_ones_own_name_are_not_vouched_for(db, person, trainer):
    with pytest.raises(NameChangedError), write_tx():
        vouch_name(person, "Gʻulomova O.", centre=CENTRE, by=trainer)
    with pytest.raises(ForbiddenError), write_tx():
        vouch_name(person, NAME, centre=CENTRE, by=person)


def test_a_second_spelling_is_its_owners_and_never_derived(db, person):
    passes(person)
    assert list_of_person(person)[0].second_name == ""
    other = person_named("Karimova Nodira")
    with write_tx():
        confirm_second_name(other, "Каримова Надира")
    passes(other)
    assert list_of_person(other)[0].second_name == "Каримова Надира"


@pytest.mark.parametrize("second", ["Gʻulomova O.", "Gʻulomova Ўғилой", "..."])
def test_a_second_spelling_in_the_same_or_in_both_scripts_is_refused(db, person, second):
    with pytest.raises(BadInputError), write_tx():
        confirm_second_name(person, second)


def test_ce12_what_was_not_passed_has_no_certificate(db, person, reader):
    passes(person)
    code = list_of_person(person)[0].code
    assert get_certificate(code).course_key == "my-gov-uz"
    reader.get("/c/7K3M-9QPT-X2VB-R8DN-C.pdf", status=404)
    reader.get("/c/paths/beginner.pdf", status=404)
