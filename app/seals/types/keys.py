"""Keys: what signs, on which days, and why nothing can be signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.kernel.errors import BusyError

RETRY_SECONDS = 600


@dataclass(frozen=True, kw_only=True)
class PaperSigner:
    """What signs a PDF, in memory only."""

    key_pem: str = field(repr=False)
    """PKCS#8 P-256, unencrypted."""
    chain_pem: str
    """Leaf certificate first, then the root."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """The days on which a key may sign."""

    starts_on: date
    ends_on: date | None = None
    """None: still in use."""
    withdrawn_on: date | None = None
    """Since when nothing of it verifies any more, whatever its day; None for a key that is trusted."""

    def holds(self, day: date) -> bool:
        """Whether a paper of this day may carry the key's signature; a withdrawn key has no such day."""
        return self.withdrawn_on is None and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, kw_only=True)
class PublicKey:
    """An Ed25519 key that seals."""

    kid: str
    """Eight hexadecimal digits: the first four bytes of SHA-256 of `public`."""
    public: bytes
    """32 bytes, raw."""
    window: Window


@dataclass(frozen=True, kw_only=True)
class PaperKey:
    """A P-256 key that signs PDFs."""

    public: bytes
    """SubjectPublicKeyInfo, DER."""
    window: Window


@dataclass(frozen=True, kw_only=True)
class Gone:
    """A certificate that holds no longer."""

    on: date
    is_replaced: bool


class KeyUse(StrEnum):
    """What a key is for."""

    SEAL = "seal"
    """Ed25519: seals, credentials, lists."""
    PAPER = "paper"
    """P-256: PDFs."""
    ROOT = "root"
    """P-256: signs the certificates of paper keys, nothing else."""


@dataclass(frozen=True, kw_only=True)
class KeyRecord:
    """The public part of a key, and what has happened to it."""

    id: str
    use: KeyUse
    kid: str
    public: bytes
    chain_pem: str
    window: Window
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class GrantRecord:
    """A grant that was given, as it is listed."""

    kid: str
    granted_to: str
    starts_on: date
    ends_on: date
    scope: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PublicList:
    """What a verifier needs to know, at one moment."""

    issuer: str
    organiser: str
    made_at: datetime
    keys: tuple[PublicKey, ...]
    papers: tuple[PaperKey, ...]
    gone: Mapping[int, Gone]
    """By status index."""
    is_gone_known: bool = True
    """False when nobody could be asked which certificates are gone (the database is down)."""


class BadListError(ValueError):
    """This is no list of ours, or it was changed; the text says what is wrong."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """A root key lets an offline node seal: which key, which days, which courses."""

    node_id: str
    node_public: bytes
    starts_on: date
    ends_on: date
    scope: tuple[str, ...]
    """Course keys; empty for all."""

    def allows(self, course_key: str) -> bool:
        """Whether the node may issue for this course."""
        return not self.scope or course_key in self.scope


class Fault(StrEnum):
    """Why nothing can be issued."""

    NO_KEY = "no-key"
    MISSING = "missing"
    OPEN_TO_OTHERS = "open-to-others"
    UNREADABLE = "unreadable"
    OTHER_KEY = "other-key"
    """The file holds another key than the one that verifiers know."""
    NOT_IN_WINDOW = "not-in-window"
    CLOCK_BACK = "clock-back"


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Why nothing can be issued, and what to do; both for the operator, in English."""

    fault: Fault
    says: str
    do: str


class NoKeyError(BusyError):
    """Nothing is sealed or signed now: `trouble` says why. Never unsigned instead."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(retry_after=RETRY_SECONDS)
        self.trouble = trouble

    def __str__(self) -> str:
        return self.trouble.says


class KeyRefusedError(Exception):
    """What was asked of the keys is refused; the text says why and what to do."""
