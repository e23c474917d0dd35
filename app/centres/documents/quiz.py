"""A quiz on paper: the questions of each variant, an answer sheet a learner, and the trainer's key."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from app.centres.documents.lists import size_of
from app.centres.documents.paper import Paper, make_paper, printable
from app.centres.rules import sheet_layout as places
from app.centres.types.papers import PackPart, SheetFacts, Variants
from app.centres.types.places import CohortFacts
from app.content.types.quizzes import QuestionKind, Quiz
from app.infra.qr import qr_code
from app.quizzes.queries.papers import list_printed, list_questions
from app.quizzes.types.sheets import PrintedQuestion
from app.web.previews import drawable

SHEETS_A_FILE = 10
NAME_POINTS = places.HEAD[2] / 25.4 * 72
NAME_SIZES = (20, 18, 16, 14, 12)
NAME_HEIGHT = 15 / 25.4 * 72
SHORT = 900
"""Letters of a question that is kept on one page."""

Names = Mapping[str, str]
"""Names by the id of the person."""


def quiz_papers(
    cohort: CohortFacts, quiz: Quiz, sheets: list[SheetFacts], variants: Variants, names: Names
) -> Iterator[Paper]:
    """The questions: everybody's own with their name, or each letter as often as it is needed."""
    for variant in dict.fromkeys(sheet.variant for sheet in sheets):
        mine = [sheet for sheet in sheets if sheet.variant == variant]
        is_own = variants is Variants.OWN
        code = mine[0].code if is_own else ""
        yield make_paper(
            PackPart.QUIZ,
            "quiz",
            cohort,
            copies=len(mine),
            quiz_title=quiz.texts[cohort.language].title,
            variant=variant,
            name=drawable(names.get(mine[0].person_id or "", "")) if is_own else "",
            code=code,
            qr=qr_code(code) if code else None,
            questions=[_question(one) for one in list_printed(mine[0].quiz_digest, mine[0].seed, cohort.language)],
        )


def _question(one: PrintedQuestion) -> dict[str, Any]:
    texts = [one.stem_html, *(html for _mark, html in (*one.options, *one.sides))]
    return {
        "number": one.number,
        "prompt_html": printable(one.prompt_html),
        "stem_html": Markup(_framed(str(printable(one.stem_html)))),  # noqa: S704 - compiled and cleaned at publish
        "options": [(mark, printable(html)) for mark, html in one.options],
        "sides": [(mark, printable(html)) for mark, html in one.sides],
        "choices": one.choices,
        "how": how(one.kind),
        "is_short": sum(map(len, texts)) < SHORT,
    }


def how(kind: QuestionKind) -> str:
    """What to do with a question."""
    words = {
        QuestionKind.SINGLE: _("Bitta javobni belgilang."),
        QuestionKind.MULTIPLE: _("Toʻgʻri javob bir nechta boʻlishi mumkin. Hammasini belgilang."),
        QuestionKind.HOTSPOT: _("Rasmdagi raqamlarga qarang. Kerakli joylarning hammasini belgilang."),
        QuestionKind.TRUEFALSE: _("Har bir gap uchun belgilang: + toʻgʻri, \N{MINUS SIGN} notoʻgʻri."),
        QuestionKind.ORDER: _("Har bir harf qatorida uning oʻrnini belgilang. 1 — eng birinchi."),
        QuestionKind.MATCH: _("Har bir raqamga mos harfni belgilang. Baʼzi harflar ortiqcha boʻlishi mumkin."),
        QuestionKind.NUMERIC: _("Ramkaga faqat son yozing."),
        QuestionKind.SHORT: _("Ramkaga qisqa yozing. Katta-kichik harf muhim emas."),
        QuestionKind.CLOZE: _("Har bir boʻsh joy uchun ramkaga yozing yoki harfni belgilang."),
    }
    return str(words.get(kind, ""))


def _framed(html: str) -> str:
    """The frames over a picture drawn in black on white: a paper has no style of the screen."""
    return (
        html.replace("<rect ", '<rect fill="none" stroke="#000" stroke-width=".8" ')
        .replace('<circle class="n" ', '<circle fill="#fff" stroke="#000" stroke-width=".6" ')
        .replace("<circle cx", '<circle fill="none" stroke="#000" stroke-width=".8" cx')
        .replace("<text ", '<text text-anchor="middle" font-family="Bold" font-size="6" ')
        .replace('dy=".36em"', 'dy="2.1"')
    )


def answer_papers(cohort: CohortFacts, quiz: Quiz, sheets: list[SheetFacts], names: Names) -> Iterator[Paper]:
    """An answer sheet for each, a few of them a file."""
    for start in range(0, len(sheets), SHEETS_A_FILE):
        yield make_paper(
            PackPart.ANSWERS,
            "answers",
            cohort,
            quiz_title=quiz.texts[cohort.language].title,
            sheets=[_sheet(one, names) for one in sheets[start : start + SHEETS_A_FILE]],
            places=places,
            sizes=NAME_SIZES,
            radius=places.RADIUS,
        )


def _sheet(sheet: SheetFacts, names: Names) -> dict[str, Any]:
    name = drawable(names.get(sheet.person_id or "", ""))
    return {
        "name": name,
        "name_size": size_of(name, NAME_POINTS, NAME_SIZES, NAME_HEIGHT),
        "variant": sheet.variant,
        "code": sheet.code,
        "qr": qr_code(sheet.code),
        "layout": layout_of(sheet),
    }


def layout_of(sheet: SheetFacts) -> places.SheetLayout:
    """Where each bubble of a sheet lies."""
    questions = list_questions(sheet.quiz_digest, sheet.seed)
    return places.lay_out([[(row.label, row.marks) for row in one.rows] for one in questions])


def key_paper(cohort: CohortFacts, quiz: Quiz, sheets: list[SheetFacts], names: Names) -> Paper:
    """What is right in each variant, as it is typed from paper."""
    variants = []
    for variant in dict.fromkeys(sheet.variant for sheet in sheets):
        mine = [sheet for sheet in sheets if sheet.variant == variant]
        variants.append(
            {
                "variant": variant,
                "names": [drawable(names[one.person_id]) for one in mine if one.person_id and one.person_id in names],
                "cells": list_questions(mine[0].quiz_digest, mine[0].seed),
            }
        )
    return make_paper(
        PackPart.KEY,
        "key",
        cohort,
        quiz_title=quiz.texts[cohort.language].title,
        pass_percent=quiz.pass_percent,
        variants=variants,
    )
