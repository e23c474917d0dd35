"""The room with all its pages: what the factory opens."""

from app.centres.routes import (
    address_poster,
    attendance,
    card,
    cards,
    class_door,
    door_scan,
    doors,
    earned,
    groups,
    own_card,
    people,
    planning,
    public,
    reports,
    rosters,
    running,
    sign_ups,
    teach,
    trainer_pin,
)
from app.centres.routes.room import room

PAGES = (
    teach.teach,
    running.centre,
    groups.cohort,
    planning.new_meeting,
    people.people,
    rosters.roster,
    sign_ups.sign_ups,
    public.public_centres,
    cards.cards,
    doors.open_door,
    card.card,
    class_door.class_door,
    own_card.own_card,
    address_poster.address_poster,
    attendance.attendance,
    door_scan.door_scan,
    trainer_pin.trainer_pin,
    earned.earned,
    reports.report,
)

__all__ = ["PAGES", "room"]
