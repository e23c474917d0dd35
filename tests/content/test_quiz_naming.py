"""Quizzes that come without ids, as those made for quizdown: ids are written in, and nothing else is touched."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.content.schema.quiz.naming import with_ids

ID = re.compile(rb" ?\{#q-[a-z0-9-]+\}|#q-[a-z0-9-]+ ")


def test_an_id_is_made_of_the_first_words_in_latin_letters():
    assert with_ids("## SMS-kodni kimga aytish mumkin, aytingchi?\n")[0].endswith(
        "{#q-sms-kodni-kimga-aytish-mumkin}\n"
    )
    assert with_ids("## Тўғри жавобни белгиланг\n")[0].endswith("{#q-togri-javobni-belgilang}\n")
    assert with_ids("## Кому звоните?\n")[0].endswith("{#q-komu-zvonite}\n")
    assert with_ids("## ???\n")[0] == "## ??? {#q-1}\n"


def test_two_questions_of_one_wording_get_two_ids():
    assert (
        with_ids("## Bir?\n\n## Bir?\n\n## Bir? {#q-bir-2}\n")[0]
        == "## Bir? {#q-bir}\n\n## Bir? {#q-bir-3}\n\n## Bir? {#q-bir-2}\n"
    )


def test_marks_that_are_there_stay_and_an_id_is_never_changed():
    assert with_ids("## Bir? {.otp points=2}\n## Ikki? {#q-b .otp}\n") == (
        "## Bir? {#q-bir .otp points=2}\n## Ikki? {#q-b .otp}\n",
        1,
    )


def test_what_looks_like_a_heading_in_code_or_in_the_front_matter_is_none():
    text = "---\ntitle: '## A'\n# b\n---\n\n```\n## Kod\n```\n### Kichik\n"
    assert with_ids(text) == (text, 0)


def test_the_second_time_nothing_is_written():
    once, count = with_ids("---\ntitle: A\n---\n\n## Bir?\n\n- [x] a\n\n## Ikki?\n")
    assert count == 2
    assert with_ids(once) == (once, 0)


@given(
    st.lists(st.sampled_from(["## Bir?", "## Ikki? {.otp}", "- [x] a", "", "```", "---", "matn \t", "\ufeff", "\r"])),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_byte_but_the_ids_stays(lines, end):
    text = end.join(lines)
    changed, count = with_ids(text)
    bare, found = ID.subn(b"", changed.encode())
    assert (bare, found) == (text.encode(), count)
