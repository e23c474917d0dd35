"""The operator's door: the first administrator, and demo people for a first look."""

import base64
import hmac

import click
from flask import current_app
from flask.cli import AppGroup

from app.accounts.queries.people import find_credentials
from app.accounts.queries.second_step import is_first_look
from app.accounts.rules.logins import normalise_email, normalise_login, normalise_phone
from app.accounts.rules.passwords import check_password
from app.accounts.service.people import LoginTakenError, open_account
from app.accounts.service.roles import grant_role
from app.accounts.service.second_step import give_demo_step, reset_second_step
from app.infra.database import write_tx
from app.infra.passwords import hash_password
from app.kernel.errors import BadTextError
from app.kernel.locale import UZ
from app.kernel.permissions import STAFF, Role
from app.kernel.text import clean_name

DEMO_PEOPLE = (
    (Role.LEARNER, "+998900000001", "Nodira Karimova"),
    (Role.TRAINER, "+998900000002", "Jasur Toʻxtayev"),
    (Role.AUTHOR, "+998900000003", "Dilnoza Gʻaniyeva"),
    (Role.COORDINATOR, "+998900000004", "Sherzod Aliyev"),
    (Role.ADMINISTRATOR, "+998900000005", "Malika Yoʻldosheva"),
    (Role.MANAGER, "+998900000007", "Munira Ergasheva"),
    (Role.REVIEWER, "+998900000006", "Aziza Rahimova"),
)


@click.group("accounts", cls=AppGroup)
def commands() -> None:
    """People: the first administrator, demo people."""


@commands.command("create-admin")
@click.option("--name", prompt="Name", help="The administrator's name.")
@click.option("--login", prompt="Phone or e-mail", help="Signs in with this.")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, help="At least 8 characters.")
def create_admin(name: str, login: str, password: str) -> None:
    """Make an administrator of the whole site."""
    try:
        cleaned = clean_name(name)
    except BadTextError as error:
        raise click.BadParameter(f"the name is {error}", param_hint="--name") from error
    phone, email = normalise_phone(login), normalise_email(login)
    if not phone and not email:
        raise click.BadParameter("neither a phone nor an e-mail", param_hint="--login")
    problem = check_password(password, phone=phone, email=email, name=cleaned)
    if problem is not None:
        raise click.BadParameter(f"the password is {problem}", param_hint="--password")
    try:
        _create(Role.ADMINISTRATOR, login, cleaned, password)
    except LoginTakenError as error:
        raise click.ClickException(f"{login} belongs to an account already.") from error
    click.echo(f"administrator {login}")


@commands.command("create-demo")
def create_demo() -> None:
    """Make one demo person a role, and print `role login password` for each: for a first look, on no public site."""
    for role, phone, name in DEMO_PEOPLE:
        click.echo(f"{role} {phone} {_demo_password(role)}")
        if find_credentials(phone) is None:
            _create(role, phone, name, _demo_password(role))
        known = find_credentials(phone)
        if known and role in STAFF and is_first_look():
            with write_tx():
                give_demo_step(known.person_id)
    if is_first_look():
        click.echo("The staff among them are asked for a code: on this machine the page itself shows it.")
    else:
        click.echo("The staff among them are asked to set up an authenticator when they sign in for the first time.")


@commands.command("reset-second-step")
@click.argument("login")
def reset(login: str) -> None:
    """Let a staff member who lost phone and recovery codes set up the second step anew; their sessions end."""
    known = find_credentials(normalise_login(login) or "")
    if known is None:
        raise click.ClickException(f"nobody signs in with {login}.")
    with write_tx():
        was_set = reset_second_step(known.person_id, by=None)
    click.echo(
        f"{login}: " + ("reset; they set it up at the next sign-in." if was_set else "there was nothing to reset.")
    )


def _demo_password(role: Role) -> str:
    """The same at each start of one installation, and not to be guessed at another."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return base64.b32encode(hmac.digest(key, b"demo\0" + role.encode(), "sha256"))[:12].decode().lower()


def _create(role: Role, login: str, name: str, password: str) -> None:
    password_hash = hash_password(password)
    kept = normalise_login(login) or ""
    with write_tx():
        account = open_account(
            None,
            name=name,
            phone=None if "@" in kept else kept,
            email=kept if "@" in kept else None,
            password_hash=password_hash,
            region="",
            district="",
            language=UZ,
        )
        if role is not Role.LEARNER:  # whoever has an account is one
            grant_role(account.person_id, role)
