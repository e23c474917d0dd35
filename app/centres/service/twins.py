"""Two entries of one person in a group: joined by a trainer where one has no login, and told apart again, exactly."""

from app.accounts.queries.people import list_canonical
from app.accounts.service.merging import merge_accounts, unmerge_accounts
from app.centres.queries.members import get_member
from app.centres.queries.twins import as_twins, list_joined
from app.infra.database import serialise
from app.kernel.errors import ConflictError, NotFoundError


class ForAdministratorError(ConflictError):
    """Both sign in by themselves, or one holds a role."""


def join_twins(cohort_id: str, person_id: str, other_id: str, *, by: str) -> None:
    """From now on both are one person: who has a login, or who came first; the second time nothing happens.

    NotFoundError unless both are members, ForAdministratorError, OwnAccountError, ClosedAccountError.
    """
    serialise(f"cohort {cohort_id}")
    if person_id == other_id:
        raise NotFoundError
    if len(set(list_canonical([person_id, other_id]).values())) == 1:
        return
    twins = as_twins(get_member(cohort_id, person_id), get_member(cohort_id, other_id))
    if twins.is_for_administrator:
        raise ForAdministratorError
    merge_accounts(twins.stays.person_id, twins.joined.person_id, by=by)


def part_twins(cohort_id: str, merging_id: str, *, by: str) -> None:
    """They are two again, each with what they did before; twice is once. NotFoundError, MergedFurtherError."""
    serialise(f"cohort {cohort_id}")
    if all(one.merging_id != merging_id for one in list_joined(cohort_id, with_parted=True)):
        raise NotFoundError
    unmerge_accounts(merging_id, by=by)
