"""Checking what somebody holds, a seal or a whole PDF: without the database too; it says what it could not ask."""

import base64
import json
from collections.abc import Mapping

from app.kernel import clock
from app.kernel.sandbox import Child, ChildFailed
from app.seals.queries import get_public_list
from app.seals.rules.lists import read_list
from app.seals.rules.papers import judge, judge_paper
from app.seals.rules.payload import check
from app.seals.types.keys import Gone, PublicList
from app.seals.types.papers import OpenedPaper, PaperFlaw, PaperReading, SealReading, Signature, Verdict

OPENER = "app.seals.service.opener"
MEMORY_MB = 640
CPU_SECONDS = 10
SECONDS = 20.0
LARGEST = 8 << 20
"""Bytes; a paper of ours has a fiftieth of it."""
HEAD = 1024
"""Bytes in which a PDF says that it is one."""

_opener = Child(OPENER, memory_mb=MEMORY_MB, cpu_seconds=CPU_SECONDS)


def check_seal(digits: str, *, course_key: str | None = None) -> SealReading:
    """What a seal says, or why it is not believed; whether its certificate is gone is not asked here."""
    return check(digits, get_public_list(None).keys, today=clock.today(), course_key=course_key)


def read_paper(pdf: bytes, known: PublicList | None = None) -> PaperReading:
    """A PDF and all that speaks against it. Slow (a tenth of a second): never in a write transaction.

    `known` says which keys are ours; this site's own when it is left out.
    """
    opened = _opened(pdf)
    if isinstance(opened, PaperFlaw):
        return PaperReading(flaws=(opened,))
    return judge_paper(opened, known or get_public_list(None), today=clock.today())


def examine(pdf: bytes, known: PublicList) -> Verdict:
    """A PDF, and whether its certificate still holds by this list."""
    return judge(read_paper(pdf, known), known)


def get_known(gone: Mapping[int, Gone] | None) -> PublicList:
    """What this site knows now; `gone` by status index, None when nobody can say."""
    return get_public_list(gone)


def load_list(served: bytes) -> PublicList:
    """The list of a site, as it was fetched from there. BadListError."""
    return read_list(served)


def close() -> None:
    """End the reading process; the next paper starts another."""
    _opener.close()


def _opened(pdf: bytes) -> OpenedPaper | PaperFlaw:
    if len(pdf) > LARGEST:
        return PaperFlaw.TOO_LARGE
    if b"%PDF-" not in pdf[:HEAD]:
        return PaperFlaw.NOT_PDF
    try:
        found = json.loads(_opener.ask(pdf, seconds=SECONDS))
    except ChildFailed:
        return PaperFlaw.TOO_HEAVY
    if "flaw" in found:
        return PaperFlaw(found["flaw"])
    return OpenedPaper(
        signatures=tuple(
            Signature(**(one | {"signer": base64.b64decode(one["signer"])})) for one in found["signatures"]
        ),
        addresses=tuple(found["addresses"]),
        credentials=tuple(map(base64.b64decode, found["credentials"])),
        revisions=found["revisions"],
    )
