import pytest

from app.content.script.html import html_to_cyrillic
from app.kernel.uzbek import standard_lexicon


def test_text_changes_and_tags_stay():
    html = '<h2 id="bir-sarlavha" class="dars">Bir sarlavha</h2>\n<p>Matn <a href="/uz/kurslar/">kurslar</a>.</p>'
    assert html_to_cyrillic(html) == (
        '<h2 id="bir-sarlavha" class="dars">Бир сарлавҳа</h2>\n<p>Матн <a href="/uz/kurslar/">курслар</a>.</p>'
    )


@pytest.mark.parametrize("name", ["alt", "title", "aria-label", "placeholder"])
def test_what_is_read_out_changes(name):
    assert html_to_cyrillic(f'<img src="rasm.svg" {name}="Qulf rasmi">') == f'<img src="rasm.svg" {name}="Қулф расми">'


@pytest.mark.parametrize("name", ["class", "id", "name", "value", "data-nom", "href", "src", "data-title"])
def test_what_machines_read_stays(name):
    assert html_to_cyrillic(f'<i {name}="salom">salom</i>') == f'<i {name}="salom">салом</i>'


@pytest.mark.parametrize(
    "kept",
    [
        "<code>salom <b>dunyo</b></code>",
        "<kbd>salom</kbd>",
        "<samp>salom</samp>",
        '<span lang="ru" title="salom">salom</span>',
        '<p lang="en">salom <i lang="uz">salom</i></p>',
        '<b translate="no">salom</b>',
        '<b class="a notranslate b">salom <i>dunyo</i></b>',
        "<style>.salom{}</style>",
        "<!-- salom -->",
    ],
)
def test_code_and_other_languages_stay_whole(kept):
    assert html_to_cyrillic(f"<p>matn {kept} matn</p>") == f"<p>матн {kept} матн</p>"


def test_a_class_that_only_sounds_alike_is_no_reason_to_stay():
    assert html_to_cyrillic('<b class="notranslate-x">salom</b>') == '<b class="notranslate-x">салом</b>'


def test_an_element_of_ours_is_converted():
    assert html_to_cyrillic('<p lang="uz-Latn">salom</p>') == '<p lang="uz-Latn">салом</p>'


def test_entities_and_void_elements_are_stepped_over():
    assert (
        html_to_cyrillic("bir&nbsp;ikki<br>uch &lt;b&gt; <input>toʻrt") == "бир&nbsp;икки<br>уч &lt;б&gt; <input>тўрт"
    )


def test_after_a_silent_void_element_words_go_on():
    assert html_to_cyrillic('<img translate="no" alt="salom">salom') == '<img translate="no" alt="salom">салом'


@pytest.mark.parametrize("html", ["<p>matn", "matn</p></b>", "<b><i>matn</b>", "a < b", "<p", '<a title="x'])
def test_a_fragment_that_is_no_html_is_taken_all_the_same(html):
    assert isinstance(html_to_cyrillic(html), str)


def test_the_words_of_a_course_count():
    words = standard_lexicon().extended(never=["Savodxon"])
    assert html_to_cyrillic('<p title="Savodxon">Savodxon darsi</p>', words) == '<p title="Savodxon">Savodxon дарси</p>'
