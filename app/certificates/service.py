"""Writes of the room. One pass gives one certificate, however often and from wherever it is heard of."""

from functools import partial

from flask import current_app
from sqlalchemy import select

from app.accounts.events import AccountOpened, PersonsJoined
from app.accounts.queries.people import find_profile, ids_of
from app.certificates.models import Certificate, PrintedCertificate, Revocation, Veiling
from app.certificates.queries import get_by_id, get_certificate, is_owner, list_blank_digests
from app.certificates.rules import new_code
from app.certificates.types import UnknownCodeError
from app.content.types.courses import Course
from app.infra.database import add, after_commit, db, serialise
from app.infra.jobs import enqueue
from app.infra.storage import get_storage
from app.infra.traces import erase_in_room
from app.kernel import clock
from app.progress.events import CoursePassed
from app.progress.queries import get_pass, list_passes
from app.progress.types import PassFacts
from app.published.queries import find_course

PRINT = "certificates.print"


def issue_for_pass(event: CoursePassed) -> None:
    """A course was passed: its certificate is issued, if the person has given a name."""
    _issue(get_pass(event.pass_id), event.person_id)


def issue_for_account(event: AccountOpened | PersonsJoined) -> None:
    """A visitor has a name now: what they passed before earns its certificates."""
    for one in list_passes(event.person_id):
        _issue(one, event.person_id)


def _issue(passed: PassFacts, person_id: str) -> None:
    profile, course = find_profile(person_id), find_course(passed.course_key)
    if profile is None or course is None or course.certificate is None:
        return
    serialise(f"learner {profile.person_id}")
    mine = select(Certificate.id).where(
        Certificate.person_id.in_(ids_of(profile.person_id)), Certificate.course_key == passed.course_key
    )
    if db.session.scalars(mine.limit(1)).first() is not None:
        return
    certificate = add(_certificate(passed, profile.person_id, profile.name, course, course.certificate))
    enqueue(PRINT, {"certificate_id": certificate.id})


def _certificate(passed: PassFacts, person_id: str, name: str, course: Course, design: str) -> Certificate:
    language = passed.language if passed.language in course.texts else next(iter(course.texts))
    return Certificate(
        node_id=current_app.config["NODE_ID"],
        person_id=person_id,
        pass_id=passed.id,
        edition=1,
        code=new_code(),
        course_key=course.key,
        course_title=course.texts[language].title,
        competences=list(course.competences),
        design=design,
        language=language,
        name=name,
        minutes=course.minutes,
        percent=passed.percent,
        release=passed.release,
        issued_at=clock.now(),
    )


def keep_document(certificate_id: str, digest: str) -> None:
    """Keep which file is the certificate's PDF; the first one stays."""
    serialise(f"certificate {certificate_id}")
    record = get_by_id(certificate_id)
    if record.is_nameless:
        after_commit(partial(get_storage().remove, digest))
    elif record.pdf_digest is None:
        add(
            PrintedCertificate(
                node_id=current_app.config["NODE_ID"],
                certificate_id=certificate_id,
                digest=digest,
                printed_at=clock.now(),
            )
        )


def revoke_certificate(typed: str, reason: str, *, by: str | None = None) -> bool:
    """A certificate holds no longer; False when it was revoked before. UnknownCodeError."""
    record = get_certificate(typed)
    serialise(f"certificate {record.id}")
    if get_by_id(record.id).revoked_on is not None:
        return False
    add(
        Revocation(
            node_id=current_app.config["NODE_ID"],
            certificate_id=record.id,
            reason=reason,
            revoked_at=clock.now(),
            revoked_by=by,
        )
    )
    return True


def hide_certificate(person_id: str, typed: str, *, is_hidden: bool) -> None:
    """The owner hides a certificate from strangers, or shows it again. UnknownCodeError for anybody else's."""
    record = get_certificate(typed)
    if not is_owner(record, person_id):
        raise UnknownCodeError
    if record.is_hidden != is_hidden:
        add(
            Veiling(
                node_id=current_app.config["NODE_ID"],
                certificate_id=record.id,
                is_hidden=is_hidden,
                set_at=clock.now(),
            )
        )


def erase_person(person_id: str, tombstone_id: str) -> None:
    """Certificates of this id go on to hold, without the name; their files, which show it, go with the commit."""
    erase_in_room("certificates", person_id, tombstone_id)
    drop_blank_files()


def drop_blank_files() -> None:
    """Take away the files of certificates whose owners were erased, with the commit; nothing happens twice."""
    for digest in list_blank_digests():
        after_commit(partial(get_storage().remove, digest))
