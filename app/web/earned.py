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


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A certificate as its owner's pages show it."""

    code: str
    course_key: str
    course_title: str
    issued_on: date
    state: CertificateState
    is_hidden: bool

    @property
    def is_ready(self) -> bool:
        """Whether the PDF can be had."""
        return self.state is CertificateState.READY


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a person stands in a course beyond its lessons."""

    passed_quizzes: frozenset[str] = frozenset()
    certificate: Certificate | None = None


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Who answers."""

    standing: Callable[[str, str], Standing]
    """(person id, course key) -> standing."""
    certificates: Callable[[str], tuple[Certificate, ...]]
    """(person id) -> certificates, newest first."""
    passed: Callable[[str], frozenset[str]]
    """(person id) -> keys of the courses whose final quiz is passed."""


def find_standing(person_id: str | None, course_key: str) -> Standing:
    """How a person stands in a course; a stranger has nothing yet."""
    return _ledger().standing(person_id, course_key) if person_id else Standing()


def list_certificates(person_id: str | None) -> tuple[Certificate, ...]:
    """A person's certificates, newest first."""
    return _ledger().certificates(person_id) if person_id else ()


def list_passed(person_id: str | None) -> frozenset[str]:
    """Keys of the courses that a person has passed: one question for all of them."""
    return _ledger().passed(person_id) if person_id else frozenset()


def _ledger() -> Ledger:
    ledger: Ledger = current_app.extensions["ledger"]
    return ledger
