"""Reads about resume codes. The words are nowhere: they are derived again for each print."""

import hmac
from collections.abc import Sequence

from flask import current_app
from sqlalchemy import select

from app.accounts.models.coming_back import ResumeCode
from app.accounts.queries.people import find_canonical_id, ids_of
from app.accounts.rules.words import words_from
from app.infra.database import db


def find_words(person_id: str) -> tuple[str, ...] | None:
    """A person's six words, in Latin letters; None when they have no code."""
    query = select(ResumeCode).where(ResumeCode.person_id.in_(ids_of(person_id)), ResumeCode.ended_at.is_(None))
    row = db.session.scalars(query.order_by(ResumeCode.made_at.desc(), ResumeCode.id.desc()).limit(1)).first()
    return derive_words(row.person_id, row.number) if row else None


def find_holder(words: Sequence[str]) -> str | None:
    """The person whose words these are, by the id that they go by now; None when nobody may come in with them."""
    query = select(ResumeCode).where(ResumeCode.code_hash == hash_words(words), ResumeCode.ended_at.is_(None))
    row = db.session.scalars(query).first()
    return find_canonical_id(row.person_id) if row else None


def derive_words(person_id: str, number: int) -> tuple[str, ...]:
    """The words of a person's code with this number."""
    return words_from(_digest(f"words\0{person_id}\0{number}"))


def hash_words(words: Sequence[str]) -> str:
    """How six words are kept."""
    return _digest(f"words at rest\0{' '.join(words)}").hex()


def _digest(text: str) -> bytes:
    return hmac.digest(str(current_app.config["SECRET_KEY"]).encode(), text.encode(), "sha256")
