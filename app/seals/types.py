"""What is sealed, and what a paper is signed with."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a certificate is for."""

    COURSE = "course"
    PATH = "path"
    TRAINER = "trainer"


class Voucher(StrEnum):
    """Who answers for the name on a certificate."""

    LEARNER = "learner"
    """Its owner, who wrote it."""
    TRAINER = "trainer"
    """A trainer at a named centre, who saw a document."""
    PROVIDER = "provider"
    """A provider of identities."""


@dataclass(frozen=True, kw_only=True)
class SealFacts:
    """All that a seal holds."""

    code: str
    name: str
    title: str
    issued_on: date
    minutes: int
    percent: int
    status_index: int
    kind: Kind
    voucher: Voucher
    voucher_name: str
    is_supervised: bool
    is_unassisted: bool


@dataclass(frozen=True, kw_only=True)
class PaperSigner:
    """What a PDF is signed with."""

    key_pem: str = field(repr=False)
    """P-256, PKCS#8, not encrypted: in memory only."""
    chain_pem: str
    """The leaf certificate first, then the root."""
