"""Requests that no browser of a person sends: refused with an ordinary page, and nothing breaks."""

import pytest

OURS = {"Sec-Fetch-Site": "same-origin"}
BODIES = [b"", b"{}", b'{"login": ["x"]}', b"\xff\xfe", b"=&=&&&;", b"[" * 60_000]
KINDS = [
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "x",
]
ODD = [
    "/%ff",
    "/uz/%ff/",
    "/..;/",
    "/uz/..;/",
    "/uz/%00/",
    "/%2e%2e/",
    "/uz/\u202e/",
    "/uz/courses/%0d%0aX: y/",
    "/uz/" + "a" * 8_000,
]
DOUBLED = ["//", "//evil.uz", "//evil.uz/", "///evil.uz/", "/uz//courses/", "/\\evil.uz", "//evil.uz/uz/"]
UNSERVED = [
    "/metrics",
    "/openapi.json",
    "/.git/config",
    "/.env",
    "/var/savodxon.db",
    "/static/..%2f..%2fconfig.py",
    "/static/%2e%2e/x",
    "/media/x/x",
    "/media/..%2f..%2fsecret-key/x",
]
STRANGE_HOSTS = [
    "evil.uz",
    "localhost.evil.uz",
    "evil.uz:80",
    "localhost@evil.uz",
    "127.0.0.1.evil.uz",
    "a b",
    "",
    "é",
]


@pytest.mark.parametrize("size", [65_536, 600_000])
@pytest.mark.parametrize("path", ["/uz/sign-up/", "/uz/sign-in/", "/text-size", "/nope"])
def test_up10_a_body_over_the_limit_is_refused(reader, path, size):
    page = reader.post(path, {"name": "a" * size}, token=False, Sec_Fetch_Site="same-origin", status=413)
    assert page.h1 == "Yuborilgan maʼlumot juda katta"


def test_up10_too_many_fields_are_refused(reader):
    fields = {f"f{number}": "" for number in range(5_000)}
    reader.post("/uz/sign-up/", fields, token=False, Sec_Fetch_Site="same-origin", status=413)


def test_up10_too_many_parts_are_refused(app):
    fields = {f"f{number}": "" for number in range(1_500)}
    answer = app.test_client().post("/uz/sign-up/", data=fields, content_type="multipart/form-data", headers=OURS)
    assert answer.status_code == 413


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_body_that_is_no_form_is_an_empty_form(app, body, kind):
    answer = app.test_client().post("/uz/sign-up/", data=body, content_type=kind, headers=OURS)
    assert answer.status_code == 400


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "GET\x00", "x" * 300])
def test_ad19_other_methods_are_refused(app, method):
    assert app.test_client().open("/uz/", method=method).status_code in {400, 405}


@pytest.mark.parametrize("path", ODD)
def test_ad19_an_odd_path_is_a_page_that_does_not_exist(reader, path):
    assert "X" not in reader.get(path, status=404).headers


@pytest.mark.parametrize("path", DOUBLED)
def test_ad19_doubled_slashes_lead_nowhere_else(app, path):
    answer = app.test_client().get("/", environ_overrides={"PATH_INFO": path, "REQUEST_URI": path})
    assert answer.status_code in {200, 308, 404}
    assert answer.headers.get("Location", "http://localhost/").startswith("http://localhost/")


@pytest.mark.parametrize("path", UNSERVED)
def test_ad07_what_is_not_a_page_is_not_there(app, path):
    assert app.test_client().get(path).status_code == 404


@pytest.mark.parametrize("host", STRANGE_HOSTS)
@pytest.mark.parametrize("path", ["/", "/uz/", "/uz/sign-in/", "/nope", "/healthz", "/static/x"])
def test_au19_another_host_name_is_refused(app, host, path):
    answer = app.test_client().get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_au19_a_post_under_another_host_name_is_refused_too(app):
    said = {"Host": "evil.uz", "Origin": "http://evil.uz"}
    assert app.test_client().post("/uz/sign-in/", data={"login": "x"}, headers=said).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1", "127.0.0.1:8000"])
def test_our_own_names_are_answered_at_any_port(app, host):
    assert app.test_client().get("/uz/", headers={"Host": host}).status_code == 200


def test_headers_full_of_rubbish_are_an_ordinary_visit(app):
    rubbish = {
        "Accept-Language": "\xff" * 5_000,
        "Cookie": "savodxon=\xff\xfe; size=9; confirm=;;;=",
        "Referer": "\xe9",
        "Sec-Fetch-Site": "\xff",
    }
    assert app.test_client().get("/uz/me/", headers=rubbish).status_code == 200
