"""Text without any mark of Markdown skips the parser, and nobody can tell."""

from hypothesis import given
from hypothesis import strategies as st

from app.content.markdown import cleaning
from app.content.markdown.dialect import inline_parser, without_paragraph
from app.content.markdown.worker import render

LETTERS = st.characters(categories=("Lu", "Ll", "Lo", "Nd")) | st.sampled_from(" .,:;!?()«»ʻʼ-")
PARSER = inline_parser()


@given(
    st.text(LETTERS) | st.sampled_from(("1. Ha", "www.my.gov.uz", "Oʻzbekiston (2026): ha, yoʻq.", "a  b", "- a", "a "))
)
def test_bare_text_is_what_the_parser_would_make_of_it(text: str) -> None:
    made = render(text, "inline", "uz")
    parsed = without_paragraph(PARSER.reset().convert(text))
    assert made["html"] == cleaning.clean(parsed, tags=frozenset(), mark=made["mark"])
    assert [made[fact] for fact in ("headings", "links", "images", "ids")] == [[], [], [], []]
