"""Question banks: one right answer where there is one, feedback for the wrong ones, nothing to guess by length."""

from app.content.schema.quiz.reading import QuestionSource, QuizSource
from app.content.source.report import Report
from app.content.types.quizzes import Feedback, QuestionKind

GUESSABLE_LEAST = 3
"""Single-choice questions; of fewer, chance makes the right option the longest too often."""


def check_quiz(text: QuizSource, report: Report) -> None:
    """A quiz in one of its languages."""
    _bank(text, report)
    _duplicates(text, report)
    _longest(text, report)
    for question in text.questions:
        _right_answers(text, question, report)
        if text.rules.feedback is not Feedback.NEVER:
            _feedback(text, question, report)


def _bank(text: QuizSource, report: Report) -> None:
    file, rules = text.words.file, text.rules
    if rules.include:
        return  # what they hold is seen in `inclusions`
    if not text.questions and text.words.is_body_read:
        report.error(file, 1, "no-questions", "The quiz has no question: begin each with `## ` and an id.")
    if text.questions and rules.draw and rules.draw > len(text.questions):
        says = f"`draw` is {rules.draw}, but the bank has {len(text.questions)} questions: write more, or draw fewer."
        report.error(file, rules.draw_line, "draw", says)


def _duplicates(text: QuizSource, report: Report) -> None:
    first: dict[str, int] = {}
    for question in text.questions:
        if question.id in first:
            says = f"The question id `{question.id}` is used in line {first[question.id]} already: choose another."
            report.error(text.words.file, question.line, "duplicate-id", says)
        first.setdefault(question.id, question.line)


def _right_answers(text: QuizSource, question: QuestionSource, report: Report) -> None:
    right = [option for option in question.options if option.weight >= 1]
    file, line = text.words.file, question.line
    if question.kind is QuestionKind.SINGLE and len(right) != 1:
        says = f"A numbered list has exactly one right answer [x]; this one has {len(right)}."
        report.error(file, line, "one-right", says)
    if question.kind is QuestionKind.MULTIPLE and not right:
        report.error(file, line, "one-right", "No answer is right: mark at least one with [x].")
    if question.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE} and len(question.options) == 1:
        report.error(file, line, "one-option", "One answer is no choice: write at least two.")
    for option in question.options:
        if not option.text:
            report.error(file, option.line, "empty-option", "This answer says nothing: write it, or take it out.")


def _feedback(text: QuizSource, question: QuestionSource, report: Report) -> None:
    for option in question.options:
        if option.weight < 1 and not option.feedback:
            says = "This wrong answer has no feedback: say below it, after `   > `, why it is wrong."
            report.warn(text.words.file, option.line, "no-feedback", says)


def _longest(text: QuizSource, report: Report) -> None:
    singles = [question for question in text.questions if question.kind is QuestionKind.SINGLE]
    if len(singles) >= GUESSABLE_LEAST and all(map(_is_right_one_longest, singles)):
        says = "In every question with one right answer it is the longest: lengthen some of the wrong ones."
        report.warn(text.words.file, singles[0].line, "longest-right", says)


def _is_right_one_longest(question: QuestionSource) -> bool:
    right = [len(option.text) for option in question.options if option.weight >= 1]
    wrong = [len(option.text) for option in question.options if option.weight < 1]
    return bool(right and wrong) and min(right) > max(wrong)
