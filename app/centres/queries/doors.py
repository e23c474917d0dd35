"""Reads about doors that trainers hold open. Without an open door nobody's name is told."""

from collections import Counter

from sqlalchemy import Select, select

from app.accounts.queries.people import ids_of
from app.centres.models.cards import Door
from app.centres.models.people import Departure, Membership
from app.centres.models.places import Centre, Cohort, Meeting
from app.centres.queries.cards import list_cards
from app.centres.queries.members import list_members
from app.centres.rules.faces import SHOWN_LETTERS, short_name
from app.centres.types.cards import DoorFacts, Seated
from app.infra.database import db
from app.kernel import clock


def find_door(meeting_id: str) -> DoorFacts | None:
    """The door of a meeting, while it is open."""
    return next(iter(_doors(_open().where(Door.meeting_id == meeting_id))), None)


def list_doors(centre_id: str) -> list[DoorFacts]:
    """The doors that are open at a centre, one a meeting."""
    found = {one.meeting_id: one for one in _doors(_open().where(Cohort.centre_id == centre_id))}
    return list(found.values())


def list_behind(centre_id: str) -> list[Seated]:
    """Who may come in by picture at a centre now: members with a card, those of an earlier door first.

    Whoever has the same picture and short name as another is shown with the whole name.
    """
    found: dict[str, Seated] = {}
    for door in list_doors(centre_id):
        members = list_members(door.cohort_id)
        cards = list_cards([one.person_id for one in members])
        for member in members:
            if (card := cards.get(member.person_id)) and member.person_id not in found:
                found[member.person_id] = Seated(
                    card=card, shown_name=short_name(member.name), closes_at=door.closes_at
                )
    alike = Counter((one.card.face, one.shown_name) for one in found.values())
    return [_told_apart(one) if alike[one.card.face, one.shown_name] > 1 else one for one in found.values()]


def find_behind(centre_id: str, card_id: str) -> Seated | None:
    """Somebody who may come in by picture at a centre now; None for anybody else."""
    return next((one for one in list_behind(centre_id) if one.card.id == card_id), None)


def find_own_door(person_id: str) -> tuple[str, DoorFacts] | None:
    """The door that is open to a person's group, with the code of its centre; None while there is none."""
    query = (
        _open()
        .add_columns(Centre.code)
        .join(Centre, Centre.id == Cohort.centre_id)
        .join(Membership, Membership.cohort_id == Cohort.id)
        .where(Membership.person_id.in_(ids_of(person_id)), Membership.id.not_in(select(Departure.membership_id)))
    )
    row = db.session.execute(query).first()
    return (row.code, _door(row.Door, row.cohort_id)) if row else None


def _open() -> Select[Door, str]:
    query = select(Door, Meeting.cohort_id).join(Meeting, Meeting.id == Door.meeting_id)
    query = query.join(Cohort, Cohort.id == Meeting.cohort_id)
    is_on = (Door.closes_at > clock.now(), Meeting.cancelled_at.is_(None), Cohort.closed_at.is_(None))
    return query.where(*is_on).order_by(Door.opened_at, Door.id)


def _doors(query: Select[Door, str]) -> list[DoorFacts]:
    return [_door(door, cohort_id) for door, cohort_id in db.session.execute(query)]


def _door(row: Door, cohort_id: str) -> DoorFacts:
    return DoorFacts(
        id=row.id,
        meeting_id=row.meeting_id,
        cohort_id=cohort_id,
        closes_at=row.closes_at,
        opened_by=row.opened_by,
    )


def _told_apart(seated: Seated) -> Seated:
    return Seated(card=seated.card, shown_name=seated.card.name[:SHOWN_LETTERS], closes_at=seated.closes_at)
