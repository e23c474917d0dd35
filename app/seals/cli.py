"""The operator's door to keys: make, list, rotate, withdraw, grant. `app/rooms.py` puts it into `certificates`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import click
from flask import current_app
from flask.cli import AppGroup

from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.errors import BadTextError
from app.kernel.text import clean_line
from app.seals.queries import folder_of_keys, list_grants, list_keys
from app.seals.rules.lists import from_base64url
from app.seals.service.issuing import can_issue
from app.seals.service.keyfiles import KeyFileError, open_key
from app.seals.service.ring import OVERLAP, give_grant, has_keys, make_keys, rotate_keys, withdraw_key
from app.seals.types.keys import Grant, KeyRecord, KeyRefusedError, Trouble

REASON_LIMIT = 300
LONGEST_OVERLAP = 366
DAY = click.DateTime(["%Y-%m-%d"])


@click.group("keys", cls=AppGroup)
def keys() -> None:
    """Keys that seal certificates and sign their PDFs."""


@keys.command("new")
@click.option("--from", "starts", type=DAY, help="The first day that they sign for; today when it is left out.")
@click.option("--unless-there", is_flag=True, help="Do nothing when there are keys in use.")
def new(starts: datetime | None, *, unless_there: bool) -> None:
    """Make the first keys; from then on certificates can be issued."""
    if unless_there and has_keys():
        return
    with _told():
        with write_tx():
            made = make_keys(_day(starts) or clock.today())
        _say(made)


@keys.command("list")
def list_all() -> None:
    """Every key with its days and its file, every grant; exit 1 and say why when nothing can be issued now."""
    for one in list_keys():
        click.echo(f"{one.use:<6} {one.kid}  {_days(one)}  {_file(one)}")
    for grant in list_grants():
        scope = ", ".join(grant.scope) or "all courses"
        click.echo(f"grant  {grant.kid}  {grant.starts_on} to {grant.ends_on}  {grant.granted_to}: {scope}")
    trouble = can_issue()
    if trouble is not None:
        raise click.ClickException(f"Nothing can be issued. {trouble.says}\n       -> {trouble.do}")
    click.echo("Certificates can be issued.")


@keys.command("rotate")
@click.option(
    "--overlap",
    type=click.IntRange(0, LONGEST_OVERLAP),
    default=OVERLAP.days,
    show_default=True,
    help="Days that the keys of before go on for what was issued before.",
)
def rotate(overlap: int) -> None:
    """Make the next keys; what the old ones have signed goes on to hold."""
    with _told():
        with write_tx():
            made = rotate_keys(overlap=timedelta(days=overlap))
        _say(made)


@keys.command("withdraw")
@click.argument("kid")
@click.option("--reason", required=True, help="Goes into the audit log: say no private thing.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def withdraw(kid: str, reason: str, *, yes: bool) -> None:
    """Let nothing that the key KID has ever signed be believed any more: it is in other hands."""
    try:
        words = clean_line(reason, REASON_LIMIT)
    except BadTextError as error:
        raise click.BadParameter(f"the reason is {error}", param_hint="--reason") from error
    if not words:
        raise click.BadParameter("say why", param_hint="--reason")
    if not yes:
        click.confirm("Every certificate that it has sealed or signed will be called false. Go on?", abort=True)
    with _told():
        with write_tx():
            record = withdraw_key(kid, words)
        click.echo(f"Withdrawn: {record.use} {record.kid}. Verifiers hear of it when they fetch the list again.")
        click.echo("Every certificate of its time must be issued anew.")


@keys.command("grant")
@click.argument("node")
@click.option("--public", required=True, help="The node's own public key: Ed25519, 32 bytes in base64url.")
@click.option("--from", "starts", type=DAY, help="The first day; today when it is left out.")
@click.option("--to", "ends", type=DAY, required=True, help="The last day.")
@click.option("--course", "scope", multiple=True, help="A course that it may issue for; all when none is named.")
def grant(node: str, public: str, starts: datetime | None, ends: datetime, scope: tuple[str, ...]) -> None:
    """Let the offline node NODE seal with a key of its own; prints the token that it needs."""
    with _told():
        try:
            wanted = Grant(
                node_id=node,
                node_public=from_base64url(public),
                starts_on=_day(starts) or clock.today(),
                ends_on=ends.date(),
                scope=scope,
            )
            with write_tx():
                token = give_grant(wanted)
        except ValueError as error:
            raise KeyRefusedError(
                "That is no grant: a name of at most 40 letters, a key of 32 bytes in base64url, and a last day "
                "that is not before the first."
            ) from error
        click.echo(token)


def _say(made: list[KeyRecord]) -> None:
    for one in made:
        click.echo(f"Made: {one.use} {one.kid}, from {one.window.starts_on}")
    click.echo(f"Their files lie in {folder_of_keys()}. Make a backup now: flask --app wsgi backup make")


def _days(record: KeyRecord) -> str:
    window = record.window
    said = f"{window.starts_on} to {window.ends_on or '(in use)'}"
    return said if window.withdrawn_on is None else f"{said}, WITHDRAWN {window.withdrawn_on}"


def _file(record: KeyRecord) -> str:
    try:
        open_key(folder_of_keys(), record, current_app.config["SEAL_KEY"])
    except KeyFileError as error:
        return f"file: {error.trouble.fault}"
    return "file: good"


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@contextmanager
def _told() -> Iterator[None]:
    """What is refused, as the operator reads it, with exit 1."""
    try:
        yield
    except KeyRefusedError as error:
        raise click.ClickException(str(error)) from error
    except KeyFileError as error:
        raise click.ClickException(_words(error.trouble)) from error
    except OSError as error:
        raise click.ClickException(
            f"The files could not be written ({error.strerror}): nothing was changed."
        ) from error


def _words(trouble: Trouble) -> str:
    return f"{trouble.says}\n       -> {trouble.do}"
