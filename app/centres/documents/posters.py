"""The poster of a class: what, when, where, whom to ask, and a code that leads to where people sign up."""

from collections.abc import Sequence
from datetime import date

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.queries.addresses import phone_text
from app.centres.types.places import CohortFacts
from app.kernel.dates import format_date
from app.web.head import public
from app.web.i18n import current_language
from app.web.posters import Poster


def cohort_poster(cohort: CohortFacts, learns: str, times: Sequence[tuple[date, str]]) -> Poster:
    """The poster of a group in the language of the page; `times` are its meetings to come, day and hours."""
    tag, centre = current_language().tag, cohort.centre
    begins, hours = times[0] if times else (cohort.starts_on, "")
    facts = [(_("Boshlanishi"), format_date(begins, tag))]
    if hours:
        facts.append((_("Soati"), hours))
    if times:
        count = ngettext("%(num)s ta uchrashuv", "%(num)s ta uchrashuv", len(times))
        facts.append((_("Davomiyligi"), count))
    facts.append((_("Narxi"), _("Bepul")))
    return Poster(
        language=tag,
        over=_("Bepul darslar, trener bilan"),
        title=learns,
        lead=", ".join(part for part in (centre.name, centre.address, cohort.room) if part),
        facts=tuple(facts),
        how=_("Yozilish uchun telefon kamerasini shu kodga tuting"),
        address=public(url_for("centres.public_cohort", lang=tag, code=centre.code, group=cohort.code)),
        promise=_("Yoki markazga keling. Parol, SMS-kod va karta raqamini soʻramaymiz."),
        organiser=current_app.config["ORGANISER"],
        contact=", ".join(part for part in (centre.contact, phone_text(centre.phone)) if part),
    )
