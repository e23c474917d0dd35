"""What a person has earned: asked by the pages of lower rooms, answered by higher ones; the factory introduces them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask import current_app


class CertificateState(StrEnum):
    """Where a certificate is in its life."""

    PREPARING = "preparing"
    READY = "ready"
    REVOKED = "revoked"
    REPLACED = "replaced"
    """A corrected one has taken its place."""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A certificate as its owner's pages show it."""

    code: str
    course_key: str
    course_title: str
    issued_on: date
    state: CertificateState
    is_hidden: bool
    is_path: bool = False
    replaced_by: str = ""
    """The code of the corrected one."""

    @property
    def is_ready(self) -> bool:
        """Whether the PDF can be had."""
        return self.state is CertificateState.READY


class AwaitedWhy(StrEnum):
    """Why somebody who has passed has no certificate yet."""

    UNCONFIRMED = "unconfirmed"
    """A trainer must say how the test was taken."""
    REFUSED = "refused"
    """A trainer has said that it was not taken as the certificate asks."""


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """A certificate that is not there yet though all is passed."""

    title: str
    why: AwaitedWhy


@dataclass(frozen=True, kw_only=True)
class PathStanding:
    """How far somebody is in a path that gives a certificate of its own."""

    key: str
    title: str
    passed: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Prospects:
    """What is not there yet."""

    awaited: tuple[Awaited, ...] = ()
    paths: tuple[PathStanding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a person stands in a course beyond its lessons."""

    passed_quizzes: frozenset[str] = frozenset()
    certificate: Certificate | None = None
    awaits: AwaitedWhy | None = None
    """Why there is none though the final quiz is passed; None otherwise."""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Who answers."""

    standing: Callable[[str, str], Standing]
    """(person id, course key) -> standing."""
    certificates: Callable[[str], tuple[Certificate, ...]]
    """(person id) -> certificates, newest first."""
    passed: Callable[[str], frozenset[str]]
    """(person id) -> keys of the courses whose final quiz is passed."""
    prospects: Callable[[str, frozenset[str], tuple[Certificate, ...]], Prospects]
    """(person id, keys of passed courses, certificates) -> what is waited for, and paths on the way."""


def find_standing(person_id: str | None, course_key: str) -> Standing:
    """How a person stands in a course; a stranger has nothing yet."""
    return _ledger().standing(person_id, course_key) if person_id else Standing()


def list_certificates(person_id: str | None) -> tuple[Certificate, ...]:
    """A person's certificates, newest first."""
    return _ledger().certificates(person_id) if person_id else ()


def list_passed(person_id: str | None) -> frozenset[str]:
    """Keys of the courses that a person has passed: one question for all of them."""
    return _ledger().passed(person_id) if person_id else frozenset()


def list_prospects(person_id: str | None, passed: frozenset[str], certificates: tuple[Certificate, ...]) -> Prospects:
    """What a person waits for who has passed these courses and has these certificates."""
    return _ledger().prospects(person_id, passed, certificates) if person_id else Prospects()


def _ledger() -> Ledger:
    ledger: Ledger = current_app.extensions["ledger"]
    return ledger
