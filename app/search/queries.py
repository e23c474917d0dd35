"""Reads: which index stands, what is found in it, what to suggest to somebody who has typed nothing."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import func, literal, select, union_all

from app.content.types.courses import Course, CourseText
from app.content.types.releases import Service
from app.courses.queries import list_courses, list_lessons
from app.infra.database import db
from app.infra.fulltext import matching
from app.kernel.locale import LANGUAGES, Tag
from app.published.queries import find_release, get_release
from app.search.models import SearchIndex, SearchPassage
from app.search.rules.ranking import Fields, Score, gathered, score
from app.search.rules.snippets import marked, snippet
from app.search.rules.vocabulary import Meaning, Vocabulary, Word
from app.search.types import Answer, Hit, IndexState, Kind, Mended, Passage, Place, Suggestions

EDITION = 1
"""Count up when passages, keys or stems are made in another way: indexes of before are then made again."""
ON_A_PAGE = 10
CANDIDATES = 200
"""Passages that are ranked; the database chooses them."""
MOST_MORE = 2
"""Further sections of a lesson that are offered beside the best one."""
MOST_MISSING = 0.5
"""The share of a question, by weight, that a hit may lack when no passage holds all of it; the best may lack more."""
SUGGESTED_SERVICES = 6
SUGGESTED_TERMS = 12


def find_index() -> IndexState | None:
    """The index that stands, of whichever release; None when there is none that this code can read."""
    row = db.session.execute(
        select(SearchIndex.id, SearchIndex.release, SearchIndex.edition).where(SearchIndex.edition == EDITION)
    ).first()
    return IndexState(id=row.id, release=row.release, edition=row.edition) if row else None


def is_current(index: IndexState) -> bool:
    """Whether this is the index of what is published now."""
    release = find_release()
    return release is not None and index.release == release.digest


@lru_cache(maxsize=2)
def _vocabularies(index_id: str) -> dict[Tag, Vocabulary]:
    """The words of an index, read once a process."""
    kept = db.session.scalar(select(SearchIndex.vocabulary).where(SearchIndex.id == index_id)) or {}
    return {
        Tag(tag): Vocabulary(
            Tag(tag),
            tuple(Word(key=key, shown=shown, count=count) for key, shown, count in told["words"]),
            told["passages"],
        )
        for tag, told in kept.items()
    }


def find_answer(index: IndexState, tag: Tag, words: Sequence[str], *, page: int = 1, mends: bool = True) -> Answer:
    """What an index has about these words; `mends` allows for one slip in a word that is not there as it was typed."""
    vocabularies = _vocabularies(index.id)
    own = vocabularies.get(tag) or Vocabulary(tag, (), 0)
    meanings = [own.understand(word, mends=mends) for word in words]
    known = [meaning for meaning in meanings if meaning.words]
    others = {other: _surely(vocabularies[other], words) for other in vocabularies if _is_foreign(other, tag)}
    counts = _counts({tag: known} | {other: found for other, found in others.items() if found})
    wants_all = counts.get(tag, 0) > 0
    groups = _ranked_groups(tag, known, wants_all=wants_all) if known else []
    shown = groups[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    keys = frozenset(key for meaning in known for key in meaning.words)
    return Answer(
        hits=tuple(_hit(group, keys) for group in shown),
        total=max(len(groups), counts.get(tag, 0)),
        has_more=len(groups) > page * ON_A_PAGE,
        is_partial=bool(groups) and not wants_all,
        mended=tuple(Mended(typed=one.typed, shown=one.mended) for one in known if one.mended),
        unknown=tuple(meaning.typed for meaning in meanings if not meaning.words),
        elsewhere=tuple((other, counts[other]) for other in others if counts.get(other)),
    )


def _is_foreign(other: Tag, tag: Tag) -> bool:
    """Whether it is another language, and not this one in other letters."""
    return (LANGUAGES[other].derived_from or other) != (LANGUAGES[tag].derived_from or tag)


def _surely(vocabulary: Vocabulary, words: Sequence[str]) -> list[Meaning]:
    """What the words mean in another language, when all mean something without mending."""
    meanings = [vocabulary.understand(word, mends=False) for word in words]
    return meanings if all(meaning.words for meaning in meanings) else []


def _counts(asked: dict[Tag, list[Meaning]]) -> dict[Tag, int]:
    """How many hits hold all of the words, by language, in one query."""
    selects = []
    for tag, meanings in asked.items():
        if meanings:
            found = matching(tag, [meaning.words.keys() for meaning in meanings], wants_all=True)
            passages = select(literal(tag), func.count(SearchPassage.target.distinct()))
            selects.append(passages.join(found, found.c.id == SearchPassage.id))
    if not selects:
        return {}
    return {Tag(tag): count for tag, count in db.session.execute(union_all(*selects)).all()}


def _ranked_groups(tag: Tag, meanings: list[Meaning], *, wants_all: bool) -> list[list[SearchPassage]]:
    found = matching(tag, [meaning.words.keys() for meaning in meanings], wants_all=wants_all)
    query = select(SearchPassage).join(found, found.c.id == SearchPassage.id)
    rows = db.session.scalars(query.order_by(found.c.rank, SearchPassage.place).limit(CANDIDATES)).all()
    scored = sorted(((_score(row, meanings), row.place, row) for row in rows), key=lambda one: one[:2])
    allowed = sum(meaning.weight for meaning in meanings) * MOST_MISSING
    most = max(allowed, scored[0][0].missing if scored else 0.0)
    return gathered((row for one, _place, row in scored if one.missing <= most), lambda row: row.target)


def _score(row: SearchPassage, meanings: list[Meaning]) -> Score:
    fields = Fields(
        kind=Kind(row.kind),
        title=frozenset(row.title_keys.split()),
        heading=frozenset(row.heading_keys.split()),
        body=frozenset(row.body_keys.split()),
    )
    return score(fields, meanings)


def _hit(group: list[SearchPassage], keys: frozenset[str]) -> Hit:
    best, *others = group
    places = [Place(heading=row.heading, anchor=row.anchor) for row in others if row.heading]
    return Hit(
        passage=_passage(best),
        title=marked(best.title, keys),
        snippet=marked(best.text, keys) if best.kind == Kind.SERVICE else snippet(best.text, keys),
        more=tuple(places[:MOST_MORE]),
    )


def _passage(row: SearchPassage) -> Passage:
    return Passage(
        language=Tag(row.language),
        kind=Kind(row.kind),
        course_key=row.course_key,
        lesson_key=row.lesson_key,
        anchor=row.anchor,
        title=row.title,
        heading=row.heading,
        text=row.text,
    )


def find_service(key: str) -> Service | None:
    """A portal service that is published now."""
    return get_release().services.get(key)


def list_teaching(key: str, tag: Tag) -> list[tuple[Course, str, str]]:
    """The lessons about a portal service: the course, the lesson's key and its title."""
    return [
        (course, lesson.key, words.title)
        for course, _text in list_courses(tag)
        for lesson, words in list_lessons(course, tag)
        if key in lesson.services
    ]


def list_suggestions(tag: Tag) -> Suggestions:
    """Services, those that lessons teach first, and the terms that most lessons of their course use."""
    return _suggestions(get_release().digest, tag) if find_release() else Suggestions(services=(), terms=())


@lru_cache(maxsize=8)
def _suggestions(release: str, tag: Tag) -> Suggestions:  # noqa: ARG001 - what is remembered is of one release
    services = [service for service in get_release().services.values() if tag in service.names]
    services.sort(key=lambda service: -len(list_teaching(service.key, tag)))
    terms = {term: use for course, text in list_courses(tag) for term, use in _use_of_terms(course, text, tag)}
    return Suggestions(
        services=tuple(service.names[tag] for service in services[:SUGGESTED_SERVICES]),
        terms=tuple(sorted(terms, key=lambda term: -terms[term])[:SUGGESTED_TERMS]),
    )


def _use_of_terms(course: Course, text: CourseText, tag: Tag) -> list[tuple[str, int]]:
    bodies = [words.body_html.lower() for _lesson, words in list_lessons(course, tag)]
    return [(term.term, sum(term.term.lower().strip("«»") in body for body in bodies)) for term in text.glossary]
