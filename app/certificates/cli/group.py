"""The commands of the room, together."""

import click
from flask.cli import AppGroup


@click.group("certificates", cls=AppGroup)
def commands() -> None:
    """Certificates: issue to many, revoke one, check papers, look after the keys."""
