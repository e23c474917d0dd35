"""How Alembic reaches the database of the site."""

from alembic import context

from app.infra.database import db
from app.infra.fulltext import is_mapped


def run() -> None:
    """Bring the database to the wanted version, in one transaction where the database can."""
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
