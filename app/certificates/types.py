"""What may be said of a certificate."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.kernel.errors import ConflictError, GoneError, NotFoundError
from app.kernel.locale import Tag
from app.seals.types.facts import Kind, Voucher

PATHS = "paths/"
"""How the key begins under which a path's certificate is kept, where a course's key would be."""


class PaperState(StrEnum):
    """Where a certificate is in its life."""

    VALID = "valid"
    PREPARING = "preparing"
    """It holds; its PDF is not there yet."""
    REVOKED = "revoked"
    REPLACED = "replaced"
    """A corrected one has taken its place."""


class Lack(StrEnum):
    """Why passes earn no certificate, or not yet."""

    NOT_GIVEN = "not-given"
    """No certificate is given for it now."""
    NOT_PASSED = "not-passed"
    UNCONFIRMED = "unconfirmed"
    """A trainer must say how the test was taken."""
    REFUSED = "refused"
    """A trainer has said that it was not taken as the certificate asks."""


class Outcome(StrEnum):
    """What became of one person of a batch."""

    ISSUED = "issued"
    HAD = "had"
    """There was a certificate before."""
    NOT_PASSED = "not-passed"
    NAMELESS = "nameless"
    """They have no account, so that there is no name to print."""
    WAITS = "waits"
    """A trainer must confirm the test first, or has not."""


@dataclass(frozen=True, kw_only=True)
class Award:
    """What passes have earned: all that a certificate says but the name."""

    key: str
    """Of the course; of a path `paths/<key>`."""
    kind: Kind
    pass_id: str
    """The pass that it is for; of a path the one that completed it."""
    earned_at: datetime
    release: str
    design: str
    language: Tag
    title: str
    minutes: int
    percent: int
    competences: tuple[str, ...]
    parts: tuple[str, ...] = ()
    """Titles of a path's courses."""
    is_supervised: bool = False
    is_unassisted: bool = False


@dataclass(frozen=True, kw_only=True)
class CertificateRecord:
    """A certificate with what has happened to it since."""

    id: str
    person_id: str
    code: str
    course_key: str
    """Of a path: `paths/<key>`."""
    course_title: str
    competences: tuple[str, ...]
    design: str
    language: Tag
    name: str
    minutes: int
    percent: int
    issued_on: date
    edition: int
    kind: Kind
    parts: tuple[str, ...]
    voucher: Voucher
    voucher_name: str
    second_name: str
    is_supervised: bool
    is_unassisted: bool
    status_index: int
    """Its place in the list of what holds no longer; of this node alone."""
    replaces: str
    """The code of the certificate that this one corrects; empty for most."""
    pdf_digest: str | None
    revoked_on: date | None
    replaced_on: date | None
    replaced_by: str
    """The code of the corrected certificate; empty for most."""
    reason: str
    """Why it was revoked or replaced, for everybody to read; empty for one that holds."""
    is_hidden: bool

    @property
    def is_nameless(self) -> bool:
        """Whether its owner was erased at their own wish: it holds, and says no more whose it is."""
        return not self.name

    @property
    def state(self) -> PaperState:
        """Revoked comes before replaced: what was wrong stays wrong."""
        if self.revoked_on is not None:
            return PaperState.REVOKED
        if self.replaced_on is not None:
            return PaperState.REPLACED
        return PaperState.VALID if self.pdf_digest or self.is_nameless else PaperState.PREPARING

    @property
    def is_in_force(self) -> bool:
        """Whether it holds."""
        return self.state in {PaperState.VALID, PaperState.PREPARING}


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What the new certificate says where the old one was wrong, and why."""

    name: str
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Member:
    """One person of a batch, and what became of them; `outcome` is None while they wait."""

    place: int
    person_id: str
    name: str
    """As it is printed, or else as the account has it; empty for a visitor."""
    outcome: Outcome | None
    code: str
    digest: str | None
    """Of the PDF; None while there is none."""


@dataclass(frozen=True, kw_only=True)
class BatchFacts:
    """A batch and how far it is."""

    id: str
    title: str
    key: str
    """Of the course; of a path `paths/<key>`."""
    total: int
    asked_at: datetime
    asked_by: str | None
    counts: dict[Outcome, int]
    printed: int
    """How many PDFs of those that were issued, or there before, are there."""
    is_stalled: bool
    """Work that is left has failed, or nobody does it."""
    trouble: str
    """The kind of fault that it failed with last; may be empty."""

    @property
    def settled(self) -> int:
        """For how many it is known what became of them."""
        return sum(self.counts.values())

    @property
    def certificates(self) -> int:
        """How many have a certificate."""
        return self.counts.get(Outcome.ISSUED, 0) + self.counts.get(Outcome.HAD, 0)

    @property
    def is_done(self) -> bool:
        """Whether all is decided, and everything that was issued is printed."""
        return self.settled == self.total and self.printed >= self.certificates


class UnknownCodeError(NotFoundError):
    """No certificate has this code."""


class WithdrawnError(GoneError):
    """The document is not to be had: revoked, replaced, hidden by its owner, or its owner was erased."""


class NotInForceError(ConflictError):
    """It was revoked or replaced before: there is nothing left to change."""


class NothingChangedError(ConflictError):
    """The corrected certificate would say what the old one says."""
