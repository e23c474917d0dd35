"""Narrations: of a section that is there, in a language that the lesson is in, of the text as it stands now."""

from app.content.schema.narration import NarrationWork
from app.content.schema.sections import section_digests
from app.content.schema.works import LessonWork, Works
from app.content.source.report import Report

STALE = "stale-narration"
HEAVY = 1_000_000
"""Bytes: four minutes of speech at 32 kbit/s."""


def check_narrations(works: Works, report: Report) -> None:
    """Every narration of every lesson in a language of the site."""
    for course in works.courses:
        for lesson in course.lessons:
            for narration in lesson.narrations:
                if narration.tag in works.languages:
                    _section(lesson, narration, report)
                    _weight(narration, report)


def is_stale(lesson: LessonWork, narration: NarrationWork) -> bool:
    """Whether the text has changed since it was read aloud; one that was never stamped is not called stale."""
    digests = section_digests(lesson.texts[narration.tag].words)
    return narration.text is not None and narration.text != digests.get(narration.section)


def _section(lesson: LessonWork, narration: NarrationWork, report: Report) -> None:
    text = lesson.texts.get(narration.tag)
    if text is None:
        says = f"The lesson has no text in `{narration.tag}`: write it, or rename the recording."
        report.error(narration.file, 1, "narration-language", says)
        return
    sections = section_digests(text.words)
    if narration.section not in sections:
        known = f"there are {', '.join(sections)}" if sections else "give its heading an id"
        says = f"The lesson has no section `{narration.section}`: {known}."
        report.error(narration.file, 1, "unknown-section", says)
    elif narration.text is None:
        says = "Nobody has noted which text this is of: listen to it, then run `content stamp` on it."
        report.warn(narration.file, 1, STALE, says)
    elif is_stale(lesson, narration):
        says = f"The text of `{narration.section}` has changed since: record it anew, then run `content stamp` on it."
        report.warn(narration.file, 1, STALE, says)


def _weight(narration: NarrationWork, report: Report) -> None:
    for recording in narration.recordings:
        if recording.size > HEAVY:
            says = f"The recording has {recording.size / 1e6:.1f} MB; {HEAVY / 1e6:.0f} MB is the most for one section."
            report.warn(recording.file, 1, "media-heavy", says)
