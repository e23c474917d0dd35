"""What may be said of a certificate."""

from dataclasses import dataclass
from datetime import date

from app.kernel.errors import GoneError, NotFoundError
from app.kernel.locale import Tag


@dataclass(frozen=True, kw_only=True)
class CertificateRecord:
    """A certificate with what has happened to it since."""

    id: str
    person_id: str
    code: str
    course_key: str
    course_title: str
    competences: tuple[str, ...]
    design: str
    language: Tag
    name: str
    minutes: int
    percent: int
    issued_on: date
    pdf_digest: str | None
    revoked_on: date | None
    reason: str
    is_hidden: bool

    @property
    def is_nameless(self) -> bool:
        """Whether its owner was erased at their own wish: it holds, and says no more whose it is."""
        return not self.name


class UnknownCodeError(NotFoundError):
    """No certificate has this code."""


class WithdrawnError(GoneError):
    """The document is not to be had: revoked, hidden by its owner, or its owner was erased."""
