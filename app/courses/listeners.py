"""What follows when a release is published: since when its courses are there is kept, and their pictures are drawn."""

import structlog

from app.content.types.releases import Release
from app.courses.documents import list_previews
from app.courses.service import record_publications
from app.infra.database import write_tx
from app.kernel.sandbox import ChildFailed
from app.web.previews import pictures

log = structlog.get_logger(__name__)


def hear_published(release: Release, *, draws: bool = True) -> None:
    """Take note of the release that is the current one now. A picture that cannot be drawn stops nothing."""
    with write_tx():
        record_publications(release)
    for preview in list_previews() if draws else ():
        try:
            pictures().draw(preview)
        except ChildFailed:
            log.exception("previews.failed", language=preview.language)
