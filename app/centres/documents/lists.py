"""Lists of the people of a group on paper: who came, and a card with each name."""

from flask import current_app

from app.centres.documents.paper import Paper, make_paper
from app.centres.types.papers import PackPart
from app.centres.types.places import CohortFacts, MeetingFacts
from app.infra.pdf.faces import read_face
from app.infra.qr import qr_code
from app.kernel.clock import TASHKENT
from app.web.previews import BOLD, drawable

DAYS_A_PAGE = 6
BLANKS = 5
"""Empty rows for guests."""
CARD_POINTS = 85 / 25.4 * 72
CARD_SIZES = (34, 30, 26, 23, 20, 18, 16, 14)
CARD_HEIGHT = 33 / 25.4 * 72


def sign_in_paper(cohort: CohortFacts, names: list[str], meetings: list[MeetingFacts]) -> Paper:
    """Names in order with a column a meeting, six meetings a page; one empty column when no meeting is planned."""
    days = [
        {
            "number": one.number,
            "day": f"{one.begins_at.astimezone(TASHKENT):%d.%m.%Y}",
            "time": f"{one.begins_at.astimezone(TASHKENT):%H:%M}",
        }
        for one in meetings
    ]
    tables = [days[at : at + DAYS_A_PAGE] for at in range(0, len(days), DAYS_A_PAGE)] or [
        [{"number": 1, "day": "", "time": ""}]
    ]
    return make_paper(PackPart.SIGN_IN, "sign_in", cohort, names=names, tables=tables, blanks=BLANKS)


def card_paper(cohort: CohortFacts, names: list[str]) -> Paper:
    """A card to stand before each learner; the code leads to the group's page, never to an account."""
    address = f"{current_app.config['PUBLIC_URL']}/{cohort.language}/centres/{cohort.centre.code}/{cohort.code}/"
    cards = [
        {"name": drawable(name), "size": size_of(drawable(name), CARD_POINTS, CARD_SIZES, CARD_HEIGHT)}
        for name in names
    ]
    return make_paper(
        PackPart.CARDS,
        "cards",
        cohort,
        cards=cards,
        address=address.partition("://")[2],
        qr=qr_code(address),
        sizes=CARD_SIZES,
    )


def size_of(name: str, width: float, sizes: tuple[int, ...], height: float) -> int:
    """The largest size in points in which a name, broken at spaces, stands in this room; else the smallest."""
    face = read_face(BOLD)
    for size in sizes:
        lines = face.lines(name.split(), width / size)
        if len(lines) * size * 1.15 <= height and all(face.width(line) * size <= width for line in lines):
            return size
    return sizes[-1]
