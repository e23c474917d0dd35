"""The operator's doors to jobs, to letters and to the audit log."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.infra import audit, rounds
from app.infra.database import write_tx
from app.infra.jobs import desk, run_all, run_next


@click.group("jobs", cls=AppGroup)
def job_commands() -> None:
    """Work that waits: do it."""


@job_commands.command("work")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def work(*, once: bool) -> None:
    """Do jobs as they come."""
    desk().plan()
    desk().go_rounds()
    click.echo(f"Done: {run_all()}")
    while not once:
        with current_app.app_context():
            desk().plan()
            desk().go_rounds()
            is_busy = run_next()
        if not is_busy:
            desk().bell.wait(timeout=1)
            desk().bell.clear()


@click.group("letters", cls=AppGroup)
def letter_commands() -> None:
    """Letters to people: how many, in which state; send a doubtful one again."""


@letter_commands.command("list")
def list_letters() -> None:
    """Count letters by channel, purpose and state, and name the doubtful ones; no address, no words."""
    for (channel, purpose, state), number in rounds.count_letters().items():
        click.echo(f"{number:>7}  {state:<9} {channel:<9} {purpose}")
    for letter in rounds.list_doubtful():
        click.echo(
            f"doubtful  {letter.id}  {letter.created_at:%Y-%m-%d %H:%M} UTC  {letter.purpose}  {letter.last_error}"
        )


@letter_commands.command("retry")
@click.argument("letter_ids", metavar="ID…", nargs=-1, required=True)
def retry(letter_ids: tuple[str, ...]) -> None:
    """Send doubtful letters once more. The person may get them twice: that is for you to judge, letter by letter."""
    with write_tx():
        refused = [letter_id for letter_id in letter_ids if not rounds.retry(letter_id)]
    click.echo(f"To be sent again: {len(letter_ids) - len(refused)}")
    if refused:
        raise click.ClickException(f"not doubtful, or not known any more: {' '.join(refused)}")


@click.group("audit", cls=AppGroup)
def audit_commands() -> None:
    """The audit log: check its chain, note its end."""


@audit_commands.command("verify")
@click.option("--anchor", "anchors", multiple=True, help="NUMBER:SEAL, noted outside before; may be given again.")
@click.option(
    "--reports",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of daily reports: the ends that they noted are anchors too.",
)
def verify(anchors: tuple[str, ...], reports: Path | None) -> None:
    """Check every entry of the audit log; exit 1 and name the entry when one was changed, removed or cut off."""
    noted = audit.list_noted(reports) if reports else []
    verdict = audit.verify([*(_head(anchor) for anchor in anchors), *noted])
    for lost in verdict.lost:
        click.echo(f"Not here, as it should be: entry {lost}")
    for fault in verdict.faults:
        click.echo(f"Entry {fault}")
    if reports:
        click.echo(f"{len(noted)} reports were compared")
    click.echo(f"{verdict.count} entries; the end is {verdict.head or 'empty'}")
    if verdict.faults:
        raise SystemExit(1)


@audit_commands.command("head")
def head() -> None:
    """Print the end of the audit log as NUMBER:SEAL, to be noted outside of this machine."""
    click.echo(audit.find_head() or "empty")


def _head(text: str) -> audit.Head:
    try:
        return audit.read_head(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--anchor") from error
