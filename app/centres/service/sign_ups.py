"""Wishes to come: kept within bounds, answered once by staff, forgotten in time. A wish takes no seat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select, update

from app.accounts.types import ParentWord
from app.centres.models.people import SignUp
from app.centres.queries.coming import get_wish, list_owners, list_wishes
from app.centres.queries.members import list_members
from app.centres.queries.places import get_cohort
from app.centres.rules.names import is_alike, is_mixed, name_key
from app.centres.service.coming import Newcomer, let_in
from app.centres.types.people import MemberSource, PhoneOwner, SignUpAnswer, Wish
from app.centres.types.places import CohortFacts
from app.infra.database import add, count, db, lock, serialise
from app.infra.personal import SPANS, Keep
from app.infra.retention import Purge, rows_gone
from app.kernel import clock
from app.kernel.errors import ConflictError, NotFoundError, TooManyError
from app.kernel.locale import Tag

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FROM_ONE_BROWSER, INTO_ONE_GROUP, IN_ALL = 10, 60, 1000
"""Wishes in an hour; in a day; in a day. Never counted by network address: a class shares one."""
MOST_WAITING = 120
"""Unanswered wishes of a group: more than a trainer can ring up."""


class ManyWaitError(ConflictError):
    """So many wait for an answer that one more makes no sense: the centre is to be asked."""


class ParentNeededError(ConflictError):
    """The person is under 14, and nobody is named who agreed."""


@dataclass(frozen=True, kw_only=True)
class WishWords:
    """What somebody says who wants to come."""

    name: str
    phone: str | None
    language: Tag
    is_child: bool


def ask_to_join(cohort_id: str, words: WishWords, *, sender: str) -> None:
    """Keep a wish; the same wish again changes nothing.

    NotFoundError for a group that takes none, TooManyError for a browser that has sent enough, ManyWaitError.
    """
    serialise(f"wishes {cohort_id}")
    cohort, now = get_cohort(cohort_id), clock.now()
    if cohort.is_closed or not cohort.is_public or cohort.ends_on < clock.today():
        raise NotFoundError
    if _is_there(cohort_id, words):
        return
    if count(SignUp, SignUp.sender == sender, SignUp.asked_at > now - HOUR) >= FROM_ONE_BROWSER:
        raise TooManyError(retry_after=int(HOUR.total_seconds()))
    of_group = SignUp.cohort_id == cohort_id
    is_full = (
        count(SignUp, of_group, SignUp.answer.is_(None)) >= MOST_WAITING
        or count(SignUp, of_group, SignUp.asked_at > now - DAY) >= INTO_ONE_GROUP
        or count(SignUp, SignUp.asked_at > now - DAY) >= IN_ALL
    )
    if is_full:
        raise ManyWaitError
    add(
        SignUp(
            node_id=current_app.config["NODE_ID"],
            cohort_id=cohort_id,
            name=words.name,
            phone=words.phone,
            language=words.language,
            is_child=words.is_child,
            sender=sender,
            asked_at=now,
        )
    )


def _is_there(cohort_id: str, words: WishWords) -> bool:
    waiting = db.session.execute(
        select(SignUp.name, SignUp.phone).where(SignUp.cohort_id == cohort_id, SignUp.answer.is_(None))
    )
    key = name_key(words.name)
    return any(row.phone == words.phone and name_key(row.name) == key for row in waiting)


def take_wish(
    cohort_id: str, wish_id: str, *, by: str, owner_id: str | None = None, parent: ParentWord | None = None
) -> None:
    """Let somebody in who wanted to come; answered already, nothing happens.

    `owner_id`: it is whom the telephone's account belongs to. NotFoundError, ParentNeededError, LoginTakenError,
    ClosedError, NoSeatsError.
    """
    serialise(f"cohort {cohort_id}")
    lock(SignUp, wish_id)
    wish, cohort = get_wish(cohort_id, wish_id), get_cohort(cohort_id)
    if wish.answer is not None:
        return
    if wish.is_child and parent is None and owner_id is None:
        raise ParentNeededError
    newcomer = Newcomer(
        name=wish.name,
        phone=wish.phone,
        language=Tag(wish.language),
        region=cohort.centre.region,
        district=cohort.centre.district,
        parent=parent if wish.is_child else None,
        owner_id=owner_id,
    )
    wish.membership_id = let_in(cohort_id, newcomer, MemberSource.SIGN_UP, by=by)
    _answer(wish, SignUpAnswer.TAKEN, by)


def decline_wish(cohort_id: str, wish_id: str, *, by: str) -> None:
    """Say no; answered already, nothing happens. NotFoundError."""
    lock(SignUp, wish_id)
    wish = get_wish(cohort_id, wish_id)
    if wish.answer is None:
        _answer(wish, SignUpAnswer.DECLINED, by)


def take_all(cohort_id: str, *, by: str) -> int:
    """Let in, in the order in which they asked, all of whom nothing is to be asked, while there are seats; how many."""
    serialise(f"cohort {cohort_id}")
    cohort = get_cohort(cohort_id)
    free = max(cohort.seats - len(list_members(cohort_id)), 0)
    taken = 0
    for wish, owner in reversed(wishes_with_owners(cohort_id)):
        if taken < free and is_plain(cohort, wish, owner):
            take_wish(cohort_id, wish.id, by=by, owner_id=owner.person_id if owner else None)
            taken += 1
    return taken


def wishes_with_owners(cohort_id: str) -> list[tuple[Wish, PhoneOwner | None]]:
    """Who waits, the newest first, and whose account each telephone belongs to."""
    wishes = list_wishes(cohort_id)
    owners = list_owners({one.phone for one in wishes if one.phone})
    return [(wish, owners.get(wish.phone)) for wish in wishes]


def is_plain(cohort: CohortFacts, wish: Wish, owner: PhoneOwner | None) -> bool:
    """Whether nothing needs a trainer's eye: no child, no telephone of somebody of another name, nobody very alike."""
    if wish.is_child or is_mixed(wish.name):
        return False
    if owner is not None:
        return is_alike(owner.name, wish.name) and not owner.is_closed
    return not any(is_alike(one.name, wish.name) for one in list_members(cohort.id))


def _answer(wish: SignUp, answer: SignUpAnswer, by: str) -> None:
    wish.answer, wish.answered_at, wish.answered_by = answer.value, clock.now(), by


def forget_wishes(now: datetime) -> int:
    """Blank names and telephones after half a year, and marks of browsers after a day; how many."""
    old = SignUp.asked_at < now - SPANS[Keep.HALF_YEAR]
    marked = update(SignUp).where(SignUp.sender != "", SignUp.asked_at < now - SPANS[Keep.DAY])
    named = update(SignUp).where(SignUp.name != "", old)
    return rows_gone(marked.values(sender="")) + rows_gone(named.values(name="", phone=None, is_child=False))


PURGES: Mapping[str, Purge] = {"centres_sign_up": forget_wishes}
