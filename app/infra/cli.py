"""The operator's doors to jobs and to the audit log."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.infra import audit
from app.infra.jobs import desk, run_all, run_next


@click.group("jobs", cls=AppGroup)
def job_commands() -> None:
    """Work that waits: do it."""


@job_commands.command("work")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def work(*, once: bool) -> None:
    """Do jobs as they come."""
    desk().plan()
    click.echo(f"Done: {run_all()}")
    while not once:
        with current_app.app_context():
            desk().plan()
            is_busy = run_next()
        if not is_busy:
            desk().bell.wait(timeout=1)
            desk().bell.clear()


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
