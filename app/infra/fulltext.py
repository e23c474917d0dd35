"""Full-text search inside the database: FTS5 in SQLite, a tsvector with a GIN index in PostgreSQL.

Both are given words that the caller has folded, and neither changes them, so that both find the same. The table is made
by a migration in each database's own way and belongs to no model; decision 10 says why.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Subquery, bindparam, cast, column, func, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from app.infra.database import db

Item = TypeVar("Item")
TABLE = "search_words"
BATCH = 500

_WORDS = table(
    TABLE,
    *map(column, ("passage_id", "language", "title", "heading", "body")),
    column("words", TSVECTOR),
)
_BM25: ColumnElement[float] = literal_column(f"bm25({TABLE}, 0, 0, 8, 4, 1)")
"""FTS5's rank, the smaller the better; the weights are of the columns, in their order."""
_WEIGHTS: ColumnElement[Any] = literal_column("'{0.125, 0.125, 0.5, 1}'::real[]")
"""The same weights for PostgreSQL, which names them D, C, B, A and wants none above one."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What can be found as one thing: its folded words, by how much they say about it."""

    id: str
    language: str
    title: Sequence[str]
    heading: Sequence[str]
    body: Sequence[str]


Groups = Sequence[Collection[str]]
"""What is asked for: of each group any word. Words are letters and digits only."""


def is_mapped(name: str | None, kind: str, _parents: Mapping[str, Any]) -> bool:
    """Whether Alembic compares this with a model. The index and FTS5's own tables below it have none."""
    return not (kind == "table" and (name or "").startswith(TABLE))


def clear_entries() -> None:
    """Take away all, in the open transaction."""
    db.session.execute(_WORDS.delete())


def change_entries(*, gone: Collection[str], new: Iterable[Entry]) -> None:
    """Take away the entries with these ids, and add others, in the open transaction."""
    is_sqlite = _is_sqlite()
    for ids in batches(gone):
        db.session.execute(_WORDS.delete().where(_WORDS.c.passage_id.in_(ids)))
    statement = _WORDS.insert().values(
        {"passage_id": bindparam("passage_id"), "language": bindparam("language")} | _columns(is_sqlite=is_sqlite)
    )
    for batch in batches(new):
        db.session.execute(statement, [_row(entry, is_sqlite=is_sqlite) for entry in batch])


def batches(many: Iterable[Item]) -> Iterator[list[Item]]:
    """As many at a time as a statement should name."""
    waiting = iter(many)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _columns(*, is_sqlite: bool) -> dict[str, ColumnElement[Any]]:
    if is_sqlite:
        return {name: bindparam(name) for name in ("title", "heading", "body")}
    return {"words": cast(bindparam("words"), TSVECTOR)}


def _row(entry: Entry, *, is_sqlite: bool) -> dict[str, str]:
    fields = {"title": entry.title, "heading": entry.heading, "body": entry.body}
    words = {name: " ".join(told) for name, told in fields.items()} if is_sqlite else {"words": _vector(entry)}
    return {"passage_id": entry.id, "language": entry.language, **words}


def _vector(entry: Entry) -> str:
    """A tsvector as PostgreSQL reads it: each word once, with the weights of the fields that hold it."""
    places: dict[str, list[str]] = {}
    for mark, words in (("1A", entry.title), ("2B", entry.heading), ("3D", entry.body)):
        for word in dict.fromkeys(words):
            places.setdefault(word, []).append(mark)
    return " ".join(f"'{word}':{','.join(marks)}" for word, marks in places.items())


def matching(language: str, groups: Groups, *, wants_all: bool) -> Subquery:
    """The entries in a language that hold a word of each group, or of any group: `id` and `rank`.

    The smaller the rank the better. There must be a group, and a word in each.
    """
    is_found: ColumnElement[Any]
    rank: ColumnElement[Any]
    if _is_sqlite():
        asked = _asked(groups, quote='"', either=" OR ", both=" AND " if wants_all else " OR ")
        is_found, rank = literal_column(TABLE).op("MATCH")(asked), _BM25
    else:
        query = cast(_asked(groups, quote="'", either=" | ", both=" & " if wants_all else " | "), TSQUERY)
        is_found, rank = _WORDS.c.words.op("@@")(query), -func.ts_rank(_WEIGHTS, _WORDS.c.words, query)
    chosen = select(_WORDS.c.passage_id.label("id"), rank.label("rank"))
    return chosen.where(is_found, _WORDS.c.language == language).subquery()


def _asked(groups: Groups, *, quote: str, either: str, both: str) -> str:
    return both.join(f"({either.join(f'{quote}{word}{quote}' for word in sorted(group))})" for group in groups)


def _is_sqlite() -> bool:
    return db.session.get_bind().dialect.name == "sqlite"
