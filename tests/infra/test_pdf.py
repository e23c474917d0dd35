import hashlib
import io
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pypdfium2
import pytest

from app.infra.pdf import printer
from app.infra.pdf.printer import PdfRequest, render_pdf
from app.kernel.sandbox import ROOT, Child, ChildFailed

DESIGNS = ROOT / "certificates"
FONTS = """<style>
@font-face { font-family: Serif; src: url(fonts/EBGaramond-Medium.ttf) }
@font-face { font-family: Sans; src: url(fonts/NotoSans-Regular.ttf) }
body { font-family: Sans } h1 { font-family: Serif }
</style>"""
ALPHABETS = {
    "uz": "ABDEFGHIJKLMNOPQRSTUVXYZ abdefghijklmnopqrstuvxyz Oʻ Gʻ oʻ gʻ ʼ",
    "uz-Cyrl": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЪЬЭЮЯЎҚҒҲ абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ",
    "ru": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "kaa": "Á Ǵ Í Ń Ó Ú á ǵ ı ń ó ú Ә Ғ Қ Ң Ө Ү Ў Ҳ ә ғ қ ң ө ү ў ҳ",
}


@pytest.fixture(scope="module", autouse=True)
def _press_ends():
    yield
    printer.close()


@pytest.fixture
def canary():
    """A listener that counts who calls; nobody may."""
    hits = []
    server = socket.create_server(("127.0.0.1", 0))

    def count():
        while True:
            try:
                hits.append(server.accept()[0].close())
            except OSError:
                return

    thread = threading.Thread(target=count)
    thread.start()
    yield server.getsockname()[1], hits
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def request(body, *, folder=DESIGNS, made_at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC)):
    html = f"<!doctype html><html lang=uz-Latn><head><title>Sinov</title>{FONTS}</head><body>{body}</body></html>"
    return PdfRequest(html=html, folder=folder, identifier="sinov", made_at=made_at)


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


URLS = {
    "image": '<img src="{url}" alt="x">',
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "import": '<style>@import url("{url}");</style>',
    "attachment": '<link rel="attachment" href="{url}">',
    "anchor-attachment": '<a rel="attachment" href="{url}">x</a>',
    "background": "<p style=\"background-image: url('{url}')\">x</p>",
    "list-image": "<ul style=\"list-style-image: url('{url}')\"><li>x</li></ul>",
    "content": "<style>p::before {{ content: url('{url}') }}</style><p>x</p>",
    "border-image": "<p style=\"border: 5px solid; border-image-source: url('{url}')\">x</p>",
    "object": '<object data="{url}">x</object>',
    "embed": '<embed src="{url}">',
    "svg-image": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="{url}" width="9"/></svg>',
    "svg-use": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><use href="{url}#a"/></svg>',
    "page-background": "<style>@page {{ background-image: url('{url}') }}</style>",
    "icon": '<link rel="icon" href="{url}">',
    "base": '<base href="{url}"><img src="x.png" alt="x">',
}


def outcome(body):
    """The printed bytes, or the reason why nothing was printed."""
    try:
        return render_pdf(request(f"<p>ichi</p>{body}"))
    except ChildFailed as failure:
        return str(failure).encode()


@pytest.mark.parametrize("kind", URLS)
def test_pd01_no_address_on_a_page_is_called(kind, canary):
    port, hits = canary
    outcome(URLS[kind].format(url=f"http://127.0.0.1:{port}/x.png"))
    assert hits == []


@pytest.mark.parametrize("kind", URLS)
def test_pd01_no_file_outside_the_design_is_read(kind, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("PARDA ORTIDAGI GAP")
    for url in (secret.as_uri(), f"{DESIGNS.as_uri()}/../../../../../../..{secret}", "file:///etc/passwd"):
        pdf = outcome(URLS[kind].format(url=url))
        assert b"PARDA" not in pdf
        assert b"EmbeddedFile" not in pdf
        assert not pdf.startswith(b"%PDF") or "ichi" in text_of(pdf)


def test_pd01_a_page_that_asks_for_what_it_may_not_have_is_not_printed(tmp_path):
    for url in ("file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/css,p{}", "http://127.0.0.1/x", "//host/x"):
        with pytest.raises(ChildFailed, match=r"FaultyPageError: (refused|not in the folder)"):
            render_pdf(request(f'<link rel="stylesheet" href="{url}">'))


def test_pd01_a_link_in_the_folder_does_not_lead_out_of_it(tmp_path):
    (tmp_path / "style.css").symlink_to("/etc/passwd")
    with pytest.raises(ChildFailed, match="not in the folder"):
        render_pdf(request('<link rel="stylesheet" href="style.css">', folder=tmp_path))


def test_pd02_a_page_without_end_is_stopped_by_the_processor_limit():
    heavy = '<div style="display: grid; grid-template-columns: repeat(1000000, 1px)">' + "<i>x</i>" * 1000
    with (
        Child(printer.PRESS, memory_mb=4096, cpu_seconds=1, environment=printer.FONT_SETTINGS) as press,
        pytest.raises(ChildFailed, match="SIGXCPU"),
    ):
        press.ask(printer.pack(request(heavy)), seconds=120)


def test_pd02_a_page_that_eats_memory_is_stopped_by_the_memory_limit():
    heavy = "<table>" + "<tr><td>x<td>y" * 60_000 + "</table>"
    with (
        Child(printer.PRESS, memory_mb=256, cpu_seconds=60, environment=printer.FONT_SETTINGS) as press,
        pytest.raises(ChildFailed, match=r"MemoryError|SystemError|SIGABRT|SIGSEGV|SIGTRAP"),
    ):
        press.ask(printer.pack(request(heavy)), seconds=300)


def test_pd02_the_next_page_is_printed_after_a_heavy_one_was_stopped():
    with pytest.raises(ChildFailed):
        render_pdf(request("<p>" + "oʻ" * 500_000), seconds=0.5)
    assert "Keyingi" in text_of(render_pdf(request("<p>Keyingi")))


@pytest.mark.parametrize("language", ALPHABETS)
def test_pd05_every_letter_of_our_alphabets_is_drawn_with_our_fonts(language):
    letters = ALPHABETS[language]
    pdf = render_pdf(request(f"<h1 lang={language}>{letters}</h1><p lang={language}>{letters}</p>"))
    assert text_of(pdf).replace("\r\n", " ").split() == letters.split() * 2
    assert fonts_of(pdf) <= {"Serif-Medium", "Sans"}


def test_pd05_a_letter_that_no_font_has_is_refused_and_named():
    with pytest.raises(ChildFailed, match=r"U\+2603"):
        render_pdf(request("<p>☃"))


def fonts_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    names = set()
    for page in document:
        for thing in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,)):
            names.add(thing.get_font().get_base_name().partition("+")[2])
    document.close()
    return names


def test_the_same_request_gives_the_same_bytes_in_every_process():
    story = (
        "import hashlib; from tests.infra.test_pdf import request, render_pdf;"
        "print(hashlib.sha256(render_pdf(request('<h1>Bir xil</h1>'))).hexdigest())"
    )
    digests = {hashlib.sha256(render_pdf(request("<h1>Bir xil</h1>"))).hexdigest()}
    for _ in range(2):
        run = subprocess.run([sys.executable, "-c", story], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 - our own interpreter
        digests.add(run.stdout.strip())
    assert len(digests) == 1


def test_the_moment_of_making_is_one_moment_in_every_zone():
    tashkent = datetime(2026, 11, 23, 14, 30, tzinfo=timezone(timedelta(hours=5)))
    pdf = render_pdf(request("<p>x"))
    assert render_pdf(request("<p>x", made_at=tashkent)) == pdf
    assert pypdfium2.PdfDocument(io.BytesIO(pdf)).get_metadata_value("CreationDate") == "D:20261123093000Z"


def test_the_file_calls_itself_an_archive_file_with_tags_title_and_language():
    document = pypdfium2.PdfDocument(render_pdf(request("<p>x")))
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == "Sinov"
    document.close()


def test_the_site_never_loads_weasyprint():
    story = "import sys; import app.infra.pdf.printer; assert 'weasyprint' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", story], cwd=ROOT, check=False).returncode == 0  # noqa: S603 - our own interpreter


def test_the_fonts_are_named_by_no_path_of_this_machine():
    assert str(Path.cwd()).encode() not in render_pdf(request("<p>x"))
