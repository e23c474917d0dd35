"""A release as passages: everything that can be found, in plain text, in every language that it is published in."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser

from app.content.types.courses import Course, CourseText, Lesson, LessonText
from app.content.types.releases import Release, Service
from app.kernel.locale import Tag
from app.search.types import Kind, Passage

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LINES = _HEADINGS | frozenset(
    {"p", "li", "tr", "div", "ul", "ol", "table", "blockquote", "figure", "figcaption", "summary", "details"}
    | {"dl", "dt", "dd", "br", "hr", "pre", "section", "aside"}
)
"""What stands on lines of its own: no sentence goes across."""
_SILENT = frozenset({"svg", "script", "style", "template", "sup"})
"""What is no part of the text: drawings, and the marks of footnotes."""
_CELLS = frozenset({"td", "th"})
_CELL = "\x1f"
"""Where a cell of a table begins or ends; shown as a dash."""


class _Sections(HTMLParser):
    """The text of a page, by the headings that have these anchors; what stands before the first is under ""."""

    def __init__(self, anchors: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.anchors = anchors
        self.parts: dict[str, list[str]] = {"": []}
        self._at = ""
        self._silence: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A heading begins a part; its own words are kept apart, as the title of the section."""
        anchor = dict(attrs).get("id") or ""
        if tag in _HEADINGS and anchor in self.anchors:
            self._at = anchor
            self.parts.setdefault(anchor, [])
            self._silence.append(tag)
        elif tag in _SILENT:
            self._silence.append(tag)
        self._space(tag)

    def handle_endtag(self, tag: str) -> None:
        """The end of what was silent, or of a line."""
        if self._silence and self._silence[-1] == tag:
            self._silence.pop()
        self._space(tag)

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._silence:
            self.parts[self._at].append(data.replace("\n", " "))

    def _space(self, tag: str) -> None:
        if tag in _LINES:
            self.parts[self._at].append("\n")
        elif tag in _CELLS:
            self.parts[self._at].append(_CELL)


def plain_sections(html: str, anchors: Iterable[str] = ()) -> dict[str, str]:
    """The plain text under each of these anchors, and under "" what stands before them; a line a paragraph."""
    reader = _Sections(frozenset(anchors))
    reader.feed(html)
    reader.close()
    return {anchor: _tidy("".join(part)) for anchor, part in reader.parts.items()}


def _tidy(text: str) -> str:
    lines = (_tidy_line(line.replace("↩", " ")) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _tidy_line(line: str) -> str:
    cells = (" ".join(cell.split()) for cell in line.split(_CELL))
    return " — ".join(cell for cell in cells if cell)


def _plain(*htmls: str) -> str:
    return "\n".join(filter(None, (plain_sections(html)[""] for html in htmls)))


def passages_of(release: Release) -> Iterator[Passage]:
    """All passages, in the order in which they are taught."""
    for course in release.courses:
        for tag, text in course.texts.items():
            yield _of_course(course, text, tag)
            yield from _of_glossary(course, text, tag)
        for lesson in course.lessons:
            for tag, words in lesson.texts.items():
                yield from _of_lesson(course, lesson, words, tag)
    for service in release.services.values():
        yield from _of_service(service)


def _of_course(course: Course, text: CourseText, tag: Tag) -> Passage:
    return Passage(
        language=tag,
        kind=Kind.COURSE,
        course_key=course.key,
        title=text.title,
        text="\n".join(filter(None, (text.summary, _plain(*text.outcomes_html, text.body_html)))),
    )


def _of_glossary(course: Course, text: CourseText, tag: Tag) -> Iterator[Passage]:
    for term in text.glossary:
        yield Passage(
            language=tag,
            kind=Kind.TERM,
            course_key=course.key,
            anchor=term.id,
            title=term.term,
            text=_plain(term.definition_html),
        )


def _of_lesson(course: Course, lesson: Lesson, words: LessonText, tag: Tag) -> Iterator[Passage]:
    parts = plain_sections(words.body_html, (section.id for section in words.sections))
    head = Passage(
        language=tag,
        kind=Kind.LESSON,
        course_key=course.key,
        lesson_key=lesson.key,
        title=words.title,
        text="\n".join(filter(None, (words.summary, _plain(*words.objectives_html, *words.keypoints_html), parts[""]))),
    )
    yield head
    for section in words.sections:
        yield replace(head, anchor=section.id, heading=section.title, text=parts.get(section.id, ""))


def _of_service(service: Service) -> Iterator[Passage]:
    for tag, name in service.names.items():
        term = service.term.get(tag) or ""
        yield Passage(language=tag, kind=Kind.SERVICE, anchor=service.key, title=name, text=term)
