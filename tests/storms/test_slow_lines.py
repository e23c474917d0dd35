"""Three hundred connections that dawdle, before the site as the handbook sets it up: everybody else is answered."""

import http.client
import re
import socket
from contextlib import ExitStack, suppress

import pytest

from tests.storms.people import small_content
from tests.support.films import CLIP as CLIP_NAME
from tests.support.films import FILM
from tests.support.proxy import HOST, nginx_before, trusting
from tests.support.recordings import mp4
from tests.support.serving import serving_people

CLIP_FILE, CLIP = f"{CLIP_NAME}.mp4", mp4(size=300_000)
DAWDLERS = 300
PEOPLE = 40
HALF_A_HEAD = f"POST /uz/sign-in/ HTTP/1.1\r\nHost: {HOST}\r\n"
HALF_A_BODY = HALF_A_HEAD + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000\r\n\r\nlogin="


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    """The port of nginx before a site that knows its public name."""
    folder = tmp_path_factory.mktemp("public")
    own = {"PUBLIC_URL": f"https://{HOST}"}
    with (
        serving_people(folder, content=small_content(folder / "content", FILM | {CLIP_FILE: CLIP}), **own) as site,
        nginx_before(folder / "nginx", site.port) as port,
    ):
        yield port


def ask(port, path="/uz/courses/sample/start/", method="GET", **headers):
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=trusting())
    try:
        connection.request(method, path, headers={"Host": HOST, **headers})
        answer = connection.getresponse()
        answer.read()
        return answer
    finally:
        connection.close()


@pytest.mark.parametrize("sent", [HALF_A_HEAD, HALF_A_BODY], ids=["half a head", "half a body"])
def test_ad12_three_hundred_slow_connections_stop_nobody(public, sent):
    with ExitStack() as stack:
        slow = []
        for _ in range(DAWDLERS):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", public), timeout=30))
            slow.append(stack.enter_context(trusting().wrap_socket(line, server_hostname=HOST)))
            slow[-1].sendall(sent.encode())
        answers = [ask(public).status for _ in range(PEOPLE)]
        for line in slow:
            with suppress(OSError):  # nginx may have hung up on those who dawdle too long
                line.sendall(b"x")
        signing_in = [ask(public, "/uz/sign-in/").status for _ in range(PEOPLE)]
    assert answers == [200] * PEOPLE
    assert signing_in == [200] * PEOPLE


def test_ad16_the_proxys_log_holds_no_query_and_no_secret_address(public, tmp_path_factory):
    ask(public, "/uz/search/?q=maxfiy")
    ask(public, "/uz/my-questions/maxfiy-havola/")
    ask(public, "/uz/reminders/maxfiy-belgi/")
    logs = {path.resolve() for path in tmp_path_factory.getbasetemp().glob("public*/nginx/savodxon.log")}
    text = "".join(log.read_text(errors="replace") for log in logs)
    assert "/uz/my-questions/" in text
    assert "maxfiy" not in text


def test_ad20_headers_come_through_the_proxy(public):
    headers = ask(public).headers
    assert headers["Strict-Transport-Security"]
    assert headers["Content-Security-Policy"]
    assert ask(public, **{"Accept-Encoding": "br"}).headers["Content-Encoding"] == "br"


@pytest.mark.parametrize(
    "path", ["/metrics", "/.git/config", "/var/savodxon.db", "/static/..%2f..%2fconfig.py", "/a.bak"]
)
def test_ad07_what_is_nobodys_business_is_not_there(public, path):
    assert ask(public, path).status in {400, 404}


def test_ad19_a_request_out_of_shape_is_refused(public):
    assert ask(public, method="TRACE").status == 405
    assert ask(public, "/uz/%ff/").status in {400, 404}
    assert ask(public, "/..;/uz/").status in {400, 404}
    assert ask(public, Long="x" * 100_000).status in {400, 414, 431, 494}


def test_any_part_of_a_film_comes_through_the_proxy(public, film):
    part = ask(public, film, Range="bytes=100000-100099")
    assert (part.status, part.headers["Content-Length"]) == (206, "100")
    assert part.headers["Content-Range"] == f"bytes 100000-100099/{len(CLIP)}"
    assert ask(public, film, Range=f"bytes={len(CLIP)}-").headers["Content-Range"] == f"bytes */{len(CLIP)}"
    whole = ask(public, film)
    assert (whole.status, whole.headers["Accept-Ranges"]) == (200, "bytes")
    assert ask(public, film, Range="bytes=0-9", **{"If-Range": '"other"'}).status == 200


@pytest.fixture(scope="module")
def film(public):
    """The address of a film in a lesson, as its page says it."""
    connection = http.client.HTTPSConnection("127.0.0.1", public, timeout=30, context=trusting())
    connection.request("GET", "/uz/courses/sample/start/", headers={"Host": HOST})
    page = connection.getresponse().read().decode()
    connection.close()
    found = re.search(r'<source src="(/media/[^"]+\.mp4)"', page)
    assert found
    return found[1]
