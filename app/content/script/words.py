"""The words of `script.yml`: what a course's editors know better than the engine.

`never` lists what stays in Latin, `overrides` maps a Latin word to its Cyrillic, `loans` lists stems. The file beside
the courses is for all of them; one inside a course adds to it.
"""

from app.content.schema.reading import Reader
from app.content.source.fields import parse_fields
from app.content.source.report import RefusedError, Report
from app.kernel.uzbek import Lexicon, is_stem, standard_lexicon

SCRIPT_LIMIT = 64 * 1024
"""Bytes."""


def read_lexicon(text: str, file: str, report: Report, *, base: Lexicon | None = None) -> Lexicon:
    """The words of a `script.yml` on top of a base (the house's own when None). What is wrong there is reported."""
    words = base or standard_lexicon()
    try:
        reader = Reader(parse_fields(text, file, limit=SCRIPT_LIMIT), report)
    except RefusedError as error:
        report.add(error.fault)
        return words
    lexicon = words.extended(
        never=reader.texts("never"),
        overrides=_overrides(reader, report),
        loans=_stems(reader, report),
    )
    reader.finish()
    return lexicon


def _overrides(reader: Reader, report: Report) -> dict[str, str]:
    fields = reader.mapping("overrides")
    below = Reader(fields, report) if fields else None
    return {word: below.text(word) for word in fields.entries} if fields and below else {}


def _stems(reader: Reader, report: Report) -> list[str]:
    stems = reader.texts("loans")
    for stem in stems:
        if not is_stem(stem):
            says = f"`{stem}` is no stem: write it in Cyrillic letters, as `цемент`, `нефть*` or `budjet=бюджет`."
            report.error(reader.file, reader.line("loans"), "script-stem", says)
    return [stem for stem in stems if is_stem(stem)]
