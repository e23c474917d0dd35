"""What a seal or a whole PDF is found to be."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.seals.types.facts import SealFacts
from app.seals.types.keys import Gone, Grant


class Flaw(StrEnum):
    """Why a seal is not to be trusted."""

    NOT_A_SEAL = "not-a-seal"
    UNKNOWN_VERSION = "unknown-version"
    UNKNOWN_KEY = "unknown-key"
    WITHDRAWN_KEY = "withdrawn-key"
    ALTERED = "altered"
    OUTSIDE_WINDOW = "outside-window"
    OUTSIDE_GRANT = "outside-grant"
    """The node signed on a day, or for a course, that it was not let to."""


@dataclass(frozen=True, kw_only=True)
class SealReading:
    """What a seal says: facts, or the reason why none are believed. Never both."""

    facts: SealFacts | None = None
    flaw: Flaw | None = None
    kid: str = ""
    is_retired: bool = False
    """The key signs no more; it was valid on the day of the certificate."""
    grant: Grant | None = None
    """Of the offline node that sealed it; None for a seal of the root's own."""


class PaperFlaw(StrEnum):
    """What is wrong with a file that somebody has."""

    TOO_LARGE = "too-large"
    NOT_PDF = "not-pdf"
    ENCRYPTED = "encrypted"
    UNREADABLE = "unreadable"
    TOO_HEAVY = "too-heavy"
    """Reading it took more memory or time than any paper of ours needs."""
    UNSIGNED = "unsigned"
    MANY_SIGNATURES = "many-signatures"
    ALTERED = "altered"
    """A byte that was signed is not what it was."""
    APPENDED = "appended"
    """Something was added after the signature."""
    FOREIGN_SIGNER = "foreign-signer"
    OUTSIDE_WINDOW = "outside-window"
    """The key that signed it was not in use on the day of the certificate."""
    WITHDRAWN_KEY = "withdrawn-key"
    NO_SEAL = "no-seal"
    MANY_SEALS = "many-seals"
    BAD_SEAL = "bad-seal"
    NO_CREDENTIAL = "no-credential"
    BAD_CREDENTIAL = "bad-credential"
    COPIED_SEAL = "copied-seal"
    """The seal is real, and this is not the paper that it was made for."""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One signature of a PDF as it is found, nothing judged yet."""

    is_intact: bool
    """What it covers is what was signed."""
    is_valid: bool
    """It was made by the key of `signer`."""
    is_whole: bool
    """It covers all of the file."""
    signer: bytes
    """SubjectPublicKeyInfo, DER."""


@dataclass(frozen=True, kw_only=True)
class OpenedPaper:
    """What lies in a PDF, nothing judged yet."""

    signatures: tuple[Signature, ...]
    addresses: tuple[str, ...]
    """Of its link annotations."""
    credentials: tuple[bytes, ...]
    revisions: int


@dataclass(frozen=True, kw_only=True)
class PaperReading:
    """What a file is: a paper of ours when it has no flaw."""

    flaws: tuple[PaperFlaw, ...]
    seal: SealReading | None = None
    """None when no seal was found."""

    @property
    def is_genuine(self) -> bool:
        """Whether it is a paper of ours as we made it; not yet whether it still holds."""
        return not self.flaws


class Standing(StrEnum):
    """What is to be said of a file in one word."""

    GOOD = "good"
    REVOKED = "revoked"
    REPLACED = "replaced"
    UNCHECKED = "unchecked"
    """Genuine, and nobody could say whether it was revoked."""
    BAD = "bad"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A paper with what has happened to its certificate since."""

    standing: Standing
    paper: PaperReading
    gone: Gone | None = None
    as_of: datetime | None = None
    """When the list of what is gone was made; None when there is none for it."""
