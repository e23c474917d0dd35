import struct

import pytest

from app.content.source.decoding import TEXT_LIMIT, decode
from app.content.source.document import read_document
from app.content.source.fields import Field, parse_fields
from app.content.source.picture import BadPictureError, read_picture
from app.content.source.report import RefusedError, Report
from tests.support.tree import LESSON, SVG, lesson

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
)
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + struct.pack(">I", 13)
    + b"IHDR"
    + struct.pack(">II", 320, 200)
    + b"\x08\x06\0\0\0"
    + b"\0" * 4
)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 200, 320) + b"\x03" + b"\0" * 9
WEBP_X = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + (319).to_bytes(3, "little") + (199).to_bytes(3, "little")
WEBP_L = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + (319 | 199 << 14).to_bytes(4, "little") + b"\0" * 8
WEBP = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 320, 200)


def refusal(action):
    with pytest.raises(RefusedError) as caught:
        action()
    return caught.value.fault


def fields(text, **more):
    return parse_fields(text, "a.yml", **({"limit": 4096} | more))


def svg(inside="", attributes=""):
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {spaces} viewBox="0 0 320 200" {attributes}>{inside}</svg>'.encode()


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa\r\nb", b"a\rb", b"a\nb"])
def test_md06_marks_and_line_ends_of_any_system_are_read(data):
    assert decode(data, "a.md") == "a\nb"


@pytest.mark.parametrize(
    ("data", "line", "code"),
    [
        (b"a\nb\0", 2, "control-character"),
        ("salom".encode("utf-16"), 1, "encoding"),
        (b"a\nb\n" + "Салом".encode("cp1251"), 3, "encoding"),
        (b"a\n\xed\xa0\x80", 2, "encoding"),
        (b"x" * 2_000_000, 1, "too-large"),
        ("a\n\u202ebad".encode(), 2, "control-character"),
        (b"a\n\x02", 2, "control-character"),
    ],
)
def test_md06_what_is_no_text_is_refused_by_line(data, line, code):
    fault = refusal(lambda: decode(data, "a.md"))
    assert (fault.file, fault.line, fault.code) == ("a.md", line, code)


def test_md06_an_unreadable_lesson_is_one_fault_and_not_also_missing(codes):
    assert codes({LESSON: "Boshlash".encode("utf-16")}) == [f"{LESSON}:1: encoding"]


def test_md06_a_lesson_from_windows_is_the_same_lesson(compiled):
    made = compiled()
    text = lesson("## A {#address}\n\nsalom")
    unix, windows = (
        compiled({LESSON: b"\xef\xbb\xbf" * mark + text.replace("\n", end).encode()})
        for mark, end in ((0, "\n"), (1, "\r\n"))
    )
    assert made.release.digest != unix.release.digest == windows.release.digest


def test_letters_are_composed():
    assert decode("й".encode(), "a.md") == "й"


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (BOMB, 1, "yaml-alias"),
        ("a: 1\nb: !!python/object/apply:os.system [id]", 2, "yaml-tag"),
        ("a: 1\nb: " + "[" * 3000, 2, "yaml-depth"),
        ("a:\n  b:\n    c:\n      d:\n        e: 1", 5, "yaml-depth"),
        ("a: " + "x" * 5000, 1, "yaml-too-large"),
        ("a: 1\na: 2", 2, "yaml-duplicate-key"),
        ("a: 1\nb: [", 2, "yaml"),
        ("a: 1\n\tb: 2", 2, "yaml"),
        ("- a", 1, "yaml"),
        ("a: 2026-13-45", 1, "yaml-value"),
        ("a: 1\n---\nb: 2", 2, "yaml"),
        ("? [a, b]\n: 1", 1, "yaml"),
    ],
)
def test_up16_front_matter_that_is_a_trick_or_a_slip_is_refused_by_line(text, line, code):
    fault = refusal(lambda: fields(text))
    assert (fault.line, fault.code) == (line, code)


def test_every_value_remembers_its_line():
    entries = fields("a: 1\nb:\n  - x\n  - y\n", first_line=10).entries
    assert entries["a"] == Field(value=1, line=10)
    assert [item.line for item in entries["b"].value] == [12, 13]


def test_front_matter_ends_where_the_body_begins():
    report = Report()
    document = read_document("---\ntitle: x\n---\n\nbody", "a.md", "uz", report)
    assert (document.body, document.body_line, report.faults) == ("\nbody", 4, ())


@pytest.mark.parametrize("text", ["---\ntitle: x\n", "+++\ntitle = 'x'\n+++\n"])
def test_front_matter_without_end_or_of_another_kind_is_told(text):
    report = Report()
    assert read_document(text, "a.md", "uz", report).front is None
    assert [fault.code for fault in report.faults] == ["front-matter"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.svg", svg()), ("a.png", PNG), ("a.jpg", JPEG), ("a.webp", WEBP), ("a.webp", WEBP_L), ("a.webp", WEBP_X)],
)
def test_a_picture_tells_its_size(name, data):
    picture = read_picture(data, name)
    assert (picture.width, picture.height) == (320, 200)


@pytest.mark.parametrize(
    "data",
    [
        svg("<script>alert(1)</script>"),
        svg(attributes='onload="alert(1)"'),
        svg("<rect onclick='x'/>"),
        svg("<foreignObject><p>x</p></foreignObject>"),
        svg("<image href='https://evil.example/x.png'/>"),
        svg("<use xlink:href='https://evil.example/x.svg#a'/>"),
        svg("<a href='javascript:alert(1)'><rect/></a>"),
        svg("<rect fill='url(https://evil.example/x)'/>"),
        svg("<style>@import 'https://evil.example/x.css';</style>"),
        svg("<rect style='background:url(//evil.example)'/>"),
        svg("<animate attributeName='href' to='javascript:alert(1)'/>"),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(),
        b"<html><svg/></html>",
        b"<svg",
        b"\xff\xfe\0",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e9 1e9"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 x y"/>',
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(data):
    with pytest.raises(BadPictureError):
        read_picture(data, "a.svg")


def test_a_drawing_may_point_at_its_own_parts():
    inside = "<defs><linearGradient id='g'/></defs><rect fill='url(#g)'/><use xlink:href='#g'/>"
    assert read_picture(svg(inside), "a.svg").width == 320


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp"])
def test_a_file_that_is_not_what_its_name_says_is_refused(name):
    with pytest.raises(BadPictureError):
        read_picture(b"GIF89a" + b"\0" * 40, name)


def test_a_link_in_a_folder_is_refused(compiled, tmp_path):
    compiled()
    secret = tmp_path / "secret.svg"
    secret.write_text(SVG)
    images = tmp_path / "root/courses/sample/01-start/images"
    images.mkdir()
    (images / "a.svg").symlink_to(secret)
    assert [fault.code for fault in compiled().faults] == ["link-in-folder"]


def test_a_language_that_is_none_is_told(codes):
    path = "courses/sample/01-start/lesson.xx.md"
    assert codes({path: "x"}) == [f"{path}:1: language"]


def test_a_text_at_the_limit_is_read():
    assert len(decode(b"x" * TEXT_LIMIT, "a.md")) == TEXT_LIMIT
