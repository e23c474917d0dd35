"""How Alembic reaches the database of the site."""

import sys

from alembic import context
from flask import current_app

from app.infra.backups.manifest import BadBackupError
from app.infra.database import db
from app.infra.fulltext import is_mapped


def run() -> None:
    """Bring the database to the wanted version, in one transaction where the database can.

    When it holds rows, it is copied before, and a migration that fails says how to go back.
    """
    try:
        backup = current_app.extensions["before_migration"](context.script.get_heads())
    except BadBackupError as error:
        raise SystemExit(f"Nothing was changed: no backup could be made before the migration. {error}") from None
    try:
        migrate()
    except Exception:
        if backup is not None:
            sys.stderr.write(
                f"\nThe migration failed. The backup of before is {backup}.\nTo go back: install the old version, "
                f"stop the site, then: flask --app wsgi backup restore {backup} --yes\n"
            )
        raise


def migrate() -> None:
    """Run what is wanted."""
    engine = db.engine.execution_options(writes=True)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            include_name=is_mapped,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Migrations run against the database itself: leave out --sql.")
run()
