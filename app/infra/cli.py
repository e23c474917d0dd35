"""The operator's door to jobs: a worker process of its own, where the web process has no worker thread."""

import click
from flask import current_app
from flask.cli import AppGroup

from app.infra.jobs import desk, run_all, run_next


@click.group("jobs", cls=AppGroup)
def commands() -> None:
    """Work that waits: do it."""


@commands.command("work")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def work(*, once: bool) -> None:
    """Do jobs as they come."""
    click.echo(f"Done: {run_all()}")
    while not once:
        with current_app.app_context():
            is_busy = run_next()
        if not is_busy:
            desk().bell.wait(timeout=1)
            desk().bell.clear()
