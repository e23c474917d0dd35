"""Plain text of lessons, by their sections: words only, a line a paragraph."""

from app.search.rules.passages import plain_sections

PAGE = """<p>Boshi &amp; <b>qalin</b>.</p>
<h2 id="one">Birinchi</h2><p>Bir
qator<sup id="fnref"><a href="#fn">1</a></sup>. <img src="x.svg" alt="Rasmdagi odam"></p>
<svg><title>Chizma</title><text>ichida</text></svg>
<h3 id="free">Oʻz sarlavhasi</h3><ul><li>Birinchi band</li><li>Ikkinchi band</li></ul>
<h2 id="two">Ikkinchi</h2><table><tr><th>Narx</th><th>Muddat</th></tr><tr><td>1</td><td>2</td></tr></table>
<ol><li id="fn">Manba <a href="#fnref">↩</a></li></ol>"""


def test_a_text_falls_into_its_sections():
    parts = plain_sections(PAGE, ["one", "two"])
    assert list(parts) == ["", "one", "two"]
    assert parts[""] == "Boshi & qalin."
    assert parts["one"].startswith("Bir qator.")


def test_a_sections_title_is_not_a_part_of_its_text_and_a_heading_that_is_none_is():
    parts = plain_sections(PAGE, ["one", "two"])
    assert "Birinchi\n" not in parts["one"]
    assert "\nOʻz sarlavhasi\nBirinchi band\nIkkinchi band" in parts["one"]


def test_pictures_drawings_and_marks_of_footnotes_say_nothing():
    text = "\n".join(plain_sections(PAGE, ["one", "two"]).values())
    for word in ("Rasmdagi", "Chizma", "ichida", "↩", "fnref", "<", "&amp;"):
        assert word not in text
    assert "qator." in text


def test_a_row_of_a_table_is_a_line_with_its_cells_apart():
    assert plain_sections(PAGE, ["two"])["two"] == "Narx — Muddat\n1 — 2\nManba"


def test_a_section_that_is_not_in_the_text_is_not_made_up():
    assert list(plain_sections("<p>Matn</p>", ["gone"])) == [""]
