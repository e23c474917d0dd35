"""What others are given of courses: pictures for messengers, share links, data for search engines, a feed."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode
from uuid import NAMESPACE_URL, UUID, uuid5

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.content.types.courses import Course, CoursePath, CoursePathText, CourseText
from app.courses.queries import list_courses, list_courses_of, list_dates, list_paths
from app.kernel.locale import Tag, get_language
from app.web.head import public, public_host, public_pages
from app.web.i18n import current_language, offered, speak
from app.web.pages import site_preview
from app.web.posters import Poster
from app.web.previews import Preview

LEVELS: Mapping[str, str] = {
    "foundation": "Beginner",
    "intermediate": "Intermediate",
    "advanced": "Advanced",
    "specialised": "Advanced",
}
"""DigComp's levels in the words that search engines know."""
BEFORE_ALL = "2026-01-01T00:00:00Z"
"""When a feed without a course was changed: before the first one came."""


def course_preview(course: Course, text: CourseText) -> Preview:
    """The picture of a course, in the language of the page."""
    lessons = len(course.lessons)
    facts = [
        ngettext("%(num)s daqiqa", "%(num)s daqiqa", course.minutes),
        ngettext("%(num)s ta dars", "%(num)s ta dars", lessons),
        _("bepul"),
    ]
    return Preview(
        language=current_language().tag,
        over=_("Bepul onlayn kurs"),
        title=text.title,
        facts=(*facts, _("sertifikat beriladi")) if course.certificate else tuple(facts),
        host=public_host(),
    )


def path_preview(path: CoursePath, text: CoursePathText, minutes: int) -> Preview:
    """The picture of a path, in the language of the page."""
    return Preview(
        language=current_language().tag,
        over=_("Kurslar toʻplami"),
        title=text.title,
        facts=(
            ngettext("%(num)s ta kurs", "%(num)s ta kurs", len(path.courses)),
            ngettext("%(num)s daqiqa", "%(num)s daqiqa", minutes),
            _("bepul"),
        ),
        host=public_host(),
    )


def course_poster(course: Course, text: CourseText) -> Poster:
    """A poster that leads to a course, in the language of the page."""
    lessons = ngettext("%(num)s ta dars", "%(num)s ta dars", len(course.lessons))
    facts = [(_("Davomiyligi"), f"{lessons}, {ngettext('%(num)s daqiqa', '%(num)s daqiqa', course.minutes)}")]
    return _poster(
        url_for("courses.course", lang=current_language().tag, course=course.key),
        over=_("Bepul onlayn kurs"),
        text=text,
        facts=facts,
        has_certificate=course.certificate is not None,
    )


def path_poster(path: CoursePath, text: CoursePathText, minutes: int) -> Poster:
    """The same for a path."""
    courses = ngettext("%(num)s ta kurs", "%(num)s ta kurs", len(path.courses))
    facts = [(_("Davomiyligi"), f"{courses}, {ngettext('%(num)s daqiqa', '%(num)s daqiqa', minutes)}")]
    return _poster(
        url_for("courses.path", lang=current_language().tag, path=path.key),
        over=_("Bepul kurslar toʻplami"),
        text=text,
        facts=facts,
        has_certificate=path.certificate is not None,
    )


def _poster(
    page: str, *, over: str, text: CourseText | CoursePathText, facts: list[tuple[str, str]], has_certificate: bool
) -> Poster:
    settings = current_app.extensions["settings"]
    facts.append((_("Narxi"), _("Bepul")))
    if has_certificate:
        facts.append((_("Sertifikat"), _("Testdan oʻtganga")))
    return Poster(
        language=current_language().tag,
        over=over,
        title=text.title,
        lead=text.summary,
        facts=tuple(facts),
        how=_("Telefon kamerasini shu kodga tuting"),
        address=public(page),
        promise=_("Roʻyxatdan oʻtish shart emas. Parol va SMS-kod soʻramaymiz."),
        organiser=settings.organiser,
        contact=_("Yordam: %(phone)s", phone=settings.help_phone) if settings.help_phone else "",
    )


def list_previews() -> list[Preview]:
    """The pictures of all that is published now, in every language."""
    own = current_language().tag
    found: list[Preview] = []
    for tag in offered():
        speak(tag)
        found.append(site_preview())
        found += [course_preview(course, text) for course, text in list_courses(tag)]
        found += [path_preview(path, text, minutes_of(path, tag)) for path, text in list_paths(tag)]
    speak(own)
    return found


def minutes_of(path: CoursePath, tag: Tag) -> int:
    """How long all courses of a path take."""
    return sum(course.minutes for course, _text in list_courses_of(path, tag))


def share_links(url: str, title: str) -> dict[str, str]:
    """How a page is passed on: its address, and the address that opens Telegram with it. No script of theirs."""
    return {"url": url, "telegram": "https://t.me/share/url?" + urlencode({"url": url, "text": title}, quote_via=quote)}


def course_data(course: Course, text: CourseText, *, url: str, picture: str) -> dict[str, Any]:
    """A course in the words of schema.org, with all that Google asks of one (developers.google.com, Course info)."""
    span = f"PT{course.minutes}M"
    described = _course(text, url) | {
        "image": picture,
        "inLanguage": current_language().html_lang,
        "availableLanguage": [get_language(tag).html_lang for tag in offered() if tag in course.texts],
        "educationalLevel": LEVELS[course.level],
        "timeRequired": span,
        "isAccessibleForFree": True,
        "teaches": [_competence(number, course.digcomp_version) for number in course.competences],
        "offers": [{"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "UZS"}],
        "hasCourseInstance": [{"@type": "CourseInstance", "courseMode": "Online", "courseWorkload": span}],
    }
    return {"@context": "https://schema.org", "@graph": [described, _crumbs(text.title, url)]}


def _course(text: CourseText, url: str) -> dict[str, Any]:
    provider = {"@type": "Organization", "name": current_app.config["ORGANISER"], "url": public("/")}
    return {"@type": "Course", "name": text.title, "description": text.summary, "url": url, "provider": provider}


def _competence(number: str, version: str) -> dict[str, Any]:
    return {
        "@type": "DefinedTerm",
        "name": f"DigComp {version}: {number}",
        "termCode": number,
        "inDefinedTermSet": {"@type": "DefinedTermSet", "name": f"DigComp {version}"},
    }


def _crumbs(title: str, url: str) -> dict[str, Any]:
    trail = [(_("Kurslar"), public(url_for("courses.catalogue", lang=current_language().tag))), (title, url)]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def list_data(courses: Iterable[tuple[Course, CourseText]]) -> dict[str, Any]:
    """Courses in their order, for the catalogue and for a path."""
    tag = current_language().tag
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "item": _course(text, public(url_for("courses.course", lang=tag, course=course.key))),
        }
        for place, (course, text) in enumerate(courses, 1)
    ]
    return {"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items}


def feed_xml() -> str:
    """New courses in the language of the page, the newest first, as Atom (RFC 4287).

    An entry's id comes from the fact that the course was published, so that it stays when title, address or site move.
    """
    tag = current_language().tag
    dates = list_dates()
    known = [(dates[course.key], course, text) for course, text in list_courses(tag) if course.key in dates]
    known.sort(key=lambda each: (each[0].first_at, each[0].first_id), reverse=True)
    entries = [
        {
            "id": uuid5(UUID(date.first_id), tag).urn,
            "title": text.title,
            "summary": text.summary,
            "url": public(url_for("courses.course", lang=tag, course=course.key)),
            "at": f"{date.first_at:%Y-%m-%dT%H:%M:%SZ}",
        }
        for date, course, text in known
    ]
    return _xml(
        "courses/feed.xml",
        id=uuid5(NAMESPACE_URL, f"savodxon {current_app.config['NODE_ID']} {tag}").urn,
        html_lang=current_language().html_lang,
        title=_("Savodxon: yangi kurslar"),
        author=current_app.config["ORGANISER"],
        own=public(url_for("courses.feed", lang=tag)),
        page=public(url_for("courses.catalogue", lang=tag)),
        updated=entries[0]["at"] if entries else BEFORE_ALL,
        entries=entries,
    )


def sitemap_xml() -> str:
    """Every public page in every language (sitemaps.org), each with its other languages; when a course's changed."""
    dates = list_dates()
    pages = [(page, dates.get(str(page.arguments.get("course")))) for page in public_pages()]
    return _xml("courses/sitemap.xml", pages=pages)


def _xml(template: str, **values: object) -> str:
    """A document without the frame of a page: no token, no cookie."""
    return current_app.jinja_env.get_template(template).render(**values)
