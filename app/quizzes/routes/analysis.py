"""For authors and trainers: how the questions of a quiz do, and which are dubious."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _

from app.content.types.quizzes import Question, QuestionKind
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import SITE, Permission, Scope, ScopeKind, list_reach
from app.published.queries import find_release
from app.quizzes.queries.analysis import analyse, list_digests
from app.quizzes.routes.room import course_title, room, text_tag
from app.quizzes.rules.analysis import LEAST, Doubt, Item, doubts
from app.web.room import demand
from app.web.viewer import current_viewer

WHO = Permission.READ_ANALYSIS
CHOICES = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE})


@room.page("/<lang:lang>/staff/quizzes/", who=WHO)
def quizzes(lang: Tag) -> str:
    """The quizzes within the viewer's reach."""
    reach, release = list_reach(current_viewer().grants, WHO), find_release()
    rows = [
        {
            "course": quiz.course,
            "quiz": quiz.key,
            "title": quiz.texts[text_tag(lang, quiz.texts)].title,
            "course_title": course_title(quiz.course, lang),
        }
        for quiz in (release.quizzes.values() if release else ())
        if SITE in reach or Scope(kind=ScopeKind.COURSE, key=quiz.course) in reach
    ]
    return render_template("quizzes/quizzes.html", rows=rows)


@room.page("/<lang:lang>/staff/quizzes/<course>/<quiz>/", who=WHO)
def analysis(lang: Tag, course: str, quiz: str) -> str:
    """Figures of each question, the dubious ones first; of one version of the quiz when it is asked for."""
    demand(WHO, Scope(kind=ScopeKind.COURSE, key=course))
    release = find_release()
    published = release.quizzes.get(f"{course}/{quiz}") if release else None
    digests = list_digests(course, quiz)
    asked = request.args.get("version", "")
    if (published is None and not digests) or (asked and asked not in {digest for digest, *_rest in digests}):
        raise NotFoundError
    told = analyse(course, quiz, asked)
    rows = [_row(told.questions[version], item, lang) for version, item in told.analysis.items().items()]
    alpha = told.analysis.alpha()
    return render_template(
        "quizzes/analysis.html",
        title=published.texts[text_tag(lang, published.texts)].title if published else quiz,
        attempts=told.analysis.attempts,
        total=sum(number for digest, number, _last in digests if asked in {"", digest}),
        is_whole=told.is_whole,
        least=LEAST,
        alpha=None if alpha is None else _number(alpha),
        alpha_words=_alpha_words(alpha) if told.analysis.attempts >= LEAST else "",
        rows=sorted(rows, key=lambda row: (not row["doubts"], row["id"])),
        versions=[
            {
                "name": digest[:8],
                "count": number,
                "is_current": published is not None and digest == published.digest,
                "is_shown": digest == asked,
                "url": url_for("quizzes.analysis", lang=lang, course=course, quiz=quiz, version=digest),
            }
            for digest, number, _last in digests
        ],
        all_url=url_for("quizzes.analysis", lang=lang, course=course, quiz=quiz),
        is_all=not asked,
    )


def _row(question: Question, item: Item, lang: Tag) -> dict[str, Any]:
    text = question.texts[text_tag(lang, question.texts)]
    wrong = [one.key for one in question.options if not one.is_right] if question.kind in CHOICES else []
    return {
        "id": question.id,
        "prompt_html": text.prompt_html,
        "n": item.n,
        "facility": _("%(percent)s foiz", percent=round(100 * item.facility)),
        "discrimination": None if item.discrimination is None else _number(item.discrimination),
        "seconds": None if item.median_seconds is None else round(item.median_seconds),
        "unknown": item.unknown,
        "empty": item.empty,
        "options": [
            {"html": text.options_html[one.key], "count": item.chosen.get(one.key, 0), "is_right": one.is_right}
            for one in question.options
        ]
        if question.kind in CHOICES
        else [],
        "doubts": [_doubt_text(one) for one in doubts(item, wrong)],
    }


def _number(value: float) -> str:
    return str(format_decimal(round(value, 2), format="0.00")).replace("-", "\N{MINUS SIGN}")


def _doubt_text(doubt: Doubt) -> str:
    words = {
        Doubt.MISLEADS: _("Kuchli oʻquvchilar ham koʻp adashadi: savolni qayta oʻqing."),
        Doubt.TELLS_LITTLE: _("Bu savol biladigan bilan bilmaydiganni ajratmayapti."),
        Doubt.TOO_EASY: _("Deyarli hamma toʻgʻri javob beradi."),
        Doubt.TOO_HARD: _("Toʻgʻri javob beradigan juda kam: savol yoki dars tushunarsiz boʻlishi mumkin."),
        Doubt.IDLE_OPTION: _("Bir notoʻgʻri javobni hech kim tanlamaydi: uni almashtiring."),
    }
    return str(words[doubt])


def _alpha_words(alpha: float | None) -> str:
    """How steady the whole is, in words. Bounds: Nunnally, Psychometric Theory, 1978, 245."""
    if alpha is None:
        return ""
    if alpha >= 0.7:  # noqa: PLR2004 - as the text says
        return str(_("Test barqaror oʻlchaydi."))
    if alpha >= 0.5:  # noqa: PLR2004 - as the text says
        return str(_("Test oʻrtacha barqaror: natijaga biroz tasodif aralashadi."))
    return str(_("Test beqaror: savollar koʻproq yoki aniqroq boʻlishi kerak."))
