"""create_app(): the one place that knows all rooms and introduces them to each other."""

from collections.abc import Callable
from functools import partial

import click
from flask import Flask
from flask_migrate import Migrate

from app.accounts.jobs import telegram as telegram_jobs
from app.accounts.routes import table as accounts
from app.centres.queries.calls import find_call
from app.certificates import listeners as certificate_listeners
from app.certificates.queries import offers as certificate_offers
from app.content import cli as content_cli
from app.content.library import Library
from app.content.types.releases import Release
from app.courses.listeners import hear_published
from app.infra import database, logging, meters
from app.infra.bell import Bell
from app.infra.bus import Bus
from app.infra.erasures import Erasures
from app.infra.jobs import Jobs
from app.infra.plugs.choice import build_bot, build_outbox
from app.infra.retention import Retention
from app.infra.storage import Storage
from app.infra.vault import Vault
from app.operations import cli as operations_cli
from app.operations import jobs as operations_jobs
from app.operations.service.backups import back_up_before_migration
from app.progress import listeners as progress_listeners
from app.progress import queries as progress_queries
from app.quizzes import listeners as quiz_listeners
from app.quizzes.queries.publishing import list_changes
from app.rooms import COMMANDS, DETOURS, JOBS, PURGES, ROOMS
from app.seals.service.issuing import can_issue
from app.search import jobs as search_jobs
from app.web import cookies, csrf, errors, guard, i18n, pages, prebuilt, room, security, viewer, zipped
from app.web.earned import Ledger
from app.web.larder import pages_of
from app.web.posters import Posters
from app.web.previews import Pictures
from config import ROOT, Settings, share_metrics

VERSION = "0.1.0"
LARGEST_POST = 64 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """The site. Without settings they are read from the environment."""
    settings = settings or Settings.from_env()
    logging.configure()
    app = Flask("app", static_folder=None, root_path=str(ROOT / "app"))
    _configure(app, settings)
    database.install(app, settings.database_url)
    Migrate(app, database.db, directory=str(ROOT / "migrations"), render_as_batch=True)
    _introduce(app, settings)
    _protect(app, settings)
    for one in ROOMS:
        app.register_blueprint(one)
    room.check_policies(app)
    _add_commands(app, settings)
    _keep_pages(app, settings)
    if settings.metrics_port:
        share_metrics(meters.folder_of(settings.data_dir))
        app.extensions["shelf"].count = meters.install(app, settings.data_dir).shelf.inc
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        AUDIT_KEY=settings.audit_key,
        SECOND_STEP_KEY=settings.second_step_key,
        SEAL_KEY=settings.seal_key,
        NODE_ID=settings.node_id,
        PUBLIC_URL=settings.public_url,
        ORGANISER=settings.organiser,
        HELP_PHONE=settings.help_phone,
        HELP_TELEGRAM=settings.help_telegram,
        VERSION=VERSION,
        TRUSTED_HOSTS=list(settings.hosts),
        MAX_CONTENT_LENGTH=LARGEST_POST,
        MAX_FORM_MEMORY_SIZE=LARGEST_POST,
        SESSION_COOKIE_SECURE=settings.is_https,
        TESTING=settings.is_testing,
    )


def _introduce(app: Flask, settings: Settings) -> None:
    """Tell rooms of each other, of the library, of the desk for jobs."""
    library = Library(settings.data_dir / "content")
    jobs = Jobs()
    bus = Bus(jobs)
    app.extensions.update(library=library, jobs=jobs, bus=bus, storage=Storage(settings.data_dir / "storage"))
    app.extensions["pictures"] = Pictures(settings.data_dir / "pictures")
    app.extensions["posters"] = Posters(settings.data_dir / "posters")
    app.extensions.update(
        vault=Vault(settings.data_dir / "exports"),
        erasures=Erasures(settings.data_dir / "erasures"),
        retention=Retention(*PURGES),
        detours=DETOURS,
        can_issue=can_issue,
        find_call=find_call,
        bell=Bell(settings.data_dir / "bell"),
    )
    app.extensions.update(outbox=build_outbox(settings.letters), bot=build_bot(settings.letters))
    app.extensions["release_digest"] = _digest_of(library)
    app.extensions["ledger"] = Ledger(
        standing=certificate_offers.standing_of,
        certificates=certificate_offers.earned_by,
        passed=progress_queries.list_passed_courses,
        prospects=certificate_offers.prospects_of,
    )
    quiz_listeners.subscribe(bus)
    progress_listeners.subscribe(bus)
    certificate_listeners.subscribe(bus)
    for work in JOBS:
        work.register(jobs)
    if settings.letters.telegram_bot:
        telegram_jobs.register(jobs)
    operations_jobs.register(jobs, settings, version=VERSION)
    app.extensions["settings"] = settings
    if settings.worker == "thread" and not settings.is_testing:
        app.before_request(lambda: None if prebuilt.is_building() else jobs.start_thread(app))


def _protect(app: Flask, settings: Settings) -> None:
    """What happens before and after every request, in this order."""
    i18n.install(app, settings.languages)
    logging.install(app)
    viewer.install(app, find_viewer=accounts.find_viewer, add_visitor=accounts.add_visitor)
    guard.install(app)
    pages.install(app)
    errors.install(app)
    zipped.install(app)
    security.install(app, is_https=settings.is_https)
    app.after_request(csrf.remember)
    app.after_request(cookies.keep_session)


def _add_commands(app: Flask, settings: Settings) -> None:
    for commands in COMMANDS:
        app.cli.add_command(commands)
    app.cli.add_command(_content_commands(app, settings))
    for command in operations_cli.commands(settings, create_app):
        app.cli.add_command(command)
    app.extensions["before_migration"] = partial(back_up_before_migration, settings, version=VERSION)


def _content_commands(app: Flask, settings: Settings) -> click.Group:
    return content_cli.commands(
        content_root=settings.content_root,
        data_dir=settings.data_dir,
        languages=settings.languages,
        before_publish=lambda release: _say_changes(app, release),
        after_publish=lambda release: _make_pages(app, release, draws=not settings.is_testing),
    )


def _say_changes(app: Flask, release: Release) -> list[str]:
    with app.app_context():
        return list_changes(app.extensions["library"].current(), release)


def _make_pages(app: Flask, release: Release, *, draws: bool) -> None:
    app.extensions["library"].refresh()
    app.extensions["pages_of"](release.digest)
    with app.app_context():
        hear_published(release, draws=draws)
        search_jobs.index_now()


def _keep_pages(app: Flask, settings: Settings) -> None:
    """Put the shelf of prebuilt pages in front of the site."""
    get = pages_of(app, settings.data_dir / "pages", base_url=settings.public_url, settings=repr(settings))
    shelf = prebuilt.Shelf(app.wsgi_app, cookies=(cookies.SESSION, cookies.SIZE), hosts=settings.hosts)
    shelf.version = app.extensions["release_digest"]
    shelf.load = lambda: get(shelf.version())
    app.extensions.update(shelf=shelf, pages_of=get)
    if not settings.is_testing:
        app.wsgi_app = shelf  # type: ignore[method-assign]  # Flask's own way to wrap


def _digest_of(library: Library) -> Callable[[], str]:
    def digest() -> str:
        release = library.current()
        return release.digest if release else ""

    return digest
