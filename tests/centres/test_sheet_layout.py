"""The answer sheet: everything stands where the layout says, on the page and on paper."""

from itertools import combinations

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.centres.documents.paper import print_paper
from app.centres.documents.quiz import answer_papers, layout_of
from app.centres.queries.places import get_cohort
from app.centres.rules.sheet_layout import (
    BOTTOM,
    COLUMN_WIDTH,
    COLUMNS,
    CORNER,
    CORNERS,
    QR,
    RADIUS,
    TOP,
    WIDTH,
    TooLongError,
    fits,
    lay_out,
)
from app.infra.pdf import printer
from app.published.queries import get_release
from app.web.i18n import in_language
from tests.support.centres import make_class
from tests.support.packs import ask_for_pack, sheets_of

ROW = st.tuples(st.sampled_from(["", "A", "(1)"]), st.sampled_from([(), ("+", "−"), tuple("ABC"), tuple("ABCDEF")]))
QUESTIONS = st.lists(st.lists(ROW, min_size=1, max_size=8), min_size=1, max_size=16)


@pytest.mark.pure
@given(questions=QUESTIONS)
def test_bubbles_are_large_lie_apart_and_inside_of_their_column(questions):
    if not fits(questions):
        with pytest.raises(TooLongError):
            lay_out(questions)
        return
    made = lay_out(questions)
    assert 2 * RADIUS >= 6
    assert len(made.bubbles) == sum(len(marks) for rows in questions for _label, marks in rows)
    for one in made.bubbles:
        left = max(edge for edge in COLUMNS if edge <= one.x)
        assert left < one.x - RADIUS
        assert one.x + RADIUS < left + COLUMN_WIDTH
        assert one.y - RADIUS >= TOP
        assert one.y + RADIUS <= BOTTOM
    for one, other in combinations(made.bubbles, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 > (2 * RADIUS + 1) ** 2


@pytest.mark.pure
@given(questions=QUESTIONS.filter(fits))
def test_a_question_is_not_parted(questions):
    made = lay_out(questions)
    for number in range(1, len(questions) + 1):
        columns = {one.x >= COLUMNS[1] for one in (*made.bubbles, *made.lines) if one.question == number}
        assert len(columns) == 1


@pytest.mark.pure
def test_corner_marks_differ_and_leave_room_for_the_code():
    right = [x for x, _y in CORNERS if x > WIDTH / 2]
    assert all(x + CORNER <= WIDTH - 10 for x in right)
    assert QR[1] + QR[2] < TOP - 10


def test_a_printed_sheet_has_its_bubbles_where_the_layout_says(app, db):
    made = make_class(app, members=2)
    pack = ask_for_pack(app, made, spare=0)
    sheet = sheets_of(app, pack)[0]
    cohort = get_cohort(made.cohort_id)
    names = {sheet.person_id: "Абдураҳмонова-Ғуломқодирова Ўғилойхон Муҳаммадсодиқ Шамсиддиновна Абдураҳмоновна"}
    with in_language(cohort.language):
        paper = next(answer_papers(cohort, get_release().quizzes["my-gov-uz/final"], [sheet], names))
    document = pypdfium2.PdfDocument(print_paper(paper))
    printer.close()
    assert len(document) == 1
    scale = 4.0
    picture = document[0].render(scale=scale * 25.4 / 72).to_pil().convert("L")
    document.close()

    def dark(x, y):
        """How dark it is there at most, from 0 to 1."""
        near = [(round(x * scale) + across, round(y * scale) + down) for across in (-1, 0, 1) for down in (-1, 0, 1)]
        return 1 - min(map(picture.getpixel, near)) / 255

    layout = layout_of(sheet)
    assert layout.bubbles
    for one in layout.bubbles:
        ring = [(one.x + RADIUS, one.y), (one.x - RADIUS, one.y), (one.x, one.y + RADIUS), (one.x, one.y - RADIUS)]
        assert all(dark(*point) > 0.4 for point in ring), one
        assert dark(one.x, one.y) < 0.1, one
    assert [dark(x + CORNER / 2, y + CORNER / 2) > 0.9 for x, y in CORNERS] == [False, True, True, True]
    assert all(dark(x + 1, y + 1) > 0.9 for x, y in CORNERS)
