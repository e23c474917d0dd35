"""What others are given: QR codes, pictures for messengers, a feed of new courses, a map for search engines."""

from flask import Response, request, url_for

from app.courses.documents import course_poster, feed_xml, list_previews, minutes_of, sitemap_xml
from app.courses.documents import path_poster as poster_of_path
from app.courses.queries import get_path
from app.courses.routes.pages import each_course
from app.courses.routes.paths import each_path
from app.courses.routes.room import room
from app.infra.qr import qr_svg
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.published.queries import get_course
from app.web.assets import FOREVER
from app.web.head import public
from app.web.posters import Poster, posters
from app.web.previews import key_of, pictures

HOUR = "public, max-age=3600"


@room.page("/<lang:lang>/courses/<course>/qr.svg", who=Circle.EVERYONE, prebuilt=each_course)
def qr(lang: Tag, course: str) -> Response:
    """A QR code that leads to a course, to be shown or printed."""
    get_course(course, lang)
    return _code(url_for("courses.course", lang=lang, course=course))


@room.page("/<lang:lang>/paths/<path>/qr.svg", who=Circle.EVERYONE, prebuilt=each_path)
def path_qr(lang: Tag, path: str) -> Response:
    """The same for a path."""
    get_path(path, lang)
    return _code(url_for("courses.path", lang=lang, path=path))


@room.page("/<lang:lang>/courses/<course>/poster.pdf", who=Circle.EVERYONE)
def poster(lang: Tag, course: str) -> Response:
    """A poster of a course to be printed: A4, with its QR code."""
    found, text = get_course(course, lang)
    return _pdf(course_poster(found, text), f"savodxon-{course}-{lang}.pdf")


@room.page("/<lang:lang>/paths/<path>/poster.pdf", who=Circle.EVERYONE)
def path_poster(lang: Tag, path: str) -> Response:
    """The same for a path."""
    found, text = get_path(path, lang)
    return _pdf(poster_of_path(found, text, minutes_of(found, lang)), f"savodxon-{path}-{lang}.pdf")


def _pdf(poster: Poster, name: str) -> Response:
    response = Response(posters().print(poster), mimetype="application/pdf", headers={"Cache-Control": HOUR})
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _code(path: str) -> Response:
    return Response(qr_svg(public(path)), mimetype="image/svg+xml", headers={"Cache-Control": HOUR})


@room.page("/pictures/<key>.png", who=Circle.EVERYONE)
def picture(key: str) -> Response:
    """The picture of a page, for ever; one of now that is not there yet is drawn. Other sites may show it."""
    png = pictures().find(key) or _drawn(key)
    response = Response(png, mimetype="image/png", headers={"Cache-Control": FOREVER})
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _drawn(key: str) -> bytes:
    preview = next((each for each in list_previews() if key_of(each) == key), None)
    if preview is None:
        raise NotFoundError
    return pictures().draw(preview)


@room.page("/<lang:lang>/feed.xml", who=Circle.EVERYONE)
def feed(lang: Tag) -> Response:  # noqa: ARG001 - the converter has set the language
    """New courses, for programs that look for news."""
    return _document(feed_xml(), "application/atom+xml")


@room.page("/sitemap.xml", who=Circle.EVERYONE)
def sitemap() -> Response:
    """All public pages, for search engines."""
    return _document(sitemap_xml(), "application/xml")


def _document(text: str, mimetype: str) -> Response:
    response = Response(text, mimetype=mimetype, headers={"Cache-Control": HOUR})
    response.add_etag()
    response.make_conditional(request)
    return response
