"""Writes: the index of the current release, all of it in one transaction, so that nobody ever finds in half of one.

A passage is named by what it says, so only what a release has changed is written: a lesson more keeps others from
writing for a moment, not for as long as a thousand lessons take.
"""

from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from app.content.types.releases import Release
from app.infra.database import add, db, serialise
from app.infra.fulltext import Entry, batches, change_entries, clear_entries
from app.infra.jobs import enqueue
from app.kernel import clock
from app.kernel.locale import Tag
from app.published.queries import find_release
from app.search.models import SearchIndex, SearchPassage
from app.search.queries import EDITION, find_index
from app.search.rules.passages import passages_of
from app.search.rules.vocabulary import Census, Vocabulary
from app.search.rules.words import known_key, words_of
from app.search.types import IndexState, Passage

JOB = "search.index"
Settle = Callable[[], None]


def ask_for_index(index: IndexState) -> None:
    """Let a worker make a new index in the place of this one; asking again changes nothing."""
    enqueue(JOB, {}, key=f"{JOB} {index.id}")


def prepare_index() -> Settle:
    """Do the slow part, outside of a transaction; what is returned writes the index, inside one.

    When another process has written it meanwhile, nothing is written. Before the first release there is nothing to do.
    """
    release = find_release()
    if release is None or _stands(release):
        return lambda: None
    passages = list(passages_of(release))
    census = Census()
    for passage in passages:
        census.take(passage.language, passage.title, passage.heading, passage.text)
    seen: Counter[Passage] = Counter()
    rows = [_row(place, passage, seen) for place, passage in enumerate(passages)]
    vocabulary = {tag: _kept(words) for tag, words in census.vocabularies().items()}
    return lambda: _keep(release, rows, vocabulary)


def _stands(release: Release) -> bool:
    index = find_index()
    return index is not None and index.release == release.digest


def _keep(release: Release, rows: list[dict[str, Any]], vocabulary: dict[Tag, Any]) -> None:
    serialise("search index")
    if _stands(release):
        return
    db.session.execute(delete(SearchIndex))
    _change({row["id"]: row for row in rows})
    add(SearchIndex(release=release.digest, edition=EDITION, vocabulary=vocabulary, made_at=clock.now()))


def _change(rows: dict[str, dict[str, Any]]) -> None:
    """Make the passages what these rows say, touching only those that differ."""
    places = {row.id: row.place for row in db.session.execute(select(SearchPassage.id, SearchPassage.place))}
    if not places.keys() & rows.keys():
        clear_entries()
    gone, new = places.keys() - rows.keys(), [row for id_, row in rows.items() if id_ not in places]
    now = {id_: row["place"] for id_, row in rows.items() if id_ in places}
    moved = [{"id": id_, "place": place} for id_, place in now.items() if places[id_] != place]
    for ids in batches(gone):
        db.session.execute(delete(SearchPassage).where(SearchPassage.id.in_(ids)))
    if new:
        db.session.execute(insert(SearchPassage), new)
    if moved:
        db.session.execute(update(SearchPassage), moved)
    change_entries(gone=gone, new=map(_entry, new))


def _name(passage: Passage, times: int) -> str:
    """An id from what a passage says, in this edition; `times` tells apart those that say the same."""
    told = repr((EDITION, passage, times)).encode()
    return str(UUID(bytes=sha256(told).digest()[:16]))


def _row(place: int, passage: Passage, seen: Counter[Passage]) -> dict[str, Any]:
    seen[passage] += 1
    context = passage.title if passage.heading else ""
    return {
        "id": _name(passage, seen[passage]),
        "place": place,
        "language": passage.language,
        "kind": passage.kind.value,
        "target": passage.target,
        "course_key": passage.course_key,
        "lesson_key": passage.lesson_key,
        "anchor": passage.anchor,
        "title": passage.title,
        "heading": passage.heading,
        "text": passage.text,
        "title_keys": "" if passage.heading else _keys(passage.title),
        "heading_keys": _keys(passage.heading),
        "body_keys": _keys(f"{context}\n{passage.text}"),
    }


def _keys(text: str) -> str:
    return " ".join(filter(None, (known_key(word[0]) for word in words_of(text))))


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        id=row["id"],
        language=row["language"],
        title=row["title_keys"].split(),
        heading=row["heading_keys"].split(),
        body=row["body_keys"].split(),
    )


def _kept(vocabulary: Vocabulary) -> dict[str, Any]:
    words = [[word.key, word.shown, word.count] for word in vocabulary.words]
    return {"passages": vocabulary.passages, "words": words}
