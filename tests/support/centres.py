"""A centre with a group, for tests: made by the room's own services."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask

from app.accounts.service.second_step import give_demo_step
from app.centres.queries.cards import list_cards
from app.centres.service.cards import make_cards
from app.centres.service.doors import open_door
from app.centres.service.members import add_member, make_learner
from app.centres.service.places import (
    CentreWords,
    CohortWords,
    MeetingWords,
    appoint_trainer,
    open_centre,
    open_cohort,
    plan_meeting,
)
from app.centres.types.cards import NewPin
from app.centres.types.people import MemberSource
from app.centres.types.places import CentreKind
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.ids import new_id
from app.kernel.locale import UZ, Tag
from app.kernel.permissions import Role, Scope, ScopeKind
from tests.support.staff import Someone, quick_hash, someone, staff_member

NAMES = (
    "Aziza Rahimova",
    "Бахром Тўлаганов",
    "Dilfuza Gʻofurova",
    "Erkin Shodiyev",
    "Feruza Yoʻldosheva",
    "Жамила Ҳакимова",
)


@dataclass(frozen=True, kw_only=True)
class Class:
    """A group that meets today, its trainer, the manager of its centre."""

    centre_id: str
    cohort_id: str
    meeting_id: str
    manager: Someone
    trainer: Someone
    members: tuple[str, ...] = field(default=())
    """Ids of people, in the order of NAMES."""

    @property
    def page(self) -> str:
        """The group's page."""
        return f"/uz/teach/groups/{self.cohort_id}/"


def make_class(
    app: Flask,
    *,
    key: str = "my-gov-uz",
    members: int = 6,
    seats: int = 12,
    language: Tag = UZ,
    name: str = "Buloqboshi",
) -> Class:
    """A centre in Bukhara with one group, which meets from an hour ago for three hours."""
    opener = someone(app, f"ochuvchi.{new_id()[-8:]}@example.uz", "Oʻtkir Ochuvchi")
    with app.app_context(), write_tx():
        centre_id = open_centre(
            CentreWords(
                name=f"{name} kutubxonasi",
                kind=CentreKind.LIBRARY,
                region="UZ-BU",
                district="",
                address="Navoiy koʻchasi, 5",
                contact="Kutubxonachi",
                phone="+998652220000",
            ),
            by=opener.id,
        )
    manager = staff_member(
        app, f"rahbar.{centre_id[-6:]}@example.uz", Role.MANAGER, Scope(kind=ScopeKind.CENTRE, key=centre_id)
    )
    trainer = someone(app, f"trener.{centre_id[-6:]}@example.uz", "Jasur Toʻxtayev")
    today = clock.today()
    with app.app_context(), write_tx():
        cohort_id = open_cohort(
            centre_id,
            CohortWords(
                title="Kuzgi guruh",
                key=key,
                language=language,
                starts_on=today - timedelta(days=7),
                ends_on=today + timedelta(days=21),
                room="2-xona",
                seats=seats,
            ),
            by=manager.id,
        )
        now = clock.now()
        meeting_id = plan_meeting(
            cohort_id,
            MeetingWords(begins_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=2), has_quiz=True),
            by=manager.id,
        )
        appoint_trainer(cohort_id, trainer.id, by=manager.id)
        give_demo_step(trainer.id)
        people = []
        for number in range(members):
            learner = make_learner(
                name=NAMES[number % len(NAMES)], phone=None, region="UZ-BU", district="", language=language
            )
            add_member(cohort_id, learner, MemberSource.HAND, by=manager.id)
            people.append(learner)
    return Class(
        centre_id=centre_id,
        cohort_id=cohort_id,
        meeting_id=meeting_id,
        manager=manager,
        trainer=trainer,
        members=tuple(people),
    )


PIN = "7391"


def give_card(app: Flask, made: Class, person_id: str, pin: str = PIN) -> str:
    """A card with this PIN for a member who has none; its code."""
    return give_cards(app, made, [person_id], pin)[person_id]


def give_cards(app: Flask, made: Class, people: Sequence[str] = (), pin: str = PIN) -> dict[str, str]:
    """Cards with this PIN for members who have none, or for all of them; their codes by person."""
    wanted = people or made.members
    new = NewPin(pin=pin, pin_hash=quick_hash(pin))
    with app.app_context():
        with write_tx():
            make_cards(made.cohort_id, wanted, dict.fromkeys(wanted, new), by=made.trainer.id)
        return {one: card.code for one, card in list_cards(wanted).items()}


def hold_open(app: Flask, made: Class) -> None:
    """The trainer opens the door of today's meeting."""
    with app.app_context(), write_tx():
        open_door(made.cohort_id, made.meeting_id, by=made.trainer.id)
