"""A lesson on the wall: cut into steps without losing a word, in the group's language, nothing of a final bank."""

import re

import pytest

from app.centres.rules.wall import MOST, blocks_of, steps_of
from app.kernel.locale import UZ_CYRL
from tests.support.centres import make_class
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import PASSWORD

TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


def words(html):
    return TAG.sub(" ", html).split()


@pytest.mark.pure
def test_top_level_blocks_are_found_whatever_stands_inside():
    html = '<p>a <br>b</p>\n<!--quiz tour-->\n<div class="x"><ol>\n<li>c &amp; d</li></ol></div><hr><img src="x">\n'
    assert [one.tag for one in blocks_of(html)] == ["p", "!", "div", "hr", "img"]
    assert (
        "".join(one.html for one in blocks_of(html)) == html.replace("\n<!", "<!").replace(">\n<div", "><div").rstrip()
    )


@pytest.mark.pure
def test_each_item_of_a_numbered_list_is_a_step_and_short_words_stand_together():
    html = (
        f'<p>Bir.</p><h2 id="a">Yoʻl</h2><p>Ikki.</p><p>Uch.</p><p>{"soʻz " * MOST}</p>'
        "<ol><li>Oching.</li><li><p>Bosing.</p></li></ol><!--practice try--><p>Tamom.</p>"
    )
    steps = steps_of(html)
    assert [(one.title, one.number, one.kind) for one in steps] == [
        ("", 0, ""),
        ("Yoʻl", 0, ""),
        ("Yoʻl", 0, ""),
        ("Yoʻl", 1, ""),
        ("Yoʻl", 2, ""),
        ("Yoʻl", 0, "practice"),
        ("Yoʻl", 0, ""),
    ]
    assert steps[1].html == "<p>Ikki.</p>\n<p>Uch.</p>"
    assert steps[3].html == "Oching."


def test_no_word_of_a_real_lesson_is_lost(app):
    lessons = app.extensions["library"].current().courses[0].lessons
    for lesson in lessons:
        for text in lesson.texts.values():
            shown = " ".join(word for step in steps_of(text.body_html) for word in (step.title, step.html))
            body = re.sub(r'<sup id="fnref.*?</sup>|<div class="footnote.*', "", text.body_html, flags=re.DOTALL)
            assert set(words(body)) <= set(words(shown)), lesson.key


@pytest.fixture
def made(app):
    return make_class(app, members=1, language=UZ_CYRL)


def test_the_wall_goes_step_by_step_in_the_groups_language_and_names_nobody(app, made):
    trainer = signed_in(Reader(app), made.trainer.login, PASSWORD)
    wall = f"{made.page}meetings/{made.meeting_id}/wall/"
    page = trainer.get(f"{wall}?lesson=my-gov-uz/tour")
    assert page.lang == "uz-Cyrl"
    seen, pages = {page.h1}, 1
    while following := page.soup.find("a", rel="next"):
        page = trainer.get(following["href"])
        pages += 1
        if page.soup.h1.get_text() not in seen or pages > 60:
            break
        body = page.soup.body.get_text(" ")
        assert "Jasur" not in body
        assert "Азиза" not in body
        is_question = "answer=1" in str(page.soup.find("a", rel="next"))
        assert not (is_question and page.soup.select(".right"))
    assert pages > 10
    assert page.soup.h1.get_text() not in seen


def test_an_answer_is_shown_on_a_second_press_and_the_final_bank_is_not_there(app, made):
    trainer = signed_in(Reader(app), made.trainer.login, PASSWORD)
    wall = f"/uz-Cyrl{made.page[3:]}meetings/{made.meeting_id}/wall/?lesson=my-gov-uz/tour"
    total = int(re.search(r"1 / (\d+)", trainer.get(wall).soup.main.get_text(" "))[1])
    last = trainer.get(f"{wall}&step={total}")
    assert not last.soup.select(".right")
    assert trainer.get(f"{wall}&step={total}&answer=1").soup.select(".right li")
    trainer.get(f"{wall}&step={total + 1}", status=404)
    release = app.extensions["library"].current()
    final = {one.texts["uz-Cyrl"].prompt_html for one in release.quizzes["my-gov-uz/final"].questions}
    told = [trainer.get(f"{wall}&step={step}&answer=1").html for step in range(1, total + 1)]
    assert not [one for one in final if any(one in html for html in told)]
