"""Films as a release holds them: tracks for the player written anew in every language, and scenes to be read."""

import hashlib
from collections.abc import Callable, Iterator, Mapping

from app.content.bundle.media import media_file
from app.content.render.readings import Reading
from app.content.schema.film.captions import Captions
from app.content.schema.film.reading import FilmWork, QuestionCue
from app.content.schema.film.vtt import Cue, moment, write_vtt
from app.content.schema.pieces import Words
from app.content.source.picture import Picture
from app.content.types.media import Film, FilmQuestion, FilmText, MediaFile, Scene
from app.kernel.locale import Tag

TRACK = "text/vtt"
InLanguages = Callable[[Mapping[Tag, Words]], Iterator[tuple[Tag, Reading]]]


class FilmMaker:
    """Makes films, and keeps the tracks that it has written."""

    def __init__(self, in_languages: InLanguages) -> None:
        self._in_languages = in_languages
        self.tracks: dict[str, bytes] = {}
        """By digest."""
        self.media: dict[str, MediaFile] = {}

    def film(self, film: FilmWork, poster: Picture, titles: Mapping[Tag, str]) -> Film:
        """A film in all languages. `titles` are those of every language of the site."""
        return Film(
            key=film.key,
            files=tuple(map(media_file, film.recordings)),
            poster=MediaFile(digest=poster.digest, name=poster.name, mimetype=poster.mimetype, size=len(poster.data)),
            width=poster.width,
            height=poster.height,
            seconds=film.seconds,
            is_silent=film.is_silent,
            questions=tuple(_question(cue) for cue in film.questions),
            cues=self._track(f"{film.key}.questions.vtt", map(_cue, film.questions)) if film.questions else None,
            texts={tag: self._text(film, tag, titles[tag], said) for tag, said in self._said(film.captions)},
        )

    def _said(self, texts: Mapping[Tag, Captions]) -> Iterator[tuple[Tag, tuple[Cue, ...]]]:
        """The cues in every language, derived where nobody has written them."""
        by_file = {text.words.file: text for text in texts.values()}
        for tag, reading in self._in_languages({tag: text.words for tag, text in texts.items()}):
            cues = by_file[reading.words.file].cues
            yield (
                tag,
                tuple(
                    Cue(id="", start=cue.start, end=cue.end, text=reading.plain[f"cue.{number}"], line=cue.line)
                    for number, cue in enumerate(cues, 1)
                ),
            )

    def _text(self, film: FilmWork, tag: Tag, title: str, said: tuple[Cue, ...]) -> FilmText:
        chapters = dict(self._said(film.chapters)).get(tag, ())
        return FilmText(
            title=title,
            captions=self._track(f"{film.key}.{tag}.vtt", said),
            chapters=self._track(f"{film.key}.chapters.{tag}.vtt", chapters) if chapters else None,
            scenes=tuple(_scenes(chapters, said)),
        )

    def _track(self, name: str, cues: Iterator[Cue] | tuple[Cue, ...]) -> MediaFile:
        data = write_vtt(iter(cues))
        digest = hashlib.sha256(data).hexdigest()
        self.tracks[digest] = data
        file = MediaFile(digest=digest, name=name, mimetype=TRACK, size=len(data))
        return self.media.setdefault(digest, file)


def _scenes(chapters: tuple[Cue, ...], said: tuple[Cue, ...]) -> Iterator[Scene]:
    heads = [(cue.start, cue.text) for cue in chapters] or [(0.0, "")]
    ends = [start for start, _title in heads[1:]] + [float("inf")]
    for number, ((start, title), end) in enumerate(zip(heads, ends, strict=True)):
        begin = start if number else 0.0
        words = " ".join(" ".join(cue.text.split()) for cue in said if begin <= cue.start < end)
        yield Scene(at=start, title=title, said=words)


def _question(cue: QuestionCue) -> FilmQuestion:
    return FilmQuestion(at=cue.start, quiz=cue.quiz, question=cue.question, is_required=cue.is_required, back=cue.back)


def _cue(question: QuestionCue) -> Cue:
    """As written, for the player: the cue's id is the question's."""
    lines = [f"quiz: {question.quiz}#{question.question}"]
    if question.is_required:
        lines.append("required: true")
    if question.back is not None:
        lines.append(f"on-wrong: {moment(question.back)}")
    return Cue(id=question.question, start=question.start, end=question.end, text="\n".join(lines), line=question.line)
