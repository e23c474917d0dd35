"""Learners' pages that are kept: the same as rendered anew, and nobody's token but the reader's own."""

import gzip
import re

from hypothesis import given
from hypothesis import strategies as st

from app.web.zipped import Perforated

LESSON = "/uz/courses/my-gov-uz/tour/"
TOKEN = re.compile(r'name="_token" value="(\w+)"')


def body(client, **headers):
    return client.get(LESSON, headers=headers).get_data()


def learner(app):
    """A browser that has marked another lesson as done, so that it has a session."""
    client = app.test_client()
    client.post("/uz/courses/my-gov-uz/payment/done", headers={"Sec-Fetch-Site": "same-origin"})
    return client


def without_tokens(page):
    return TOKEN.sub("", page.decode())


def test_a_kept_page_says_what_a_fresh_one_says(app):
    client = learner(app)
    first, again = body(client), body(client)
    assert without_tokens(first) == without_tokens(again)
    assert first != again, "the token is masked anew each time"


def test_zipped_and_plain_are_the_same_page(app):
    client = learner(app)
    assert without_tokens(gzip.decompress(body(client, **{"Accept-Encoding": "gzip"}))) == without_tokens(body(client))


def test_the_token_of_a_kept_page_is_the_readers_own(app):
    one, other = learner(app), learner(app)
    body(one)
    token = TOKEN.search(body(other).decode()).group(1)
    sent = {"_token": token}
    assert one.post(f"{LESSON}done", data=sent).status_code == 400
    assert other.post(f"{LESSON}done", data=sent).status_code == 303


def test_a_lesson_that_is_done_is_another_page(app, reader):
    page = reader.get(LESSON)
    assert "Bu darsni tugatdingiz" not in page.main
    assert "Bu darsni tugatdingiz" in reader.submit("/done").main
    assert "Bu darsni tugatdingiz" in reader.get(LESSON).main


def test_a_text_size_is_another_page(app, reader):
    reader.get(LESSON)
    reader.submit("/done")
    reader.submit("/text-size", button="3")
    assert reader.get(LESSON).soup.html["data-size"] == "3"


@given(st.lists(st.text(), min_size=1, max_size=5), st.text(alphabet="0123456789abcdef", min_size=1))
def test_holes_are_filled_alike_in_both_forms(pieces, filling):
    pieces = [piece.replace("#", "").encode("utf-8", "replace").decode() for piece in pieces]
    page = Perforated("#".join(pieces), "#")
    assert page.plain(filling.encode()).decode() == filling.join(pieces)
    assert gzip.decompress(page.zipped(filling.encode())) == page.plain(filling.encode())
