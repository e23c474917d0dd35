"""Printing class packs: paper by paper into a scratch folder, then joined. A job that is killed goes on where it was.

A paper's file is named by what it is printed from, so a file that is there is the right one, and a half one is never
there. A job prints for a while, writes down how far it is, and asks for the next: no lease runs out on a slow machine.
"""

import hashlib
import shutil
from functools import partial
from pathlib import Path

import structlog

from app.centres.documents.pack import list_papers
from app.centres.documents.paper import Paper, print_paper
from app.centres.queries.papers import get_pack
from app.centres.service.packs import PRINT, give_up_pack, keep_pack, keep_progress, scratch_of
from app.centres.types.papers import PackFacts
from app.infra.database import after_commit
from app.infra.jobs import Jobs, Payload, Settle
from app.infra.pdf.joining import join_certificates, join_pages
from app.infra.storage import get_storage
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.files import write_whole
from app.kernel.sandbox import ChildFailed

WHILE = 20.0
"""Seconds after which a job hands over to the next."""

log = structlog.get_logger(__name__)


def register(jobs: Jobs) -> None:
    """Take on the room's work."""
    jobs.register(PRINT, print_pack)


def print_pack(payload: Payload) -> Settle:
    """Print the next papers of a pack, or put all together."""
    try:
        pack = get_pack(str(payload["pack_id"]))
    except NotFoundError:
        return lambda: None
    if pack.ended_at is not None:
        return lambda: None
    papers = list_papers(pack)
    folder = scratch_of(pack.id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    began = clock.monotonic()
    for number, paper in enumerate(papers):
        if clock.monotonic() - began > WHILE:
            return partial(keep_progress, pack, number, len(papers))
        path = folder / name_of(paper)
        if not path.exists():
            try:
                write_whole(path, _printed(paper))
            except ChildFailed:
                log.exception("centres.paper_failed", pack=pack.id, part=paper.part.value)
                return partial(give_up_pack, pack, paper.part.value)
    return _join(pack, papers, folder)


def _join(pack: PackFacts, papers: list[Paper], folder: Path) -> Settle:
    data, pages = join_pages((folder / name_of(paper), paper.copies) for paper in papers)
    digest = get_storage().put(data)

    def settle() -> None:
        keep_pack(pack, digest, pages, len(papers))
        after_commit(partial(shutil.rmtree, folder, ignore_errors=True))

    return settle


def name_of(paper: Paper) -> str:
    """Names a paper by all that it is printed from."""
    said = "\0".join([paper.html, *map(str, paper.files)])
    return f"{hashlib.sha256(said.encode()).hexdigest()[:40]}.pdf"


def _printed(paper: Paper) -> bytes:
    return join_certificates(paper.files) if paper.files else print_paper(paper)
