"""What may be said of a seal, a key and a paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.kernel.errors import BusyError
from app.kernel.locale import Tag

RETRY_SECONDS = 600


class Kind(StrEnum):
    """What a certificate is for."""

    COURSE = "course"
    PATH = "path"
    TRAINER = "trainer"


class Voucher(StrEnum):
    """Who vouched for the name."""

    LEARNER = "learner"
    """The learner's own word."""
    TRAINER = "trainer"
    """A trainer at a named centre, who has compared it with a document."""
    PROVIDER = "provider"
    """An identity provider."""


@dataclass(frozen=True, kw_only=True)
class SealFacts:
    """All that the payload holds."""

    code: str
    name: str
    title: str
    issued_on: date
    minutes: int
    percent: int
    status_index: int
    kind: Kind = Kind.COURSE
    voucher: Voucher = Voucher.LEARNER
    voucher_name: str = ""
    """The centre or the identity provider; empty for the learner."""
    is_supervised: bool = False
    is_unassisted: bool = False


@dataclass(frozen=True, kw_only=True)
class CredentialFacts(SealFacts):
    """What the Open Badges credential says more."""

    language: Tag
    description: str
    """Of the course, in plain words."""
    competences: tuple[str, ...]
    """Of DigComp 2.2, such as "2.3"."""
    verify_address: str
    """`<PUBLIC_URL>/c/<code>`."""
    organiser: str
    issuer_address: str
    """`<PUBLIC_URL>/v/issuer.json`: where the issuer's profile and keys are served."""
    achievement_key: str
    """The course's key; of a path `paths/<key>`."""


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
