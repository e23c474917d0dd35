"""Attempts as facts: each has one outcome, however often and from how many sides it is asked."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.accounts.service.people import add_person, join_visitor
from app.content.types.quizzes import Feedback
from app.infra.database import write_tx
from app.infra.jobs import Job, run_all
from app.kernel.errors import NotFoundError
from app.quizzes.models import Answer, Attempt, SubmittedAttempt
from app.quizzes.queries.attempts import get_attempt, get_quiz_of
from app.quizzes.rules.selection import draw
from app.quizzes.service.attempts import end_overdue, save_answer, start_attempt, submit_attempt
from app.quizzes.service.forgetting import erase_person
from app.quizzes.types.answers import QuestionNotAskedError, Response
from app.quizzes.types.attempts import AttemptState, CooldownError, NoAttemptsLeftError, Receipt
from tests.support.counting import rows
from tests.support.learner import at_once, right_response

HERE = {"course_key": "my-gov-uz", "quiz_key": "final"}


@pytest.fixture
def person(db):
    with write_tx():
        return add_person("uz").id


def start(person, lang="uz"):
    with write_tx():
        return start_attempt(person, "my-gov-uz", "final", lang)


def facts(person, attempt):
    return get_attempt(attempt, person, **HERE)


def paper(person, attempt):
    found = facts(person, attempt)
    return draw(get_quiz_of(found), found.seed)


def save(person, attempt, question_id, response, stamp=None):
    with write_tx():
        return save_answer(facts(person, attempt), question_id, response, stamp=stamp)[0]


def submit(person, attempt):
    with write_tx():
        return submit_attempt(facts(person, attempt), "uz")


def count(db, model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_an_attempt_names_the_release_and_the_bank_that_it_is_made_with(app, db, person):
    attempt = db.session.get(Attempt, start(person, "ru"))
    release = app.extensions["library"].current()
    assert attempt.release == release.digest
    assert attempt.quiz_digest == release.quizzes["my-gov-uz/final"].digest
    assert (attempt.language, attempt.number, attempt.node_id) == ("ru", 1, "testnode")
    assert len(attempt.seed) == 32


def test_an_open_attempt_is_gone_on_with_in_any_language(db, person):
    assert start(person) == start(person, "ru")
    assert count(db, Attempt) == 1


def test_attempts_are_counted_on(db, person, clock):
    for number in (1, 2):
        attempt = start(person)
        submit(person, attempt)
        assert db.session.get(Attempt, attempt).number == number
        clock.shift(hours=1)


def test_qz03_ten_starts_at_once_give_one_attempt(app, db, person):
    def call():
        with app.app_context():
            return start(person)

    assert len(set(at_once([call] * 10))) == 1
    assert count(db, Attempt) == 1


def test_the_cool_down_and_the_limit_are_kept_by_the_service(db, person, clock):
    for _ in range(5):
        submit(person, start(person))
        with pytest.raises((CooldownError, NoAttemptsLeftError)):
            start(person)
        clock.shift(minutes=11)
    with pytest.raises(NoAttemptsLeftError):
        start(person)
    assert count(db, Attempt) == 5


def test_an_attempt_never_left_open_is_not_used_up_by_waiting(person, clock):
    attempt = start(person)
    clock.shift(days=400)
    assert start(person) == attempt


def test_qz05_an_answer_after_the_time_is_late_and_the_attempt_ends_once(app, db, person, clock, bookcase):
    bookcase.change_quiz(time_limit_minutes=20)
    attempt = start(person)
    question = paper(person, attempt).questions[0].question_id
    clock.shift(minutes=19, seconds=59)
    assert save(person, attempt, question, Response(text="bir"), stamp=1) is Receipt.SAVED
    clock.shift(seconds=1)
    assert save(person, attempt, question, Response(text="ikki"), stamp=2) is Receipt.LATE
    clock.shift(minutes=30)
    run_all()
    ended = db.session.scalars(select(SubmittedAttempt)).one()
    assert ended.submitted_at == db.session.get(Attempt, attempt).ends_at
    with write_tx():
        assert not end_overdue(attempt)
    assert not submit(person, attempt)
    assert facts(person, attempt).responses == {question: Response(text="bir")}


def test_qz05_ten_looks_at_an_attempt_whose_time_is_over_end_it_once(app, db, person, clock, bookcase):
    bookcase.change_quiz(time_limit_minutes=20)
    attempt = start(person)
    clock.shift(minutes=20)

    def call():
        with app.app_context(), write_tx():
            return end_overdue(attempt)

    assert sorted(at_once([call] * 10)) == [False] * 9 + [True]
    assert count(db, SubmittedAttempt) == 1


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["bir", "ikki", ""])), max_size=5), st.randoms())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_answers_that_arrive_in_any_order_and_twice_end_in_the_same_marks(app, person, posts, chance):
    """A law of the whole: through the rows, not only the rule."""
    mixed = posts + posts
    chance.shuffle(mixed)
    outcomes = []
    for order in (posts, mixed):
        with write_tx():
            other = add_person("uz").id
        attempt = start(other)
        question = paper(other, attempt).questions[0].question_id
        for stamp, words in order:
            save(other, attempt, question, Response(text=words), stamp=stamp)
        outcomes.append(facts(other, attempt).responses.get(question, Response()))
        submit(other, attempt)
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize(
    ("course", "quiz", "lang"), [("no", "final", "uz"), ("my-gov-uz", "no", "uz"), ("my-gov-uz", "final", "en")]
)
def test_what_is_not_published_cannot_be_begun(app, person, course, quiz, lang):
    before = rows(app)
    with pytest.raises(NotFoundError), write_tx():
        start_attempt(person, course, quiz, lang)
    assert rows(app) == before


def test_answers_are_rows_that_are_only_added(db, person):
    attempt = start(person)
    question = paper(person, attempt).questions[0].question_id
    for words in ("bir", "ikki", "ikki", "bir"):
        save(person, attempt, question, Response(text=words))
    kept = db.session.scalars(select(Answer).order_by(Answer.revision)).all()
    assert [row.revision for row in kept] == [1, 2, 3]
    assert [row.response["text"] for row in kept] == ["bir", "ikki", "bir"]
    assert facts(person, attempt).responses == {question: Response(text="bir")}


def test_nothing_chosen_leaves_no_row_and_takes_a_given_answer_back(db, person):
    attempt = start(person)
    question = paper(person, attempt).questions[0].question_id
    save(person, attempt, question, Response())
    assert count(db, Answer) == 0
    save(person, attempt, question, Response(chosen=("1",)))
    save(person, attempt, question, Response())
    assert facts(person, attempt).responses[question].is_empty


def test_a_question_that_is_not_on_the_paper_takes_no_answer(app, person):
    attempt = start(person)
    asked = paper(person, attempt).question_ids
    other = next(one.id for one in get_quiz_of(facts(person, attempt)).questions if one.id not in asked)
    before = rows(app)
    with pytest.raises(QuestionNotAskedError):
        save(person, attempt, other, Response(text="x"))
    assert rows(app) == before


def test_ten_different_answers_at_once_become_ten_revisions(app, db, person):
    attempt = start(person)
    question = paper(person, attempt).questions[0].question_id

    def call(number):
        with app.app_context():
            save(person, attempt, question, Response(text=f"{number}"))

    at_once([lambda number=number: call(number) for number in range(10)])
    db.session.rollback()
    assert sorted(db.session.scalars(select(Answer.revision))) == list(range(1, 11))


def test_an_attempt_ends_once(app, db, person):
    attempt = start(person)
    assert submit(person, attempt)
    before = rows(app)
    assert not submit(person, attempt)
    assert rows(app) == before


def test_qz03_ten_submits_at_once_are_one(app, db, person):
    attempt = start(person)

    def call():
        with app.app_context():
            return submit(person, attempt)

    assert sorted(at_once([call] * 10)) == [False] * 9 + [True]
    assert count(db, SubmittedAttempt) == 1


def test_what_comes_after_the_end_is_kept_and_counts_for_nothing(db, person):
    attempt = start(person)
    question = paper(person, attempt).questions[0].question_id
    save(person, attempt, question, Response(text="bir"))
    submit(person, attempt)
    graded = facts(person, attempt).grade
    assert save(person, attempt, question, Response(text="bir")) is Receipt.SAME
    assert save(person, attempt, question, Response(text="ikki")) is Receipt.LATE
    assert save(person, attempt, question, Response(text="ikki")) is Receipt.LATE
    found = facts(person, attempt)
    assert (found.responses[question], found.late) == (Response(text="bir"), {question: Response(text="ikki")})
    assert found.grade == graded
    assert count(db, Answer) == 2


def test_an_answer_and_the_end_at_once_agree_with_the_grade(app, db, person):
    """Either the answer came before the end and is graded, or it is late."""
    attempt = start(person)
    question = paper(person, attempt).questions[0].question_id

    def answer():
        with app.app_context():
            return save(person, attempt, question, Response(text="bir")) is Receipt.SAVED

    def end():
        with app.app_context():
            return submit(person, attempt)

    was_kept, _ended = at_once([answer, end])
    db.session.rollback()
    ended_at = db.session.scalars(select(SubmittedAttempt.submitted_at)).one()
    given = db.session.scalars(select(Answer.given_at).where(~Answer.is_late)).all()
    assert len(given) == was_kept
    assert count(db, Answer) == 1
    assert all(moment <= ended_at for moment in given)


def test_immediate_feedback_closes_an_answer(person, bookcase):
    bookcase.change_quiz(feedback=Feedback.IMMEDIATE)
    attempt = start(person)
    question = paper(person, attempt).questions[0].question_id
    assert save(person, attempt, question, Response(text="bir")) is Receipt.SAVED
    assert save(person, attempt, question, Response(text="ikki")) is Receipt.CLOSED
    assert facts(person, attempt).responses == {question: Response(text="bir")}


def test_the_grade_is_kept_as_an_exact_fraction(db, person):
    attempt = start(person)
    submit(person, attempt)
    row = db.session.scalars(select(SubmittedAttempt)).one()
    assert (row.points, row.possible, row.percent, row.is_passed) == ("0", "10", 0, False)
    found = facts(person, attempt)
    assert found.state is AttemptState.SUBMITTED
    assert found.grade.possible == 10


def test_an_attempt_is_graded_with_the_bank_that_it_was_made_with(db, person, bookcase):
    attempt = start(person)
    old = get_quiz_of(facts(person, attempt))
    for asked in paper(person, attempt).questions:
        question = next(one for one in old.questions if one.id == asked.question_id)
        save(person, attempt, asked.question_id, right_response(question))
    bookcase.change_quiz(questions=tuple(replace(one, options=(), accepted=("x",)) for one in old.questions))
    submit(person, attempt)
    row = db.session.scalars(select(SubmittedAttempt)).one()
    assert (row.percent, row.quiz_digest) == (100, old.digest)


def test_words_of_ones_own_go_with_the_person_and_what_was_chosen_stays(db, person):
    attempt = start(person)
    ids = paper(person, attempt).question_ids
    given = [Response(text="Kod — kalit."), Response(gaps={"1": "kalit"}), Response(pairs={"1": "2"})]
    for id_, response in zip(ids, given, strict=False):
        save(person, attempt, id_, response)
    with write_tx():
        erase_person(person, "0" * 36)
    kept = {row.question_id: row.response for row in db.session.scalars(select(Answer))}
    assert [kept[id_] for id_ in ids[:3]] == [{}, {}, {"pairs": {"1": "2"}}]


def test_qz06_only_its_owner_finds_an_attempt(db, person):
    attempt = start(person)
    with write_tx():
        other = add_person("uz").id
    for asker in (other, None, "", "%", attempt):
        with pytest.raises(NotFoundError):
            facts(asker, attempt)


def test_what_a_visitor_has_begun_is_theirs_under_the_name_that_they_join(db, person):
    attempt = start(person)
    with write_tx():
        account = add_person("uz").id
        join_visitor(person, account)
    question = paper(account, attempt).questions[0].question_id
    save(account, attempt, question, Response(text="bir"))
    assert start(account) == attempt
    assert submit(account, attempt)
    assert db.session.scalars(select(SubmittedAttempt.person_id)).one() == account


def test_what_is_undone_is_announced_to_nobody(app, person):
    attempt = start(person)
    before = rows(app)
    with pytest.raises(LookupError), write_tx():
        submit_attempt(facts(person, attempt), "uz")
        raise LookupError
    assert rows(app) == before
    assert facts(person, attempt).state is AttemptState.OPEN


def test_the_end_of_an_attempt_is_a_job_in_the_same_transaction(db, person):
    submit(person, start(person))
    kinds = db.session.scalars(select(Job.kind)).all()
    assert "hear.progress.record_pass" in kinds
