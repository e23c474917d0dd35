"""Personal pages are compressed for who can read it."""

import gzip

import pytest

from app.web.assets import asset_path
from app.web.zipped import gzip_bytes
from tests.support.people import demo_people, signed_in


def test_a_personal_page_is_compressed(app, reader):
    signed_in(reader, *demo_people(app)["learner"])
    plain = reader.client.get("/uz/courses/my-gov-uz/")
    packed = reader.client.get("/uz/courses/my-gov-uz/", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in ", ".join(packed.headers.getlist("Vary"))
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert b"</html>" in gzip.decompress(packed.data)
    assert "Content-Encoding" not in plain.headers


def test_a_compressed_page_is_proofread_like_any_other(app, reader):
    signed_in(reader, *demo_people(app)["learner"])
    assert reader.get("/uz/me/", Accept_Encoding="gzip").h1 == "Mening sahifam"


@pytest.mark.parametrize("path", ["/healthz", asset_path("icon.svg")])
def test_what_is_short_is_sent_as_it_is(app, path):
    assert "Content-Encoding" not in app.test_client().get(path, headers={"Accept-Encoding": "gzip"}).headers


def test_the_same_bytes_are_compressed_to_the_same_bytes():
    assert gzip_bytes(b"x" * 5_000, level=4) == gzip_bytes(b"x" * 5_000, level=4)


def test_a_question_about_a_page_is_answered_without_the_page(app, reader):
    signed_in(reader, *demo_people(app)["learner"])
    answer = reader.client.head("/uz/me/", headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, answer.data) == (200, b"")
