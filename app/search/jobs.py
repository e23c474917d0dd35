"""Making the index: as a job where a new release is seen, and at once where it is published."""

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.infra.database import write_tx
from app.infra.jobs import Jobs, Payload
from app.published.queries import get_library
from app.search.service import JOB, Settle, prepare_index

log = structlog.get_logger(__name__)


def register(jobs: Jobs) -> None:
    """Name who makes an index."""
    jobs.register(JOB, _index)


def _index(_payload: Payload) -> Settle:
    get_library().refresh()
    return prepare_index()


def index_now() -> None:
    """Make the index of the current release, inside the application.

    A database that is not there yet, or is away, stops nobody from publishing: the first search makes up for it.
    """
    try:
        settle = prepare_index()
        with write_tx():
            settle()
    except SQLAlchemyError as error:
        log.warning("search.not_indexed", reason=type(error).__name__)
