"""What reminders say, in the language that is spoken now. An SMS is two parts long at most, with one link."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import ngettext

from app.infra.outbox import Channel
from app.kernel import gsm
from app.progress.types import Step
from app.web.links import public_link
from app.web.signed import sign_id

FROM = "Savodxon."
"""Who writes: the name is the same in every script."""
MOST_PARTS = 2
PURPOSE = "reminders"
"""What the token in a reminder's link is signed for."""


@dataclass(frozen=True, kw_only=True)
class ReminderText:
    """A reminder as it is sent."""

    subject: str
    text: str


def reminder_text(step: Step, channel: Channel, leave_link: str) -> ReminderText:
    """What comes next, and the links: to it, and to the page that ends reminders.

    An SMS has room for one link: to that page, which leads on as well.
    """
    if channel is Channel.SMS:
        return ReminderText(subject="", text=_short(step, leave_link))
    greeting, subject, leaving = _("Darslaringiz sizni kutyapti."), _("Navbatdagi dars"), _("Eslatmalarni oʻchirish:")
    text = f"{FROM} {greeting}\n\n{next_words(step)}\n{step_link(step)}\n\n{leaving}\n{leave_link}"
    return ReminderText(subject=f"{FROM} {subject}", text=text)


def leave_link(person_id: str) -> str:
    """The page on which this person ends reminders."""
    return public_link("progress.reminders", token=sign_id(person_id, PURPOSE))


def next_words(step: Step) -> str:
    """What comes next, in one sentence."""
    if step.lesson_key is None:
        return str(_("Darslar tugadi. Endi yakuniy test qoldi."))
    minutes = ngettext("%(num)s daqiqa", "%(num)s daqiqa", step.minutes)
    return str(_("Navbatdagi dars: %(title)s, %(minutes)s.", title=step.title, minutes=minutes))


def step_link(step: Step) -> str:
    """The full address of what comes next."""
    if step.lesson_key is None:
        return public_link("quizzes.start", course=step.course_key, quiz=str(step.quiz_key))
    return public_link("courses.lesson", course=step.course_key, lesson=step.lesson_key)


def _short(step: Step, link: str) -> str:
    """The sentence and the link in two parts: a long title loses its last words, or goes when none would stay."""
    for title in _shorter(step.title):
        text = f"{FROM} {next_words(replace(step, title=title))} {link}"
        if gsm.count_parts(gsm.plain(text)) <= MOST_PARTS:
            return text
    sentence = _("Navbatdagi dars sizni kutyapti.") if step.lesson_key else next_words(step)
    return f"{FROM} {sentence} {link}"


def _shorter(title: str) -> Iterator[str]:
    """The title, then without its last word, and so on; no quotation is left open."""
    yield title
    words = title.split()
    for count in range(len(words) - 1, 1, -1):
        start = " ".join(words[:count])
        if start.count("«") == start.count("»"):
            yield f"{start.rstrip(' ,.:–—-')}…"
