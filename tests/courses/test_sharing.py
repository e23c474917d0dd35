"""What others are given: share links, QR codes, pictures, the feed, the map; and that all of it stays the same."""

import io
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image

from app.courses.documents import list_previews
from app.courses.listeners import hear_published
from app.courses.queries import list_dates
from app.infra.pdf import printer
from app.infra.pdf.printer import PdfRequest, render_picture
from app.infra.qr import qr_svg
from app.kernel.sandbox import ChildFailed
from app.web import previews
from app.web.previews import key_of, pictures
from tests.support.counting import rows
from tests.support.proofreading.sharing import canonical, told

LANGUAGES = ("uz", "uz-Cyrl", "ru")
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
FIRST = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def _press_ends():
    yield
    printer.close()


@pytest.fixture
def published(app, clock):
    """Take note of the current release, as the command does, at the time of the clock."""
    clock.set(FIRST)

    def note():
        with app.app_context():
            hear_published(app.extensions["library"].current(), draws=False)

    return note


def feed(reader, lang="uz"):
    return ET.fromstring(reader.get(f"/{lang}/feed.xml").body)  # noqa: S314 - our own feed


def entries(reader, lang="uz"):
    return feed(reader, lang).findall(f"{ATOM}entry")


def text(element, name):
    return element.findtext(f"{ATOM}{name}")


def sitemap(reader):
    return ET.fromstring(reader.get("/sitemap.xml").body).findall(f"{MAP}url")  # noqa: S314 - our own map


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_course_is_passed_on_to_telegram_by_a_plain_link(app, reader, lang):
    page = reader.get(f"/{lang}/courses/my-gov-uz/")
    (link,) = page.soup.main.find_all("a", href=lambda href: href.startswith("https://t.me/share/url?"))
    asked = parse_qs(urlsplit(link["href"]).query)
    course = app.extensions["library"].current().courses[0]
    assert asked == {"url": [f"http://localhost/{lang}/courses/my-gov-uz/"], "text": [course.texts[lang].title]}
    assert page.soup.find("button", attrs={"data-copy": asked["url"][0]}).has_attr("hidden")


def test_a_landing_page_says_at_a_glance_what_the_course_is(reader):
    facts = reader.get("/uz/courses/my-gov-uz/").soup.find("dl", class_="facts").get_text(" ")
    for said in ("Endi boshlayotganlar uchun", "7 ta dars · 60 daqiqa", "Bepul", "Русский", "Yakuniy testdan"):
        assert said in facts


def test_a_course_without_a_certificate_promises_none(reader, bookcase):
    bookcase.change_course(certificate=None, level="advanced")
    page = reader.get("/ru/courses/my-gov-uz/")
    assert "Не выдаётся" in page.main
    assert "есть опыт" in page.main
    assert told(page)["og:image"] != told(reader.get("/uz/courses/my-gov-uz/"))["og:image"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_qr_code_leads_to_the_page(reader, lang):
    answer = reader.get(f"/{lang}/courses/my-gov-uz/qr.svg")
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert read_qr(answer.html) == [f"http://localhost/{lang}/courses/my-gov-uz/"]
    reader.get(f"/{lang}/courses/gone/qr.svg", status=404)


def read_qr(svg):
    """What a camera reads from the drawing."""
    style = "@page{size:400px 400px;margin:0}svg{width:400px;display:block}body{margin:0;font:9px Plain}"
    font = "@font-face{font-family:Plain;src:url(NotoSans-Regular.ttf)}"
    page = f"<html lang=uz><title>x</title><style>{font}{style}</style>{svg}"
    request = PdfRequest(html=page, folder=previews.FONTS, identifier="qr", made_at=previews.MADE_AT)
    with Image.open(io.BytesIO(render_picture(request, width=400, height=400))) as image:
        return [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]


def test_a_qr_code_is_the_same_each_time_and_light():
    drawing = qr_svg("https://savodxon.uz/uz-Cyrl/courses/my-gov-uz/")
    assert drawing == qr_svg("https://savodxon.uz/uz-Cyrl/courses/my-gov-uz/")
    assert len(drawing) < 6_000


def test_a_picture_is_drawn_when_it_is_asked_for_and_stays_for_ever(app, reader):
    address = urlsplit(told(reader.get("/uz/courses/my-gov-uz/"))["og:image"]).path
    first = reader.get(address)
    assert "immutable" in first.headers["Cache-Control"]
    assert first.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert len(first.body) <= 60_000
    assert reader.get(address).body == first.body


def test_a_picture_of_before_is_still_shown_where_it_was_shared(app, reader, bookcase):
    address = urlsplit(told(reader.get("/uz/courses/my-gov-uz/"))["og:image"]).path
    first = reader.get(address).body
    bookcase.change_course(minutes=75)
    assert told(reader.get("/uz/courses/my-gov-uz/"))["og:image"].endswith(address) is False
    assert reader.get(address).body == first


@pytest.mark.parametrize("key", ["0" * 40, "x", "%00", "..%2f..%2fsavodxon.db", "0" * 5000])
def test_a_picture_that_nobody_has_named_is_not_drawn(reader, key):
    reader.get(f"/pictures/{key}.png", status=404)


def test_publishing_draws_every_picture_once(app, monkeypatch):
    with app.app_context():
        hear_published(app.extensions["library"].current())
        assert all(pictures().find(key_of(each)) for each in list_previews())
        assert Counter(each.language for each in list_previews()) == dict.fromkeys(LANGUAGES, 2)
        monkeypatch.setattr(previews, "render_picture", None)
        hear_published(app.extensions["library"].current())


def test_a_picture_that_cannot_be_drawn_stops_no_release(app, monkeypatch, bookcase):
    def fail(*_args, **_more):
        raise ChildFailed("no font")

    bookcase.change_course(minutes=77)
    monkeypatch.setattr(previews, "render_picture", fail)
    with app.app_context():
        hear_published(bookcase.current())
        assert list_dates()["my-gov-uz"].first_at


def test_a_publication_is_written_once_a_text(app, db, bookcase, published, clock):
    published()
    before = rows(app)
    published()
    assert rows(app) == before
    clock.shift(days=3)
    bookcase.change_course(minutes=65)
    with app.app_context():
        hear_published(bookcase.current(), draws=False)
        dates = list_dates()["my-gov-uz"]
    assert rows(app)["courses_publication"] == before["courses_publication"] + 1
    assert (dates.first_at, (dates.changed_at - dates.first_at).days) == (FIRST, 3)


@pytest.mark.parametrize(("lang", "html_lang"), [("uz", "uz-Latn"), ("uz-Cyrl", "uz-Cyrl"), ("ru", "ru")])
def test_the_feed_has_all_that_atom_asks_for(app, reader, published, lang, html_lang):
    published()
    found, course = feed(reader, lang), app.extensions["library"].current().courses[0]
    assert found.tag == f"{ATOM}feed"
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == html_lang
    assert text(found, "id").startswith("urn:uuid:")
    assert text(found, "title")
    assert text(found, "updated") == "2026-11-25T09:30:00Z"
    assert found.findtext(f"{ATOM}author/{ATOM}name") == "Savodxon"
    own = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert own == {"self": f"http://localhost/{lang}/feed.xml", "alternate": f"http://localhost/{lang}/courses/"}
    (entry,) = found.findall(f"{ATOM}entry")
    assert text(entry, "id").startswith("urn:uuid:")
    assert text(entry, "title") == course.texts[lang].title
    assert text(entry, "summary") == course.texts[lang].summary
    assert text(entry, "updated") == text(entry, "published") == "2026-11-25T09:30:00Z"
    assert entry.find(f"{ATOM}link").get("href") == f"http://localhost/{lang}/courses/my-gov-uz/"


def test_an_entry_of_the_feed_stays_itself_when_the_course_changes_or_is_renamed(reader, bookcase, published, clock):
    published()
    ids = {lang: text(entries(reader, lang)[0], "id") for lang in LANGUAGES}
    assert len(set(ids.values())) == 3
    clock.shift(days=30)
    bookcase.change_course(key="portal", was=("my-gov-uz",), minutes=90)
    published_again = feed(reader)
    assert text(published_again, "updated") == "2026-11-25T09:30:00Z"
    assert {lang: text(entries(reader, lang)[0], "id") for lang in LANGUAGES} == ids


def test_the_newest_course_stands_first(app, reader, bookcase, published, clock):
    published()
    clock.shift(days=1)
    course = bookcase.current().courses[0]
    texts = {tag: replace(each, title=f"{each.title} 2") for tag, each in course.texts.items()}
    bookcase.publish(courses=(course, replace(course, key="second", texts=texts)))
    with app.app_context():
        hear_published(bookcase.current(), draws=False)
    assert [text(entry, "updated")[:10] for entry in entries(reader)] == ["2026-11-26", "2026-11-25"]
    assert text(feed(reader), "updated") == "2026-11-26T09:30:00Z"


def test_a_feed_without_a_course_is_still_a_feed(reader, bookcase):
    bookcase.unpublish()
    assert text(feed(reader), "updated")
    assert entries(reader) == []


def test_what_stands_in_a_title_is_text_in_the_feed(reader, bookcase, published):
    course = bookcase.current().courses[0]
    evil = "</title><script>&amp; ]]>"
    bookcase.change_course(texts={**course.texts, "uz": replace(course.texts["uz"], title=evil)})
    published()
    assert text(entries(reader)[0], "title") == evil


@pytest.mark.parametrize("path", ["/uz/feed.xml", "/sitemap.xml"])
def test_what_programs_ask_for_again_is_not_sent_again_and_gives_no_cookie(reader, published, path):
    published()
    first = reader.get(path)
    assert "Set-Cookie" not in first.headers
    assert "public" in first.headers["Cache-Control"]
    reader.get(path, status=304, If_None_Match=first.headers["ETag"])


def test_the_map_holds_exactly_the_pages_that_are_kept_for_visitors_and_the_list_of_centres(app, reader):
    kept = {path for path in app.extensions["shelf"].load() if path.endswith("/") and not path.startswith("/handbook/")}
    kept |= {f"/{tag}/centres/" for tag in ("uz", "uz-Cyrl", "ru")}
    found = [url.findtext(f"{MAP}loc") for url in sitemap(reader)]
    assert sorted(found) == sorted(f"http://localhost{path}" for path in kept)


def test_every_page_of_the_map_may_be_listed_and_says_the_same_of_itself(reader):
    for url in sitemap(reader):
        address = url.findtext(f"{MAP}loc")
        page = reader.get(urlsplit(address).path)
        links = page.soup.find_all("link", rel="alternate", hreflang=True)
        assert canonical(page) == address
        assert "robots" not in told(page)
        said = {link["hreflang"]: link["href"] for link in links}
        assert {link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")} == said


def test_the_map_knows_when_a_course_changed_and_invents_no_other_day(reader, published):
    published()
    days = {url.findtext(f"{MAP}loc"): url.findtext(f"{MAP}lastmod") for url in sitemap(reader)}
    assert days["http://localhost/uz/courses/my-gov-uz/tour/"] == "2026-11-25"
    assert days["http://localhost/uz/help/"] is None


def test_robots_are_shown_the_map(reader):
    assert reader.get("/robots.txt").html.splitlines()[-1] == "Sitemap: http://localhost/sitemap.xml"


def test_the_icon_is_found_where_browsers_look_for_it(reader):
    assert reader.get("/favicon.ico").headers["Content-Type"].startswith("image/svg+xml")


@pytest.mark.parametrize("lang", ["uz", "uz-Cyrl", "ru"])
def test_a_course_and_a_path_have_a_poster_in_each_language(app, reader, lang):
    page = reader.get(f"/{lang}/courses/my-gov-uz/")
    address = next(one for one in page.addresses if one.endswith("/poster.pdf"))
    answer = reader.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert f'filename="savodxon-my-gov-uz-{lang}.pdf"' in answer.headers["Content-Disposition"]
    reader.get(f"/{lang}/courses/no-such/poster.pdf", status=404)
