"""The index is made of a release, whole or not at all, once, and stands in for it until the next one is made."""

import pysqlite3
import pytest
from sqlalchemy import func, select, text

from app.infra.database import WriteOutsideTransactionError, write_tx
from app.infra.database import db as database
from app.infra.fulltext import Entry, change_entries, clear_entries, matching
from app.infra.jobs import run_all
from app.search.jobs import index_now
from app.search.models import SearchPassage
from app.search.queries import find_answer, find_index, is_current
from app.search.service import ask_for_index, prepare_index
from tests.search.conftest import make_index
from tests.support.counting import rows

OTHER = "Mutlaqo yangi sarlavha"


def publish_other(app, bookcase):
    """A release in which the first lesson is called otherwise."""
    lessons = app.extensions["library"].current().courses[0].lessons
    text_of = {tag: replace_title(words) for tag, words in lessons[0].texts.items()}
    bookcase.change_course(lessons=(type(lessons[0])(**(vars(lessons[0]) | {"texts": text_of})), *lessons[1:]))


def replace_title(words):
    return type(words)(**(vars(words) | {"title": OTHER}))


def titles(*words, tag="uz"):
    return [hit.passage.title for hit in find_answer(find_index(), tag, words).hits]


def entries():
    return database.session.scalar(text("SELECT count(*) FROM search_words"))


def test_an_index_holds_every_language_and_kind_of_what_is_published(app, index):
    found = database.session.execute(select(SearchPassage.language, SearchPassage.kind).distinct()).all()
    assert {(tag, kind) for tag, kind in found} == {
        (tag, kind) for tag in ("uz", "uz-Cyrl", "ru") for kind in ("course", "lesson", "term", "service")
    }
    assert is_current(index)
    assert entries() == rows(app)["search_passage"]


def test_made_again_it_is_the_same_one(app, index):
    before = rows(app), entries()
    assert make_index() == index
    assert (rows(app), entries()) == before


def test_only_what_a_release_has_changed_is_written(app, index, bookcase, db):
    before = {row.id for row in database.session.execute(select(SearchPassage.id))}
    database.session.rollback()
    publish_other(app, bookcase)
    make_index()
    after = {row.id for row in database.session.execute(select(SearchPassage.id))}
    changed = list(database.session.scalars(select(SearchPassage.title).where(SearchPassage.id.in_(after - before))))
    assert set(changed) == {OTHER}
    assert len(before & after) > len(after - before)
    assert entries() == len(after)


def test_two_who_find_no_index_make_one(app, db):
    first, second = prepare_index(), prepare_index()
    with write_tx():
        first()
    made = find_index()
    with write_tx():
        second()
    assert find_index() == made
    assert rows(app)["search_index"] == 1
    assert entries() == rows(app)["search_passage"]


def test_half_an_index_never_stands(app, index, bookcase, db):
    publish_other(app, bookcase)
    settle = prepare_index()
    before = rows(app), entries(), titles("portal")
    with pytest.raises(LookupError), write_tx():
        settle()
        raise LookupError
    assert (rows(app), entries(), titles("portal")) == before
    assert find_index() == index


def test_a_new_release_takes_the_place_of_the_old_one(app, index, bookcase):
    publish_other(app, bookcase)
    assert not is_current(index)
    assert titles("mutlaqo") == []
    made = make_index()
    assert made.id != index.id
    assert titles("mutlaqo") == [OTHER]
    assert rows(app)["search_index"] == 1
    assert entries() == rows(app)["search_passage"]


def test_a_worker_makes_the_index_that_was_asked_for_once(app, index, bookcase):
    publish_other(app, bookcase)
    for _ in range(3):
        with write_tx():
            ask_for_index(index)
    assert rows(app)["infra_job"] == 1
    assert run_all() == 1
    assert is_current(find_index())


def test_a_release_that_comes_back_is_indexed_again(app, index, bookcase):
    real = bookcase.current()
    publish_other(app, bookcase)
    for _ in range(2):
        with write_tx():
            ask_for_index(find_index())
        run_all()
        assert is_current(find_index())
        bookcase._release = real
    assert rows(app)["infra_job"] == 2


def test_publishing_makes_the_index(app, db):
    assert find_index() is None
    database.session.rollback()
    assert app.test_cli_runner().invoke(args=["content", "publish"]).exit_code == 0
    assert is_current(find_index())


def test_before_the_first_release_there_is_nothing_to_do(app, db, bookcase):
    bookcase._release = None
    index_now()
    assert find_index() is None


def test_nothing_left_to_teach_is_an_empty_index(app, db, bookcase):
    bookcase.unpublish()
    make_index()
    assert titles("ariza")[0] == "Nikohni qayd etish uchun ariza", "services stay"
    assert titles("brauzer") == []


def test_the_index_is_written_inside_a_transaction_only(app, db):
    with pytest.raises(WriteOutsideTransactionError):
        change_entries(gone=["1"], new=[])
    database.session.rollback()


def test_the_database_finds_words_as_they_are_and_nothing_else(app, db):
    one = Entry(id="1", language="uz", title=["ariza"], heading=[], body=["karta", "1242"])
    two = Entry(id="2", language="uz", title=[], heading=["karta"], body=["near", "ariza"])
    three = Entry(id="3", language="ru", title=["karta"], heading=[], body=[])
    with write_tx():
        clear_entries()
        change_entries(gone=[], new=[one, two, three])

    def found(*groups, wants_all=True):
        matched = matching("uz", groups, wants_all=wants_all)
        return list(database.session.scalars(select(matched.c.id).order_by(matched.c.rank)))

    assert found(["ariza"]) == ["1", "2"], "the title weighs more"
    assert found(["karta"]) == ["2", "1"]
    assert found(["ariza"], ["karta", "xyz"]) != []
    assert found(["ariza"], ["xyz"]) == []
    assert found(["1242"], ["near"], wants_all=False) in (["1", "2"], ["2", "1"])
    assert found(["near"]) == ["2"]
    assert found(["ar"]) == []
    assert found(["or"]) == []


def test_a_backup_of_the_database_can_be_searched(app, index, tmp_path):
    if database.engine.dialect.name != "sqlite":
        dumped = database.session.scalar(select(func.count()).select_from(text("search_words")))
        assert dumped == rows(app)["search_passage"], "an ordinary table, which pg_dump takes along"
        return
    copy = tmp_path / "copy.db"
    raw = database.engine.raw_connection()
    raw.cursor().execute("VACUUM INTO ?", (str(copy),))
    raw.close()
    restored = pysqlite3.connect(str(copy))
    query = "SELECT count(*) FROM search_words JOIN search_passage ON id = passage_id WHERE search_words MATCH ?"
    assert restored.execute(query, ('"ariza"',)).fetchone()[0] > 5
    assert restored.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    restored.execute("INSERT INTO search_words(search_words) VALUES ('integrity-check')")
    restored.close()
