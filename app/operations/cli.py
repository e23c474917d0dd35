"""The operator's doors: backups, coming back from them, what is wrong and what to do."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from prometheus_client import start_http_server

from app.infra.backups.manifest import Backup, BadBackupError, list_backups
from app.infra.backups.sealing import read_identity
from app.infra.database import db
from app.kernel import clock
from app.operations.queries.gauges import make_registry
from app.operations.queries.health import examine
from app.operations.service.backups import make_backup, thin
from app.operations.service.proving import verify_backup
from app.operations.service.reports import write_report
from app.operations.service.restore import OpenSite, restore_backup
from app.operations.types import Finding, Level
from config import Settings

DEFAULT_PORT = 9100


def commands(settings: Settings, open_site: OpenSite) -> tuple[click.Command, ...]:
    """The commands of this room. `open_site` makes a site of other settings, to look at what is restored."""
    backup = AppGroup("backup", help="Backups: make one, look through one, come back from one.")
    for make in (_make, _verify, _restore):
        backup.add_command(make(settings, open_site))
    report = AppGroup("report", help="The daily report: numbers, and the end of the audit log.")
    report.add_command(_write(settings))
    metrics = AppGroup("metrics", help="Numbers for a monitor such as Prometheus, on a port of their own.")
    metrics.add_command(_serve(settings))
    return backup, report, metrics, _doctor(settings)


def _make(settings: Settings, _open_site: OpenSite) -> click.Command:
    @click.command("make")
    def make() -> None:
        """Copy the database, the pictures and certificates, and the keys, while the site runs; let old copies go."""
        began = clock.monotonic()
        with _told():
            backup = make_backup(settings, version=current_app.config["VERSION"])
        gone = thin(settings)
        click.echo(f"Made {backup.path} in {clock.monotonic() - began:.1f} s ({_describe(backup)}).")
        if gone:
            click.echo(f"Let {gone} old ones go.")
        if not backup.manifest.is_sealed:
            click.echo("It is not encrypted: keep it where only you can read it, or set BACKUP_RECIPIENTS.", err=True)

    return make


def _verify(settings: Settings, _open_site: OpenSite) -> click.Command:
    @click.command("verify")
    @click.argument("path", required=False, type=click.Path(path_type=Path))
    @click.option("--identity", type=click.Path(exists=True, path_type=Path), help="File with the age private key.")
    @click.option("--keys", type=click.Path(exists=True, path_type=Path), help="Where keys lie, when apart.")
    @click.option("--sample", type=int, help="Compare only so many certificates, chosen at random.")
    def verify(path: Path | None, identity: Path | None, keys: Path | None, sample: int | None) -> None:
        """Look through a backup, the newest when none is named; exit 1 and say what is wrong."""
        with _told():
            proof = verify_backup(
                _chosen(path, settings),
                settings,
                identity=read_identity(identity) if identity else None,
                sample=sample,
                keys_dir=keys or settings.backup_keys_dir,
            )
        click.echo(f"{proof.backup.path} ({_describe(proof.backup)})")
        for note in proof.notes:
            click.echo(f"  {note}")
        for problem in proof.problems:
            click.echo(f"Wrong: {problem}")
        if not proof.is_good:
            click.echo("Do not rely on this backup: make another, and look through the one before it.", err=True)
            raise SystemExit(1)
        click.echo("Good.")

    return verify


def _restore(settings: Settings, open_site: OpenSite) -> click.Command:
    @click.command("restore")
    @click.argument("path", required=False, type=click.Path(path_type=Path))
    @click.option("--into", type=click.Path(path_type=Path), help="Another data folder, in place of DATA_DIR.")
    @click.option("--identity", type=click.Path(exists=True, path_type=Path), help="File with the age private key.")
    @click.option("--keys", type=click.Path(exists=True, path_type=Path), help="Where keys lie, when apart.")
    @click.option("--yes", is_flag=True, help="Replace an installation that has people in it; it is kept.")
    def restore(path: Path | None, into: Path | None, identity: Path | None, keys: Path | None, *, yes: bool) -> None:
        """Come back from a backup, the newest when none is named. Stop the site first.

        It is made ready and proved beside what is there; what is there is kept.
        """
        began = clock.monotonic()
        db.engine.dispose()
        with _told():
            restored = restore_backup(
                _chosen(path, settings),
                _into(settings, into),
                open_site,
                is_confirmed=yes,
                identity=read_identity(identity) if identity else None,
                keys_dir=keys or settings.backup_keys_dir,
            )
        for note in restored.notes:
            click.echo(f"  {note}")
        click.echo(f"What was there is kept as {restored.kept}: remove it when all is well.")
        click.echo(
            f"Restored in {clock.monotonic() - began:.1f} s. Start the site, then run `flask --app wsgi doctor`."
        )

    return restore


def _doctor(settings: Settings) -> click.Command:
    @click.command("doctor")
    @click.option("--json", "is_json", is_flag=True, help="For machines: a list of findings.")
    @with_appcontext
    def doctor(*, is_json: bool) -> None:
        """Say what is wrong with this installation and what to do; exit 1 when something must be done now."""
        findings = examine(settings)
        if is_json:
            click.echo(json.dumps([asdict(finding) for finding in findings], indent=1))
        else:
            _tell(findings)
        if any(finding.level is Level.ERROR for finding in findings):
            raise SystemExit(1)

    return doctor


def _tell(findings: list[Finding]) -> None:
    marks = {Level.GOOD: "ok     ", Level.WARNING: "look   ", Level.ERROR: "WRONG  "}
    for finding in findings:
        click.echo(f"{marks[finding.level]}{finding.about}: {finding.says}")
        if finding.do:
            click.echo(f"       -> {finding.do}")
    errors, warnings = (sum(one.level is level for one in findings) for level in (Level.ERROR, Level.WARNING))
    click.echo(f"{errors} wrong, {warnings} to look at.")


def _write(settings: Settings) -> click.Command:
    @click.command("write")
    def write() -> None:
        """Write today's report into DATA_DIR/reports now, and show it."""
        click.echo(write_report(settings, clock.today()), nl=False)

    return write


def _serve(settings: Settings) -> click.Command:
    @click.command("serve")
    @click.option("--port", default=settings.metrics_port or DEFAULT_PORT, show_default=True)
    @click.option("--host", default="127.0.0.1", show_default=True, help="Not an address that strangers reach.")
    def serve(port: int, host: str) -> None:
        """Answer at http://HOST:PORT/metrics for all processes of the site that run with METRICS_PORT."""
        app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way out of the proxy
        server, thread = start_http_server(port, host, registry=make_registry(app, settings))
        click.echo(f"Numbers at http://{host}:{server.server_port}/metrics")
        thread.join()

    return serve


def _into(settings: Settings, folder: Path | None) -> Settings:
    """The same installation in another data folder; a SQLite database goes there too."""
    if folder is None:
        return settings
    into = folder.resolve()
    inside = f"sqlite:///{settings.data_dir / 'savodxon.db'}"
    url = f"sqlite:///{into / 'savodxon.db'}" if settings.database_url == inside else settings.database_url
    return replace(settings, data_dir=into, database_url=url, backup_dir=settings.backups, is_node_set=False)


def _chosen(path: Path | None, settings: Settings) -> Path:
    if path is not None:
        return path
    backups = list_backups(settings.backups)
    if not backups:
        raise BadBackupError(f"There is no backup in {settings.backups}: make one, or name one.")
    return backups[0].path


class _told:  # noqa: N801 - reads as a word in `with _told():`
    """What went wrong with a backup, as the operator reads it, with exit 1."""

    def __enter__(self) -> None:
        """Nothing."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, BadBackupError):
            raise click.ClickException(str(error)) from error


def _describe(backup: Backup) -> str:
    manifest = backup.manifest
    sealed = "encrypted" if manifest.is_sealed else "not encrypted"
    return f"{manifest.kind}, {sum(manifest.rows.values())} rows, {manifest.certificates} certificates, {sealed}"
