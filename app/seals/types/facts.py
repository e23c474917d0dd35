"""What a seal and a credential say of a certificate."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.locale import Tag


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
