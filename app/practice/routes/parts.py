"""Screens as templates want them: words beside what was decided, and nothing that was typed but is not to be shown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from app.content.schema.practice.fields import CHOICES
from app.content.schema.practice.placeholders import OTP
from app.content.types.scenarios import (
    Action,
    FieldCheck,
    FieldKind,
    FieldText,
    PracticeField,
    Scenario,
    Screen,
    ScreenText,
    Surface,
)
from app.kernel.identifiers import NOBODYS_ZONE, digits_of
from app.practice.rules.judging import field_name, spot_name
from app.practice.types import Verdict
from app.web.forms import is_shown

BLANK = "•"
"""A digit of a code that nobody has yet."""
KEPT = frozenset({FieldKind.TEXT, FieldKind.DIGITS, FieldKind.DATE})
"""Kinds whose typed value stands in the form again when something else was wrong."""
_NOBODYS = re.compile(f"(998)?{NOBODYS_ZONE}")
"""How digits of a phone begin that cannot be a living person's: such a one may be shown again."""
MODE_ENTRY: Mapping[FieldKind, str] = {
    FieldKind.DIGITS: "numeric",
    FieldKind.OTP: "numeric",
    FieldKind.PHONE: "tel",
}


def surface_words(surface: Surface) -> str:
    """What a screen is, in a word: its frame says it also to those who do not see it."""
    words = {
        Surface.BROWSER: _("Brauzer oynasi"),
        Surface.PHONE: _("Telefon ekrani"),
        Surface.SMS: _("Telefon: SMS xabar"),
        Surface.CALL: _("Telefon: qoʻngʻiroq"),
        Surface.EMAIL: _("Elektron xat"),
        Surface.END: _("Mashq oxiri"),
    }
    return str(words[surface])


def code_blank(scenario: Scenario) -> str:
    """How a code looks before there is one."""
    return BLANK * (scenario.otp.length if scenario.otp else 0)


def body_html(text: ScreenText, code: str) -> Markup:
    """The text of a screen with the code in it."""
    return Markup(text.body_html.replace(OTP, code))  # noqa: S704 - compiled and cleaned at publish; the code is digits


def screen_view(screen: Screen, text: ScreenText, code: str) -> dict[str, Any]:
    """A screen without its form."""
    return {
        "id": screen.id,
        "surface": screen.surface.value,
        "surface_words": surface_words(screen.surface),
        "url": screen.url,
        "url_html": _breakable(screen.url),
        "is_secure": screen.url.startswith("https:"),
        "title": text.title,
        "body_html": body_html(text, code),
        "hints": [Markup(hint) for hint in text.hints_html],  # noqa: S704 - as above
        "result": screen.result.value if screen.result else None,
    }


def _breakable(url: str) -> Markup:
    """An address that is broken after a slash on a narrow screen, and not inside a name."""
    return Markup("/<wbr>").join(url.split("/"))


def field_views(
    screen: Screen,
    text: ScreenText,
    *,
    verdicts: Mapping[str, Verdict],
    typed: Mapping[str, Sequence[str]],
    code: str,
    shows_answers: bool,
) -> list[dict[str, Any]]:
    """The fields of a screen in their order."""
    return [
        _field(field, text.fields[field.name], verdicts.get(field.name), typed, code, shows_answers=shows_answers)
        for field in screen.fields
    ]


def _field(
    field: PracticeField,
    words: FieldText,
    verdict: Verdict | None,
    typed: Mapping[str, Sequence[str]],
    code: str,
    *,
    shows_answers: bool,
) -> dict[str, Any]:
    given = typed.get(field_name(field.name), ())
    return {
        "id": f"f-{field.name}",
        "name": field_name(field.name),
        "kind": field.kind.value,
        "label": words.label,
        "hint": words.hint,
        "is_required": field.is_required,
        "inputmode": MODE_ENTRY.get(field.kind, ""),
        "options": [(key, words.options[key], key in given) for key in field.options],
        "is_ticked": bool(given) and field.kind is FieldKind.ACKNOWLEDGE,
        "value": _shown_again(field, given, verdict),
        "error": _error(field, words, verdict),
        "answer": answer_words(field, words, code) if shows_answers else "",
    }


def _shown_again(field: PracticeField, given: Sequence[str], verdict: Verdict | None) -> str:
    """What was typed, where it may stand on the page once more."""
    if verdict is Verdict.SOMEBODYS or not given:
        return ""
    is_nobodys_phone = field.kind is FieldKind.PHONE and _NOBODYS.match(digits_of(given[0]))
    if field.kind not in KEPT and not is_nobodys_phone:
        return ""
    return "".join(sign for sign in given[0] if is_shown(sign))


def _error(field: PracticeField, words: FieldText, verdict: Verdict | None) -> str:
    match verdict:
        case Verdict.EMPTY:
            return words.messages.get("required") or _empty(field)
        case Verdict.MISSHAPEN:
            return words.messages.get("pattern") or _misshapen(field)
        case Verdict.EXPIRED:
            return str(_("Kod eskirdi. Yangi kod soʻrang yoki vaqtni uzaytiring."))
        case Verdict.SOMEBODYS:
            return str(_("Personajning raqamini yozing, oʻzingiznikini emas. Yozganingiz saqlanmadi."))
        case Verdict.WRONG:
            return words.messages.get("answer") or str(_("Bu toʻgʻri emas. Topshiriqni yana oʻqing."))
    return ""


def _empty(field: PracticeField) -> str:
    if field.kind is FieldKind.ACKNOWLEDGE:
        return str(_("Davom etish uchun belgi qoʻying."))
    return str(_("Birini tanlang.") if field.kind in CHOICES else _("Bu yerni toʻldiring."))


def _misshapen(field: PracticeField) -> str:
    if field.check is FieldCheck.PASSWORD_STRENGTH:
        return str(_("Parol kamida 8 belgi boʻlsin: harf, raqam va belgi, masalan ! yoki ?"))
    if field.kind is FieldKind.DATE or field.check is FieldCheck.DATE:
        return str(_("Kunni 31.12.1990 kabi yozing."))
    if field.kind is FieldKind.PHONE or field.check is FieldCheck.PHONE_UZ:
        return str(_("Telefonni +998 00 123 45 67 kabi yozing."))
    if field.check is FieldCheck.PASSPORT_UZ:
        return str(_("Ikki lotin harfi va 7 ta raqam yozing, masalan AA0000001."))
    if field.check is FieldCheck.PINFL:
        return str(_("14 ta raqam yozing. Bittasi ham oʻzgarmasin."))
    return str(_("Faqat raqam yozing."))


def answer_words(field: PracticeField, words: FieldText, code: str) -> str:
    """What is right, to be shown."""
    if field.kind is FieldKind.ACKNOWLEDGE:
        return str(_("belgi qoʻying"))
    if field.kind in CHOICES:
        return ", ".join(words.options[key] for key in field.options if key in field.answers)
    found = next(iter(words.answers), "")
    return found.replace(OTP, code) or str(_("oʻzingiz oʻylab toping"))


def spot_views(
    screen: Screen, text: ScreenText, *, verdicts: Mapping[str, Verdict], ticked: Sequence[str]
) -> list[dict[str, Any]]:
    """The signs to look for; what each is stands beside it, to be shown when it may be."""
    return [
        {
            "key": spot.key,
            "id": "spot" if place == 0 else f"spot-{spot.key}",
            "html": Markup(text.spots_html[spot.key]),  # noqa: S704 - compiled and cleaned at publish
            "is_suspicious": spot.is_suspicious,
            "is_ticked": spot.key in ticked,
            "feedback": Markup(text.feedback_html.get(spot.key, "")),  # noqa: S704 - as above
            "verdict": verdicts.get(spot_name(spot.key)),
        }
        for place, spot in enumerate(screen.spots)
    ]


def spot_error(screen: Screen, verdicts: Mapping[str, Verdict]) -> str:
    """What is wrong with the signs that were found."""
    own = {verdicts.get(spot_name(spot.key)) for spot in screen.spots}
    if Verdict.EMPTY in own:
        return str(_("Kamida bittasini belgilang."))
    return str(_("Hammasi topilmadi yoki ortiqchasi bor. Har bir qatorni yana oʻqing.")) if Verdict.WRONG in own else ""


def action_views(screen: Screen, text: ScreenText) -> list[dict[str, Any]]:
    """The buttons of a screen."""
    return [
        {
            "key": action.key,
            "label": text.actions[action.key],
            "is_submit": action.is_submit,
            "is_unsafe": action.is_unsafe,
            "consequence": consequence(text, action),
        }
        for action in screen.actions
    ]


def consequence(text: ScreenText, action: Action) -> Markup:
    """What comes of pressing a button."""
    return Markup(text.consequences_html.get(action.key, ""))  # noqa: S704 - as above


def right_way(scenario: Scenario) -> Iterator[tuple[Screen, str]]:
    """The screens of the best way, each with the key of the button to press; "" on the last."""
    screens = {screen.id: screen for screen in scenario.screens}
    last = scenario.screens[0].id
    for step in scenario.way:
        id_, _dot, key = step.rpartition(".")
        yield screens[id_], key
        last = next(action.target for action in screens[id_].actions if action.key == key)
    yield screens[last], ""
