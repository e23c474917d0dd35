"""From responses to a score and to what is worth learning again. The table of graders is here: one row a kind."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from app.content.types.quizzes import Question, QuestionKind, Quiz
from app.quizzes.rules.grading import cloze, essay, match, multiple, numeric, order, practice, short, single, truefalse
from app.quizzes.rules.grading.marking import Grader, exact
from app.quizzes.types.answers import UNANSWERED, Response
from app.quizzes.types.attempts import Again
from app.quizzes.types.grades import EssayVerdict, Mark, Outcome, Score
from app.quizzes.types.papers import Paper

NOTHING: Mapping[str, int] = MappingProxyType({})
NO_VERDICTS: Mapping[str, EssayVerdict] = MappingProxyType({})

GRADERS: Mapping[QuestionKind, Grader] = {
    QuestionKind.SINGLE: single.grade,
    QuestionKind.MULTIPLE: multiple.grade,
    QuestionKind.TRUEFALSE: truefalse.grade,
    QuestionKind.SHORT: short.grade,
    QuestionKind.NUMERIC: numeric.grade,
    QuestionKind.CLOZE: cloze.grade,
    QuestionKind.ORDER: order.grade,
    QuestionKind.MATCH: match.grade,
    QuestionKind.HOTSPOT: multiple.grade,
    QuestionKind.ESSAY: essay.grade,
    QuestionKind.PRACTICE: practice.grade,
}


def score(
    quiz: Quiz,
    paper: Paper,
    responses: Mapping[str, Response],
    *,
    hints: Mapping[str, int] = NOTHING,
    essays: Mapping[str, EssayVerdict] = NO_VERDICTS,
) -> Score:
    """The score of a paper; a question without a response earns nothing, a response to another question is ignored.

    `hints` says how many were opened that cost points, `essays` what trainers gave. Whether it is a pass is decided on
    exact points. A fail is never rounded up to the pass mark: 69.5 % is shown as 69 when 70 is needed. Nobody has
    passed while a person has yet to mark a part.
    """
    marks = grade_each(quiz, paper, responses, hints=hints, essays=essays)
    points = sum((mark.points for mark in marks.values()), Fraction(0))
    possible = sum((mark.possible for mark in marks.values()), Fraction(0))
    share = 100 * points / possible if possible else Fraction(0)
    is_marked = all(mark.outcome is not Outcome.AWAITING for mark in marks.values())
    is_passed = bool(marks) and is_marked and share >= quiz.pass_percent
    percent = int(share + Fraction(1, 2))
    return Score(
        points=points,
        possible=possible,
        percent=percent if is_passed else min(percent, max(quiz.pass_percent - 1, 0)),
        is_passed=is_passed,
        marks=marks,
    )


def grade_each(
    quiz: Quiz,
    paper: Paper,
    responses: Mapping[str, Response],
    *,
    hints: Mapping[str, int] = NOTHING,
    essays: Mapping[str, EssayVerdict] = NO_VERDICTS,
) -> dict[str, Mark]:
    """The mark of each question of a paper, by id, in the order asked."""
    questions = {question.id: question for question in quiz.questions}
    return {
        id_: grade_one(quiz, questions[id_], responses.get(id_, UNANSWERED), hints.get(id_, 0), essays.get(id_))
        for id_ in paper.question_ids
    }


def grade_one(
    quiz: Quiz, question: Question, response: Response, hints: int = 0, verdict: EssayVerdict | None = None
) -> Mark:
    """The mark of one question: what its grader or a trainer gave, less what its hints cost. It stays in [0, points].

    «I don't know» earns nothing and costs nothing, whatever the kind.
    """
    possible = exact(question.points)
    if response.is_unknown:
        return Mark(points=Fraction(0), possible=possible, outcome=Outcome.UNKNOWN, verdicts={})
    mark = GRADERS[question.kind](question, response, quiz.grading)
    if mark.outcome is Outcome.AWAITING and verdict is not None:
        mark = replace(mark, points=_inside(verdict.points, possible), outcome=_outcome(verdict.points, possible))
    cost = possible * min(hints * quiz.hint_cost_percent, 100) / 100
    if not cost or not mark.points:
        return mark
    left = _inside(mark.points - cost, possible)
    return replace(mark, points=left, outcome=Outcome.PARTLY if left else mark.outcome)


def _inside(points: Fraction, possible: Fraction) -> Fraction:
    return min(max(points, Fraction(0)), possible)


def _outcome(points: Fraction, possible: Fraction) -> Outcome:
    if points >= possible:
        return Outcome.RIGHT
    return Outcome.PARTLY if points > 0 else Outcome.WRONG


def count_hints(question: Question) -> int:
    """How many hints a question has, the same in every language."""
    return max((len(text.hints_html) for text in question.texts.values()), default=0)


def what_to_learn_again(quiz: Quiz, result: Score, lesson_keys: Sequence[str]) -> tuple[Again, ...]:
    """The lessons whose questions lost points, most lost first, else in course order.

    A question belongs to every lesson whose key is among its tags. What a trainer has yet to mark is not lost.
    """
    tags = {question.id: question.tags for question in quiz.questions}
    lost: dict[str, list[Fraction]] = {key: [] for key in lesson_keys}
    for id_, mark in result.marks.items():
        if mark.points < mark.possible and mark.outcome is not Outcome.AWAITING:
            for lesson in lost.keys() & tags[id_]:
                lost[lesson].append(mark.possible - mark.points)
    worst_first = sorted((key for key in lost if lost[key]), key=lambda key: -sum(lost[key]))
    return tuple(Again(lesson_key=key, questions=len(lost[key])) for key in worst_first)
