"""The page of the search as people meet it: whatever they type, there is an answer and a way on."""

import io
from dataclasses import replace
from datetime import date
from urllib.parse import quote

import pytest
import structlog

from app.infra.database import db as database
from app.infra.jobs import run_all
from app.search.queries import find_index
from tests.search.conftest import make_index
from tests.support.counting import queries, rows
from tests.support.people import newcomer

LANGUAGES = ("uz", "uz-Cyrl", "ru")
COURSE = "/uz/courses/my-gov-uz/"


@pytest.fixture
def out(app):
    """Where the log goes while the test lasts."""
    before = structlog.get_config()["logger_factory"]
    buffer = io.StringIO()
    structlog.configure(logger_factory=structlog.WriteLoggerFactory(file=buffer))
    yield buffer
    structlog.configure(logger_factory=before)


def look_for(reader, typed, lang="uz", *, status=200, more=""):
    return reader.get(f"/{lang}/search/?q={quote(typed)}{more}", status=status)


def headings(page):
    return [" ".join(one.get_text().split()) for one in page.soup.select(".cards h2")]


def marks(page):
    return [mark.get_text() for mark in page.soup.main.find_all("mark")]


@pytest.mark.parametrize("typed", ["bogʻcha", "bog'cha", "bogcha", "boğça", "богча", "БОҒЧА", "bogʻchani", "bogchaga"])
def test_a_word_is_found_however_it_is_typed(reader, typed):
    page = look_for(reader, typed)
    assert headings(page)[0] == "Bolani bogʻchaga joylashtirish"
    assert "3 ta natija" in page.main
    assert {mark.lower() for mark in marks(page)} >= {"bogʻchaga"}


def test_the_first_search_makes_the_index_and_the_next_one_uses_it(app, reader, db):
    assert find_index() is None
    database.session.rollback()
    look_for(reader, "ariza")
    before = rows(app)
    assert before["search_index"] == 1
    look_for(reader, "karta")
    assert rows(app) == before


def test_a_hit_in_a_section_leads_to_its_heading(app, reader):
    page = look_for(reader, "xizmat pasporti nima")
    assert page.links["Xizmat pasporti nima"] == f"{COURSE}service-passport/#what"
    lesson = reader.get(f"{COURSE}service-passport/")
    assert lesson.soup.find(id="what").get_text().startswith("Xizmat pasporti nima")


def test_the_words_found_are_marked_in_their_sentence(reader):
    page = look_for(reader, "vositachi parol")
    card = next(one for one in page.soup.select(".cards li") if one.find("mark"))
    assert {"Vositachiga", "paroli"} <= {mark.get_text() for mark in card.find_all("mark")}
    assert len(" ".join(card.find_all("p")[1].get_text().split())) <= 200


def test_a_term_leads_to_the_glossary_with_its_meaning(reader):
    page = look_for(reader, "brauzer")
    assert headings(page)[0] == "Brauzer"
    assert page.links["Brauzer"] == f"{COURSE}#browser"
    assert "Internet saytlarini ochadigan dastur." in page.main


def test_a_course_is_found(reader):
    assert look_for(reader, "my.gov.uz portali bilan ishlash").links["my.gov.uz portali bilan ishlash"] == COURSE


def test_a_service_tells_its_facts_with_their_date_its_address_and_its_lessons(reader):
    page = look_for(reader, "haydovchilik guvohnomasi")
    card = page.soup.select_one(".cards li")
    said = " ".join(card.get_text(" ").split())
    for fact in ("BHMning 70 foizi", "2 kunda keladi", "Manbalar sanasi: 2026-yil 15-noyabr.", "my.gov.uz"):
        assert fact in said
    assert card.find("a", string="my.gov.uz")["href"] == "https://my.gov.uz"
    assert look_for(reader, "kadastr pasporti").links["Xizmat pasportini oʻqiymiz: narx, muddat, hujjat"]
    assert "Bepul" in look_for(reader, "suyunchi puli").main
    assert "4,5" in look_for(reader, "tugʻilganlik").soup.select_one(".cards dl").get_text()


def test_a_service_that_was_checked_says_when(app, reader, bookcase):
    release = bookcase.current()
    checked = replace(release.services["appeal"], checked_on=date(2026, 11, 20))
    bookcase._release = replace(release, services={**release.services, "appeal": checked})
    assert "Portalda tekshirilgan: 2026-yil 20-noyabr." in look_for(reader, "davlat organiga murojaat").main


def test_a_service_that_has_gone_since_is_a_name_until_the_index_is_new(app, reader, index, bookcase):
    release = bookcase.current()
    bookcase._release = replace(release, digest="f" * 64, services={})
    assert "Davlat organiga murojaat" in headings(look_for(reader, "davlat organiga murojaat"))


def test_a_slip_is_mended_and_said_and_can_be_taken_at_its_word(reader):
    page = look_for(reader, "bogchq")
    assert "«bogchq» topilmadi. «bogʻcha» boʻyicha topildi." in page.main.replace("« ", "«").replace(" »", "»")
    assert headings(page)[0] == "Bolani bogʻchaga joylashtirish"
    page = reader.click("Aynan yozilgandek qidirish")
    assert "Hech narsa topilmadi." in page.main
    assert page.form("/search/").find(id="q")["value"] == "bogchq"


def test_words_of_another_language_are_offered_there(reader):
    page = look_for(reader, "детский сад")
    assert "Hech narsa topilmadi." in page.main
    russian = reader.click("Русский : 3 ta natija")
    assert russian.path.startswith("/ru/search/?q=")
    assert "3 результата" in russian.main
    assert headings(russian)[0] == "Устройство ребёнка в детский сад"


def test_the_same_language_in_other_letters_is_no_other_language(reader):
    page = look_for(reader, "OneID", "uz-Cyrl")
    assert "OneID" in page.main
    assert not [link for words, link in page.links.items() if link.startswith("/uz/search/") and "natija" in words]


def test_a_word_that_is_nowhere_is_said_and_the_others_are_looked_for(reader):
    page = look_for(reader, "xyzzyqq kadastr")
    assert "«xyzzyqq» soʻzi topilmadi." in page.main
    assert headings(page)[0] == "Kadastr pasporti"


def test_words_that_never_stand_together_find_places_with_a_part_of_them(reader):
    page = look_for(reader, "suyunchi brauzer kadastr")
    assert "Hamma soʻz bir joyda uchramadi." in page.main
    assert headings(page)


def test_where_nothing_is_found_there_is_a_way_on(reader):
    for lang in LANGUAGES:
        page = look_for(reader, "xyzzyqq", lang)
        assert {f"/{lang}/search/", f"/{lang}/courses/", f"/{lang}/help/"} <= set(page.addresses)


def test_more_than_a_page_is_turned_over(reader):
    first = look_for(reader, "ariza")
    second = reader.click("Keyingi natijalar")
    assert len(headings(first)) == 10
    assert len(headings(first)) + len(headings(second)) == 14
    assert reader.click("Oldingi natijalar").main == first.main
    assert "Bu sahifada natija qolmadi." in look_for(reader, "ariza", more="&page=9").main
    for page in ("0", "-1", "x", "9" * 30, "%00"):
        look_for(reader, "ariza", more=f"&page={page}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_words_there_are_words_to_tap_that_find_something(app, reader, lang):
    page = reader.get(f"/{lang}/search/")
    offered = [link for link in page.links.values() if "/search/?q=" in link]
    assert len(offered) > 8
    for link in offered:
        assert headings(reader.get(link)), link


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_link_of_a_result_is_dead(reader, lang):
    for typed in ("ariza" if lang != "ru" else "заявление", "OneID", "xyzzyqq"):
        for address in look_for(reader, typed, lang).addresses:
            if address.startswith("/") and "/search/?" not in address:
                reader.get(address)


def test_without_a_release_there_is_a_calm_page(app, reader, bookcase):
    bookcase._release = None
    assert "Hech narsa" not in look_for(reader, "ariza").main
    assert reader.get("/uz/search/?q=").h1 == "Qidiruv"


@pytest.mark.parametrize(
    "typed",
    [
        *(
            '"',
            "*",
            "ariza*",
            '"ariza',
            "NEAR(ariza, 2)",
            "ariza AND",
            "ariza OR NOT",
            "-ariza",
            "title:ariza",
            "{a b}:c",
        ),
        *("^ariza", "%", "100%", "a' OR 1=1 --", "\\", "(", "ariza & !karta | (", "':*", "<script>alert(1)</script>"),
        *("...", "—", "🙂", "ʻ", "ариза 🙂", "ﷺ", "a" * 100, "\u202eariza", "İ", "ß", "é", "漢字", "٣"),
    ],
)
def test_whatever_is_typed_is_words_and_never_an_order(reader, typed):
    page = look_for(reader, typed)
    assert page.soup.find(id="q")["value"] == typed
    assert "<script>alert" not in page.html


@pytest.mark.parametrize("query", ["a%00b", "x" * 10_000, "%ED%A0%80%00", "%1b", "a+" * 3000])
def test_what_cannot_be_read_or_is_too_long_is_said_on_a_page(reader, query):
    page = reader.get(f"/uz/search/?q={query}", status=400)
    assert "xato bor" in page.title
    assert page.soup.find(id="q")["aria-invalid"] == "true"
    assert len(page.soup.find(id="q")["value"]) <= 100


@pytest.mark.parametrize("query", ["%ED%A0%80", "%ff%fe", "q", "%%%", "&q=&q=ariza", "&page=2&exact"])
def test_a_broken_address_still_has_a_page(reader, query):
    reader.get(f"/uz/search/?q={query}")


def test_a_search_asks_four_queries_at_most(app, reader, index):
    person = newcomer(reader)
    for typed in ("ariza", "bogchq", "детский сад", "suyunchi brauzer kadastr", "xyzzyqq"):
        path = f"/uz/search/?q={quote(typed)}"
        person.client.get(path)
        with queries(app) as asked:
            assert person.client.get(path).status_code == 200
        assert len(asked) <= 4, asked


def test_an_old_index_serves_until_a_worker_has_made_the_next(app, reader, index, bookcase):
    bookcase.unpublish()
    assert headings(look_for(reader, "brauzer"))
    look_for(reader, "ariza")
    assert rows(app)["infra_job"] == 1
    run_all()
    assert not headings(look_for(reader, "brauzer"))


def test_what_people_look_for_is_neither_logged_nor_kept(app, reader, out, db):
    make_index()
    words = ("nogironlikmaxfiy", "maxfiysoʻz", "901234567", "suyunchi")
    before = rows(app)
    for word in words:
        look_for(reader, word)
        look_for(reader, f"{word}\0", status=400)
    assert rows(app) == before
    told = out.getvalue()
    assert "search.search" in told
    assert not [word for word in words if word in told or quote(word) in told]


def test_the_page_is_kept_out_of_search_engines_and_of_shared_caches(reader):
    assert not reader.get("/uz/search/").soup.find("meta", attrs={"name": "robots"}), "without words it is for all"
    for path in ("/uz/search/?q=ariza", "/uz/search/?q=xyzzyqq"):
        page = reader.get(path)
        assert page.soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert "public" not in look_for(reader, "ariza").headers["Cache-Control"]


@pytest.mark.parametrize(("path", "status"), [("/uz/", 200), ("/uz/courses/", 200), ("/uz/no-such-page/", 404)])
def test_the_field_is_where_people_look_for_it(reader, path, status):
    page = reader.get(path, status=status)
    field = page.soup.find(id="q")
    assert (field["type"], field["enterkeyhint"]) == ("search", "search")
    assert page.form("/search/")["method"] == "get"
    assert reader.submit("/search/", q="brauzer").h1 == "Qidiruv"
    assert headings(reader.page)[0] == "Brauzer"


def test_the_language_changes_and_the_words_stay(reader):
    look_for(reader, "OneID")
    page = reader.click("Русский")
    assert page.path == "/ru/search/?q=OneID"
    assert headings(page)
