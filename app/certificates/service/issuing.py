"""Issuing. What passes have earned is given once, from wherever it is heard of, in whatever order.

Every event of a person looks at all that they have passed: so a path that was published after its courses were passed
gives its certificate at the next event of that person (a pass, an account, a joining, a trainer's word), or when staff
or the operator issues in bulk. One person's events go one after another; unique rules of the database back it.
"""

from flask import current_app
from sqlalchemy import func, select

from app.accounts.events import AccountOpened, PersonsJoined
from app.accounts.queries.names import find_naming
from app.accounts.queries.people import find_profile
from app.accounts.types import NameProof, Profile
from app.certificates.models import Certificate
from app.certificates.queries.offers import judge, keys_for, list_due
from app.certificates.queries.records import find_latest_of, list_keys_of
from app.certificates.rules.codes import new_code
from app.certificates.types import Award, Lack, Outcome
from app.infra.database import add, db, serialise
from app.infra.jobs import enqueue
from app.kernel import clock
from app.progress.events import CoursePassed
from app.progress.queries import list_passes
from app.quizzes.events import SittingTold
from app.seals.types.facts import Voucher

PRINT = "certificates.print"
VOUCHERS = {None: Voucher.LEARNER, NameProof.TRAINER: Voucher.TRAINER, NameProof.PROVIDER: Voucher.PROVIDER}


def issue_for_pass(event: CoursePassed) -> None:
    """A course was passed: its certificate is issued, and a path's that it completes, if the person has a name."""
    issue_due(event.person_id)


def issue_for_account(event: AccountOpened | PersonsJoined) -> None:
    """A visitor has a name now: what they passed before earns its certificates."""
    issue_due(event.person_id)


def issue_for_sitting(event: SittingTold) -> None:
    """A trainer has said how a test was taken: a certificate that waited for it is issued."""
    issue_due(event.person_id)


def issue_due(person_id: str) -> None:
    """Issue all that a person has earned and was not given yet; nothing for somebody without a name."""
    profile = hold_person(person_id)
    if profile is None:
        return
    passes = list_passes(profile.person_id)
    due = list(list_due(passes, list_keys_of(profile.person_id)))
    for award in due:
        enqueue(PRINT, {"certificate_id": _issue(award, profile).id})


def issue_one(person_id: str, key: str) -> tuple[Outcome, str | None]:
    """Issue one course's or path's certificate to a person; what became of it, and its id. Printing is the caller's."""
    profile = hold_person(person_id)
    if profile is None:
        return Outcome.NAMELESS, None
    known = find_latest_of(profile.person_id, keys_for(key))
    if known is not None:
        return Outcome.HAD, known.id
    award = judge(key, list_passes(profile.person_id))
    if isinstance(award, Lack):
        return Outcome.WAITS if award in {Lack.UNCONFIRMED, Lack.REFUSED} else Outcome.NOT_PASSED, None
    return Outcome.ISSUED, _issue(award, profile).id


def hold_person(person_id: str) -> Profile | None:
    """A person whom nobody else issues anything to until the transaction ends; None for a visitor.

    Who is joined with another while we wait for them is held under the id that they go by then.
    """
    profile = find_profile(person_id)
    while profile is not None:
        serialise(f"learner {profile.person_id}")
        now = find_profile(person_id)
        if now is None or now.person_id == profile.person_id:
            return now
        profile = now
    return None


def next_status_index() -> int:
    """The next free place in the list, in the open transaction. The last lock that is taken.

    It goes on after a restore, when the place has a new node id: one index, one certificate, in papers printed before.
    """
    serialise("certificate index")
    highest = db.session.scalar(select(func.max(Certificate.status_index)))
    return 0 if highest is None else highest + 1


def _issue(award: Award, profile: Profile) -> Certificate:
    naming = find_naming(profile.person_id, profile.name)
    return add(
        Certificate(
            node_id=current_app.config["NODE_ID"],
            person_id=profile.person_id,
            pass_id=award.pass_id,
            edition=1,
            code=new_code(),
            course_key=award.key,
            course_title=award.title,
            competences=list(award.competences),
            design=award.design,
            language=award.language,
            name=profile.name,
            minutes=award.minutes,
            percent=award.percent,
            release=award.release,
            issued_at=max(clock.now(), award.earned_at),
            kind=award.kind.value,
            parts=list(award.parts),
            is_supervised=award.is_supervised,
            is_unassisted=award.is_unassisted,
            status_index=next_status_index(),
            replaces_id=None,
            voucher=VOUCHERS[naming.proof].value,
            voucher_name=naming.proof_of,
            second_name=naming.second_name,
        )
    )
