"""The operator's door: grading anew after a key was mended."""

import click
from flask.cli import AppGroup

from app.infra.database import write_tx
from app.kernel.errors import BadTextError
from app.kernel.text import clean_line
from app.quizzes.service.regrading import note_regrading, regrade_some
from app.quizzes.types.answers import UnknownQuestionError
from app.quizzes.types.grades import Regraded

REASON_LIMIT = 300


@click.group("quizzes", cls=AppGroup)
def commands() -> None:
    """Quizzes: grade anew."""


@commands.command("regrade")
@click.argument("quiz")
@click.option("--question", required=True, help="The id of the question whose key was mended and published.")
@click.option("--reason", required=True, help="Kept with each new grade, and in the audit log.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--take-passes", is_flag=True, help="Let a pass become a fail; without it such a pass stays.")
def regrade(quiz: str, question: str, reason: str, *, dry_run: bool, take_passes: bool) -> None:
    """Grade all ended attempts at QUIZ (course/quiz) anew with the key that is published now. Old grades stay.

    No certificate is revoked: where a pass is taken, look at it and use `certificates revoke`.
    """
    course_key, _, quiz_key = quiz.partition("/")
    words = _reason(reason)
    done: list[Regraded] = []
    unfit, after = 0, ""
    while True:
        try:
            with write_tx():
                report = regrade_some(
                    course_key,
                    quiz_key,
                    question,
                    reason=words,
                    by=None,
                    takes_passes=take_passes,
                    is_rehearsal=dry_run,
                    after=after,
                )
        except UnknownQuestionError as error:
            raise click.ClickException(f"No question {question} is published in {quiz}: look for a slip.") from error
        done += report.regraded
        unfit += report.unfit
        if report.last_id is None:
            break
        after = report.last_id
    _tell(done, unfit, is_rehearsal=dry_run)
    count = sum(not one.is_kept_back for one in done)
    if count and not dry_run:
        with write_tx():
            note_regrading(course_key, quiz_key, question, reason=words, by=None, count=count)


def _reason(typed: str) -> str:
    try:
        words = clean_line(typed, REASON_LIMIT)
    except BadTextError as error:
        says = f"the reason is {error}; at most {REASON_LIMIT} characters"
        raise click.BadParameter(says, param_hint="--reason") from error
    if not words:
        raise click.BadParameter("say why", param_hint="--reason")
    return words


def _tell(done: list[Regraded], unfit: int, *, is_rehearsal: bool) -> None:
    for one in done:
        if one.was != one.now:
            change = f"{one.was.percent} % {_word(one.was.is_passed)} -> {one.now.percent} % {_word(one.now.is_passed)}"
            note = " (kept: would take a pass; --take-passes does it)" if one.is_kept_back else ""
            click.echo(f"{one.attempt_id}: {change}{note}")
    verb = "Would regrade" if is_rehearsal else "Regraded"
    graded = [one for one in done if not one.is_kept_back]
    up = sum(one.now.is_passed and not one.was.is_passed for one in graded)
    down = sum(one.was.is_passed and not one.now.is_passed for one in graded)
    click.echo(f"{verb} {len(graded)} attempts: {up} pass now, {down} do not pass any more.")
    if len(done) > len(graded):
        click.echo(f"Kept {len(done) - len(graded)} passes that the new key would take.")
    if unfit:
        click.echo(f"Left {unfit} attempts whose question had other options: their answers fit no other key.")


def _word(is_passed: bool) -> str:  # noqa: FBT001 - a fact in words
    return "pass" if is_passed else "fail"
