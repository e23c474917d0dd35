"""What the members of a group have earned, and what each still lacks."""

from app.centres.queries.members import list_members
from app.centres.queries.teaching import certificates_of
from app.centres.types.people import CohortMember
from app.centres.types.places import CohortFacts
from app.centres.types.reports import Earning, EarningState, MemberEarnings
from app.certificates.queries.offers import judge, keys_for
from app.certificates.queries.records import list_of_person
from app.certificates.types import Award, CertificateRecord, Lack, PaperState
from app.progress.queries import list_passes

LACKS = {
    Lack.NOT_GIVEN: EarningState.NOT_GIVEN,
    Lack.NOT_PASSED: EarningState.NOT_PASSED,
    Lack.UNCONFIRMED: EarningState.WAITS,
    Lack.REFUSED: EarningState.REFUSED,
}


def list_earnings(cohort: CohortFacts) -> list[MemberEarnings]:
    """How every member stands in each certificate of the group, in the order of the list."""
    keys = certificates_of(cohort)
    return [_earnings_of(member, keys) for member in list_members(cohort.id)]


def list_due(cohort: CohortFacts) -> dict[str, list[str]]:
    """Who has earned a certificate that is not issued: ids of people by key."""
    due: dict[str, list[str]] = {}
    for one in list_earnings(cohort):
        for key, earning in one.by_key.items():
            if earning.state is EarningState.DUE:
                due.setdefault(key, []).append(one.member.person_id)
    return due


def _earnings_of(member: CohortMember, keys: list[str]) -> MemberEarnings:
    passes = list_passes(member.person_id)
    records = list_of_person(member.person_id)
    found = {}
    for key in keys:
        own = [one for one in records if one.course_key in keys_for(key)]
        judged = judge(key, passes)
        found[key] = _of_record(own[0]) if own else _of_judgement(judged)
    return MemberEarnings(member=member, by_key=found, passes={one.course_key: one.percent for one in passes})


def _of_record(record: CertificateRecord) -> Earning:
    match record.state:
        case PaperState.VALID:
            return Earning(state=EarningState.HELD, code=record.code, digest=record.pdf_digest or "")
        case PaperState.PREPARING:
            return Earning(state=EarningState.PREPARING, code=record.code)
        case _:
            return Earning(state=EarningState.REVOKED, code=record.code)


def _of_judgement(judged: Award | Lack) -> Earning:
    return Earning(state=EarningState.DUE if isinstance(judged, Award) else LACKS[judged])
