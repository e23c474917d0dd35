"""Sounds and films: heard and seen from any place of them, and never held in memory whole."""

import hashlib
import tracemalloc
from dataclasses import replace

import pytest
from werkzeug.test import Client

from app.content.types.media import MediaFile, Narration
from tests.support.recordings import MP3, OGG, mp4

LESSON = "/uz/courses/my-gov-uz/tour/"
FILM = mp4(size=3_000_000)


def keep(app, bookcase, data, name, mimetype):
    """A file of this release."""
    digest = hashlib.sha256(data).hexdigest()
    path = app.extensions["library"].media_path(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    file = MediaFile(digest=digest, name=name, mimetype=mimetype, size=len(data))
    bookcase._release = replace(bookcase.current(), media={**bookcase.current().media, digest: file})
    return file


def narrate(bookcase, files, *, is_stale=False):
    """The first section of the first lesson is read aloud."""
    first, *others = bookcase.current().courses[0].lessons
    text = first.texts["uz"]
    section = text.sections[0].id
    heading = f'<h2 id="{section}">{text.sections[0].title}</h2>'
    assert heading in text.body_html
    heard = replace(
        text,
        body_html=text.body_html.replace(heading, f"{heading}<!--narration {section}-->"),
        narrations=(Narration(section=section, files=files, is_stale=is_stale),),
    )
    bookcase.change_course(lessons=(replace(first, texts={**first.texts, "uz": heard}), *others))
    return text.sections[0].title


@pytest.fixture
def film(app, bookcase):
    """The address of a film, and a client that asks for parts of it through the whole stack."""
    file = keep(app, bookcase, FILM, "clip.mp4", "video/mp4")
    client = Client(app.extensions["shelf"])
    return lambda **headers: client.get(f"/media/{file.digest}/{file.name}", headers=headers, buffered=True)


def test_what_it_costs_is_said_before_a_section_is_heard(app, reader, bookcase):
    files = tuple(
        keep(app, bookcase, data, name, kind)
        for data, name, kind in [(OGG, "a.uz.ogg", "audio/ogg"), (MP3 + bytes(400_000), "a.uz.mp3", "audio/mpeg")]
    )
    title = narrate(bookcase, files)
    page = reader.get(LESSON)
    sound = page.soup.find("audio")
    assert (sound["preload"], sound["aria-label"]) == ("none", f"Tinglash: {title}")
    assert [source["type"] for source in sound.find_all("source")] == ["audio/ogg", "audio/mpeg"]
    assert sound.find_previous("p").get_text() == "Tinglash, 0,4 MB"
    assert sound.find_previous("h2").get_text() == title
    assert "Matn keyin yangilangan" not in page.main


def test_a_reading_of_an_older_text_says_so(app, reader, bookcase):
    narrate(bookcase, (keep(app, bookcase, OGG, "a.uz.ogg", "audio/ogg"),), is_stale=True)
    assert "Matn keyin yangilangan" in reader.get(LESSON).main


def test_a_section_that_nobody_read_shows_nothing(reader):
    assert reader.get(LESSON).soup.find("audio") is None


def test_a_film_comes_whole_to_whoever_asks_for_all(film):
    answer = film()
    assert (answer.status_code, answer.data) == (200, FILM)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Content-Encoding" not in film(**{"Accept-Encoding": "br, gzip"}).headers


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, len(FILM) - 1),
        ("bytes=0-0", 0, 0),
        ("bytes=1000000-1999999", 1_000_000, 1_999_999),
        ("bytes=2000000-99999999", 2_000_000, len(FILM) - 1),
        ("bytes=-100", len(FILM) - 100, len(FILM) - 1),
    ],
)
def test_a_player_gets_the_bytes_that_it_asks_for(film, asked, first, last):
    answer = film(Range=asked)
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(FILM)}"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert answer.data == FILM[first : last + 1]


def test_bytes_beyond_the_end_are_refused_with_the_length(film):
    answer = film(Range=f"bytes={len(FILM)}-")
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(FILM)}"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=", "bytes=b-a", "lines=0-1", "0-1", "bytes=-", "bytes=5-1x"])
def test_what_is_no_single_range_gets_all(film, asked):
    assert film(Range=asked).status_code == 200


def test_a_range_of_another_film_is_not_mixed_into_this_one(film):
    etag = film().headers["ETag"]
    assert film(Range="bytes=0-9", **{"If-Range": etag}).status_code == 206
    assert film(Range="bytes=0-9", **{"If-Range": '"other"'}).status_code == 200
    assert film(**{"If-None-Match": etag}).status_code == 304


def test_a_film_is_read_from_disk_piece_by_piece(app, film, bookcase):
    film()
    file = next(one for one in bookcase.current().media.values() if one.name == "clip.mp4")
    tracemalloc.start()
    answer = Client(app.extensions["shelf"]).get(f"/media/{file.digest}/{file.name}")
    length = sum(len(chunk) for chunk in answer.response)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    answer.close()
    assert length == len(FILM)
    assert peak < len(FILM) / 3


def test_films_are_not_kept_in_memory_with_the_pages(app, film):
    assert not any(path.endswith(".mp4") for path in app.extensions["shelf"].pages)


FILM_LESSON = "courses/my-gov-uz/status-qr/"


@pytest.mark.parametrize("lang", ["uz", "uz-Cyrl", "ru"])
def test_a_film_says_what_it_costs_and_speaks_the_language_of_the_page(app, reader, lang):
    film = app.extensions["library"].current().courses[0].films[0]
    page = reader.get(f"/{lang}/{FILM_LESSON}")
    shown = page.soup.find("video")
    assert (shown["preload"], shown["width"], shown["height"]) == ("none", "640", "400")
    assert film.texts[lang].title in page.main
    assert f"0,9 {'MB' if lang == 'uz' else 'МБ'}" in page.main
    captions = {track["srclang"]: track.get("default") for track in shown.find_all("track", kind="captions")}
    own = page.soup.html["lang"]
    assert list(captions) == ["uz-Latn", "uz-Cyrl", "ru"]
    assert [tag for tag, is_default in captions.items() if is_default is not None] == [own]
    assert all(scene.said in page.main for scene in film.texts[lang].scenes)


def test_chapters_are_links_into_the_film_without_a_script(app, reader):
    film = app.extensions["library"].current().courses[0].films[0]
    page = reader.get(f"/uz/{FILM_LESSON}")
    found = [link["href"] for link in page.soup.select(".film ol a")]
    assert found == [f"/media/{film.files[0].digest}/status.mp4#t={at}" for at in (0, 13, 28, 39)]


def test_tracks_come_with_the_letters_of_their_language(app, reader):
    shown = reader.get(f"/uz-Cyrl/{FILM_LESSON}").soup.find("video")
    own = shown.find("track", kind="captions", srclang="uz-Cyrl")
    answer = reader.client.get(own["src"])
    assert answer.mimetype == "text/vtt"
    assert answer.text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:03.500\nБотир янги уйга кўчди.\n")
    asked = reader.client.get(shown.find("track", kind="metadata")["src"]).text
    assert asked == (app_root(app) / "courses/my-gov-uz/video/status.questions.vtt").read_text()


def app_root(app):
    return app.extensions["settings"].content_root


def test_a_question_of_a_film_is_answered_without_a_script(reader):
    reader.get(f"/uz/{FILM_LESSON}")
    page = reader.submit("/check/q-status-link/", **{"answer.q-status-link": "1"})
    assert "Bu safar notoʻgʻri." in page.main
    assert "Bunday xabarni firibgar ham yubora oladi." in page.main
    assert page.links["Darsga qaytish"] == f"/uz/{FILM_LESSON}#film-status"
    again = reader.click("Yana javob berish")
    assert again.status == 200
    page = reader.submit("/check/q-status-link/", **{"answer.q-status-link": "2"})
    assert "Toʻgʻri javob." in page.main
    assert page.links["Darsga qaytish"] == f"/uz/{FILM_LESSON}#film-status"


def test_a_lesson_leads_to_a_quiz_that_its_text_names(bookcase, reader):
    first, *others = bookcase.current().courses[0].lessons
    text = first.texts["uz"]
    placed = replace(text, body_html=text.body_html + "<!--quiz final-->")
    bookcase.change_course(lessons=(replace(first, texts={**first.texts, "uz": placed}), *others))
    page = reader.get(LESSON)
    assert page.links["Yakuniy test"] == "/uz/courses/my-gov-uz/quiz/final/"
    assert "10 ta savol" in page.main
