"""What is to be said of a paper: all that speaks against it, and whether its certificate still holds.

One rule: a paper is ours only as a whole. Signed by one of our keys on a day on which that key was in use, one
signature over every byte, one seal and one credential that say the same.
"""

import re
from collections.abc import Iterator
from datetime import date

from app.seals.rules.payload import check
from app.seals.rules.proof import verify_credential
from app.seals.types.keys import PublicList, Window
from app.seals.types.papers import OpenedPaper, PaperFlaw, PaperReading, SealReading, Signature, Standing, Verdict

SEAL_ADDRESS = re.compile(r"https?://[^\s#]+/v#([0-9]+)")


def judge_paper(opened: OpenedPaper, known: PublicList, *, today: date) -> PaperReading:
    """A paper and what speaks against it; `known` says which keys are ours."""
    seals = {found[1] for address in opened.addresses if (found := SEAL_ADDRESS.fullmatch(address))}
    seal = check(seals.pop(), known.keys, today=today) if len(seals) == 1 else None
    flaws = [*_of_signatures(opened, known, seal)]
    if seals:
        flaws.append(PaperFlaw.MANY_SEALS)
    elif seal is None:
        flaws.append(PaperFlaw.NO_SEAL)
    elif seal.flaw is not None:
        flaws.append(PaperFlaw.BAD_SEAL)
    elif flaws:
        flaws.append(PaperFlaw.COPIED_SEAL)
    else:
        flaws += _of_credential(opened, known, seal)
    return PaperReading(flaws=tuple(dict.fromkeys(flaws)), seal=seal)


def judge(paper: PaperReading, known: PublicList) -> Verdict:
    """The paper together with what has become of its certificate.

    The list counts the indices of its own site: of what an offline node has sealed nothing is known before its sync.
    """
    facts = paper.seal.facts if paper.seal else None
    if not paper.is_genuine or paper.seal is None or facts is None:
        return Verdict(standing=Standing.BAD, paper=paper)
    if not known.is_gone_known or paper.seal.grant is not None:
        return Verdict(standing=Standing.UNCHECKED, paper=paper)
    gone = known.gone.get(facts.status_index)
    standing = Standing.GOOD if gone is None else Standing.REPLACED if gone.is_replaced else Standing.REVOKED
    return Verdict(standing=standing, paper=paper, gone=gone, as_of=known.made_at)


def _of_signatures(opened: OpenedPaper, known: PublicList, seal: SealReading | None) -> Iterator[PaperFlaw]:
    if not opened.signatures:
        yield PaperFlaw.UNSIGNED
        return
    if len(opened.signatures) > 1:
        yield PaperFlaw.MANY_SIGNATURES
    for one in opened.signatures:
        yield from _of_signature(one, known, seal)
    if opened.revisions != 1:
        yield PaperFlaw.APPENDED


def _of_signature(one: Signature, known: PublicList, seal: SealReading | None) -> Iterator[PaperFlaw]:
    if not (one.is_intact and one.is_valid):
        yield PaperFlaw.ALTERED
    elif not one.is_whole:
        yield PaperFlaw.APPENDED
    windows = [paper.window for paper in known.papers if paper.public == one.signer]
    if not windows:
        yield PaperFlaw.FOREIGN_SIGNER
    elif any(window.withdrawn_on is not None for window in windows):
        yield PaperFlaw.WITHDRAWN_KEY
    elif seal is not None and seal.facts is not None and not _hold(windows, seal.facts.issued_on):
        yield PaperFlaw.OUTSIDE_WINDOW


def _hold(windows: list[Window], day: date) -> bool:
    return any(window.holds(day) for window in windows)


def _of_credential(opened: OpenedPaper, known: PublicList, seal: SealReading) -> Iterator[PaperFlaw]:
    """Only asked when the whole file is ours: the credential then is not a stranger's."""
    if not opened.credentials:
        yield PaperFlaw.NO_CREDENTIAL
        return
    keys = {key.kid: key for key in known.keys}
    is_right = seal.facts is not None and len(opened.credentials) == 1
    if not is_right or seal.facts is None or not verify_credential(opened.credentials[0], keys, seal.facts):
        yield PaperFlaw.BAD_CREDENTIAL
