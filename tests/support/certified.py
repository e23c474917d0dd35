"""Certificates without the way to them: somebody with an account, a pass, a printed file."""

from flask import Flask

from app.accounts.service.people import add_person, open_account
from app.certificates.queries.records import get_certificate
from app.certificates.service.keeping import keep_document
from app.infra.database import write_tx
from app.infra.storage import get_storage
from app.kernel.ids import new_id
from app.kernel.locale import Tag
from app.progress.service import record_pass
from app.quizzes.events import AttemptSubmitted
from tests.support.learner import codes

PDF = b"%PDF-1.7 as good as printed\n"


def person_named(name: str, *, phone: str | None = None) -> str:
    """Somebody with an account; without a phone they have an e-mail. Inside the application."""
    with write_tx():
        person = add_person(Tag("uz"))
        open_account(
            person.id,
            name=name,
            phone=phone,
            email=None if phone else f"{person.id}@example.uz",
            password_hash="none",
            region="",
            district="",
            language=Tag("uz"),
        )
        return person.id


def passing(person_id: str, *, language: str = "uz", percent: int = 90) -> AttemptSubmitted:
    """News of a pass."""
    return AttemptSubmitted(
        submission_id=new_id(),
        attempt_id=new_id(),
        person_id=person_id,
        course_key="my-gov-uz",
        quiz_key="final",
        release="r",
        language=language,
        percent=percent,
        is_passed=True,
    )


def certify(app: Flask, person_id: str, *, language: str = "uz", percent: int = 90, is_printed: bool = True) -> str:
    """A certificate of this person; the answer is its code."""
    with app.app_context():
        with write_tx():
            record_pass(passing(person_id, language=language, percent=percent))
        code = codes(app)[-1]
    if is_printed:
        keep_print(app, code)
    return code


def keep_print(app: Flask, code: str, pdf: bytes | None = None) -> None:
    """Bytes that stand for the certificate's PDF, at once: printing takes a second."""
    with app.app_context():
        digest = get_storage().put(pdf or PDF + code.encode())
        with write_tx():
            keep_document(get_certificate(code).id, digest)
