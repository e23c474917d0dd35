"""The room with all its pages: what the factory opens."""

from app.centres.routes import address_poster, card, cards, class_door, doors, own_card
from app.centres.routes.room import room

PAGES = (
    cards.cards,
    doors.open_door,
    card.card,
    class_door.class_door,
    own_card.own_card,
    address_poster.address_poster,
)

__all__ = ["PAGES", "room"]
