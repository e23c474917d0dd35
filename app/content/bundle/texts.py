"""What was written, in every language of the site, as a release holds it: plain, or as HTML."""

from collections.abc import Iterator, Mapping

from app.content.check.translations import is_stale
from app.content.render.addresses import Addresses
from app.content.render.finishing import finish
from app.content.render.readings import Reading
from app.content.render.scripts import HOUSE, Scripts
from app.content.render.sitemap import Readings
from app.content.schema.pieces import Words
from app.kernel.locale import LANGUAGES, Tag


class Texts:
    """All readings of a tree."""

    def __init__(self, languages: tuple[Tag, ...], readings: Readings, addresses: Addresses, scripts: Scripts) -> None:
        self._languages = languages
        self._readings = readings
        self._addresses = addresses
        self._scripts = scripts

    def plain(self, texts: Mapping[Tag, str], course: str = HOUSE) -> dict[Tag, str]:
        """Texts in every language of the site, derived where they are not written."""
        found = {tag: texts[tag] for tag in self._languages if tag in texts}
        for tag in self._languages:
            source = LANGUAGES[tag].derived_from
            if tag not in found and source and source in texts:
                found[tag] = self._scripts.text(texts[source], course)
        return found

    def in_languages(self, files: Mapping[Tag, Words]) -> Iterator[tuple[Tag, Reading]]:
        """What a file is in every language of the site: written, or else derived."""
        for tag in self._languages:
            source = LANGUAGES[tag].derived_from
            words = files.get(tag) or (files.get(source) if source else None)
            reading = self._readings.get((words.file, tag)) if words else None
            if reading:
                yield tag, reading

    def list(self, reading: Reading, prefix: str) -> tuple[str, ...]:
        """The HTML of numbered pieces, in order."""
        return tuple(self.html(reading, name) for name in reading.texts(prefix))

    def html(self, reading: Reading, name: str, *, is_first_eager: bool = False) -> str:
        """The HTML of a piece; empty when there is none of this name."""
        rendered = reading.rendered.get(name)
        if rendered is None:
            return ""
        return finish(
            rendered, self._addresses, file=reading.words.file, tag=reading.tag, is_first_eager=is_first_eager
        )


def is_stale_in(reading: Reading, files: Mapping[Tag, Words], source: Tag) -> bool:
    """Whether a reading that somebody wrote was made of another source than there is now."""
    return not reading.is_derived and is_stale(reading.words, files.get(source))
