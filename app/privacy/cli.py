"""The operator's door: the list of erasures, after a restore."""

import click
from flask.cli import AppGroup

from app.infra.database import empty_log, write_tx
from app.infra.erasures import get_erasures
from app.privacy.service import reapply_erasures


@click.group("privacy", cls=AppGroup)
def commands() -> None:
    """Personal data: who was erased."""


@commands.group("erasures", cls=AppGroup)
def erasures() -> None:
    """The list of people who were erased; it holds random ids only."""


@erasures.command("list")
def list_them() -> None:
    """Print the day and the ids of everybody who was erased."""
    for entry in get_erasures().list_entries():
        click.echo(f"{entry.erased_on} {' '.join(entry.ids)}")


@erasures.command("apply")
def apply() -> None:
    """Erase again whoever a restored backup has brought back. Harmless at any time."""
    with write_tx():
        again = reapply_erasures()
    empty_log()
    click.echo(f"Erased again: {again}")
