"""From responses to a score and to what is worth learning again. The table of graders is here: one row a kind."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from app.content.types import QuestionKind, Quiz
from app.quizzes.rules.grading import multiple, practice, short, single, truefalse
from app.quizzes.rules.grading.marking import Grader
from app.quizzes.types import UNANSWERED, Mark, Paper, Response, Score

GRADERS: Mapping[QuestionKind, Grader] = {
    QuestionKind.SINGLE: single.grade,
    QuestionKind.MULTIPLE: multiple.grade,
    QuestionKind.TRUEFALSE: truefalse.grade,
    QuestionKind.SHORT: short.grade,
    QuestionKind.PRACTICE: practice.grade,
}


def score(quiz: Quiz, paper: Paper, responses: Mapping[str, Response]) -> Score:
    """The score of a paper; a question without a response earns nothing, a response to another question is ignored.

    Whether it is a pass is decided on exact points. A fail is never rounded up to the pass mark: 69.5 % is shown as
    69 when 70 is needed.
    """
    marks = grade_each(quiz, paper, responses)
    points = sum((mark.points for mark in marks.values()), Fraction(0))
    possible = sum((mark.possible for mark in marks.values()), Fraction(0))
    share = 100 * points / possible if possible else Fraction(0)
    is_passed = bool(marks) and share >= quiz.pass_percent
    percent = int(share + Fraction(1, 2))
    return Score(
        points=points,
        possible=possible,
        percent=percent if is_passed else min(percent, max(quiz.pass_percent - 1, 0)),
        is_passed=is_passed,
        marks=marks,
    )


def grade_each(quiz: Quiz, paper: Paper, responses: Mapping[str, Response]) -> dict[str, Mark]:
    """The mark of each question of a paper, by id, in the order asked."""
    questions = {question.id: question for question in quiz.questions}
    return {
        id_: GRADERS[questions[id_].kind](questions[id_], responses.get(id_, UNANSWERED), quiz.grading)
        for id_ in paper.question_ids
    }


def what_to_learn_again(quiz: Quiz, result: Score, lesson_keys: Sequence[str]) -> tuple[str, ...]:
    """The lessons whose questions lost points, most lost first, else in course order.

    A question belongs to every lesson whose key is among its tags.
    """
    tags = {question.id: question.tags for question in quiz.questions}
    lost = dict.fromkeys(lesson_keys, Fraction(0))
    for id_, mark in result.marks.items():
        for lesson in lost.keys() & tags[id_]:
            lost[lesson] += mark.possible - mark.points
    return tuple(sorted((lesson for lesson in lost if lost[lesson]), key=lambda lesson: -lost[lesson]))
