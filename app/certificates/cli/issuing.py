"""Issuing to many at once, and revoking one."""

from collections import Counter
from datetime import UTC, datetime, time
from typing import IO

import click

from app.certificates.cli.group import commands
from app.certificates.queries.batches import get_batch, list_batches
from app.certificates.queries.offers import courses_behind, find_path
from app.certificates.rules.codes import normalise_code
from app.certificates.service.batches import begin_batch
from app.certificates.service.correcting import revoke_certificate
from app.certificates.types import PATHS, BatchFacts, Outcome, UnknownCodeError
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.errors import BadInputError, BadTextError, NotFoundError
from app.kernel.text import clean_line
from app.progress.queries import list_who_passed
from app.published.queries import find_course

REASON_LIMIT = 300
TITLE_LIMIT = 120


@commands.command("revoke")
@click.argument("code")
@click.option("--reason", required=True, help="Shown to whoever checks the certificate: say no private thing.")
def revoke(code: str, reason: str) -> None:
    """Revoke the certificate with CODE: its page says so from now on, its PDF is gone, and its owner is told."""
    try:
        words = clean_line(reason, REASON_LIMIT)
    except BadTextError as error:
        raise click.BadParameter(
            f"the reason is {error}; at most {REASON_LIMIT} characters", param_hint="--reason"
        ) from error
    if not words:
        raise click.BadParameter("say why", param_hint="--reason")
    if normalise_code(code) is None:
        raise click.BadParameter(f"{code} is not a certificate code: look for a slip", param_hint="CODE")
    try:
        with write_tx():
            is_new = revoke_certificate(code, words)
    except UnknownCodeError as error:
        raise click.ClickException(f"There is no certificate with the code {code}.") from error
    click.echo(f"Revoked: {normalise_code(code)}" if is_new else f"It was revoked before: {normalise_code(code)}")


@commands.command("issue")
@click.option("--course", help="The course whose certificates are issued.")
@click.option("--path", help="The path whose certificates are issued, instead of a course.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="To all who have passed since this day, in Tashkent.")
@click.option("--people", type=click.File("r"), help="To those in this file: one person's id on each line.")
@click.option("--title", default="", help="What the batch is called on the page of staff.")
def issue(course: str | None, path: str | None, since: datetime | None, people: IO[str] | None, title: str) -> None:
    """Issue a course's or a path's certificates to many people; a worker does it, chunk by chunk.

    Whoever has one keeps it. This is also how people get a path's certificate who had passed its courses before the
    path was published; otherwise it comes with the next thing that they pass.
    """
    key = _key(course, path)
    if (since is None) == (people is None):
        raise click.UsageError("Say --since or --people.")
    ids = _ids(people) if people else _passed(key, since or clock.now())
    if not ids:
        raise click.ClickException("There is nobody to issue to.")
    try:
        words = clean_line(title, TITLE_LIMIT) or f"{key} {clock.today().isoformat()}"
        with write_tx():
            batch_id = begin_batch(key, ids, title=words, by=None)
    except BadTextError as error:
        raise click.BadParameter(f"the title is {error}", param_hint="--title") from error
    except BadInputError as error:
        raise click.ClickException("Some of these ids are nobody's, or they are more than 20,000.") from error
    click.echo(f"Batch {batch_id}: {len(set(ids))} people. See: certificates batches {batch_id}")


@commands.command("batches")
@click.argument("batch", required=False)
def batches(batch: str | None) -> None:
    """How far the latest batches are, or one of them."""
    try:
        found = [get_batch(batch)] if batch else list_batches()
    except NotFoundError as error:
        raise click.ClickException(f"There is no batch {batch}.") from error
    for facts in found:
        click.echo(_line(facts))


def _line(facts: BatchFacts) -> str:
    counts = Counter(facts.counts)
    told = ", ".join(f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome])
    state = "done" if facts.is_done else "goes on"
    if facts.is_stalled and not facts.is_done:
        state = f"stands still ({facts.trouble or 'nobody does it'})"
    return (
        f"{facts.id} {facts.key}: {facts.settled} of {facts.total} decided"
        f"{f' ({told})' if told else ''}, {facts.printed} of {facts.certificates} printed, {state}"
    )


def _key(course: str | None, path: str | None) -> str:
    if (course is None) == (path is None):
        raise click.UsageError("Say --course or --path.")
    key = course or f"{PATHS}{path}"
    offer = find_course(key) if course else find_path(key)
    if offer is None:
        raise click.ClickException(f"Nothing with the key {course or path} is published.")
    if offer.certificate is None:
        raise click.ClickException(f"{course or path} gives no certificate.")
    return key


def _ids(people: IO[str]) -> list[str]:
    return [line.strip() for line in people if line.strip()]


def _passed(key: str, since: datetime) -> list[str]:
    begins = datetime.combine(since.date(), time(), clock.TASHKENT).astimezone(UTC)
    return list_who_passed(courses_behind(key), begins)
