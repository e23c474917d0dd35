"""The operator's door: revoking."""

import click
from flask.cli import AppGroup

from app.certificates.rules.codes import normalise_code
from app.certificates.service.correcting import revoke_certificate
from app.certificates.types import UnknownCodeError
from app.infra.database import write_tx
from app.kernel.errors import BadTextError
from app.kernel.text import clean_line

REASON_LIMIT = 300


@click.group("certificates", cls=AppGroup)
def commands() -> None:
    """Certificates: revoke one."""


@commands.command("revoke")
@click.argument("code")
@click.option("--reason", required=True, help="Shown to whoever checks the certificate: say no private thing.")
def revoke(code: str, reason: str) -> None:
    """Revoke the certificate with CODE: its page says so from now on, and its PDF is gone."""
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
