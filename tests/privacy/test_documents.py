"""The list of what is kept, and the archive: in people's words, in each language, complete."""

import io
import json
import re
import zipfile

import pytest

from app.infra.database import Table
from app.infra.personal import Keep
from app.kernel.locale import RU, UZ, UZ_CYRL
from app.privacy.documents.archive import make_archive
from app.privacy.documents.declared import GROUPS, UNTIL, list_rooms
from app.privacy.documents.sheets import COLUMNS, SHEETS
from app.privacy.queries import gather_person
from tests.privacy.conftest import NAME
from tests.support.page import Page


def opened(data):
    """The archive's files by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_room_that_keeps_personal_data_has_a_heading(app):
    named = {room for _title, rooms in GROUPS for room in rooms}
    assert list_rooms() <= named, "say in documents/declared.py what this room's data mean to a person"


def test_every_span_has_words():
    assert set(UNTIL) == set(Keep)


def test_every_table_of_an_archive_has_words(lived, db):
    gathered = gather_person(lived.person_id)
    assert set(gathered) <= set(SHEETS), "say in documents/sheets.py how this table is read"
    assert {name for _title, names in SHEETS.values() for name in names} <= set(COLUMNS)
    known = {table.name: set(table.columns.keys()) for table in Table.metadata.sorted_tables}
    for table, (_title, names) in SHEETS.items():
        assert set(names) <= known[table] | {"question", "answer"}, table


@pytest.mark.parametrize(
    ("tag", "name", "heading"),
    [
        (UZ, "malumotlarim.html", "Savodxondagi maʼlumotlarim"),
        (UZ_CYRL, "malumotlarim.html", "Саводхондаги маълумотларим"),
        (RU, "moi-dannye.html", "Мои данные в Savodxon"),
    ],
)
def test_the_archive_is_read_without_the_internet_in_each_language(lived, db, tag, name, heading):
    files = opened(make_archive(lived.person_id, tag))
    assert set(files) == {name, "data.json", f"pdf/{lived.code}.pdf"}
    html = files[name].decode()
    assert heading in html
    assert NAME in html
    assert "<script" not in html
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//|@import|url\(', html), "nothing is asked of the internet"
    assert json.loads(files["data.json"])["accounts_account"][0]["name"] == NAME
    page = Page(path="/archive", status=200, headers={}, body=files[name])
    linked = set(re.findall(r'href="([^"]+)"', html))
    assert linked == set(files) - {name}
    assert page.soup.find("table")


def test_the_archive_tells_questions_and_answers_in_words(lived, db):
    html = opened(make_archive(lived.person_id, UZ))["malumotlarim.html"].decode()
    rows = json.loads(opened(make_archive(lived.person_id, UZ))["data.json"])["quizzes_answer"]
    assert len(rows) > 5
    assert all(row["question"] and row["answer"] for row in rows)
    assert rows[3]["question"][:30] in html.replace("&#39;", "'").replace("&#34;", '"')


def test_an_archive_of_a_quiz_that_nobody_has_any_more_is_still_made(lived, db, app, monkeypatch):
    rows = gather_person(lived.person_id)["quizzes_attempt"]
    assert rows
    monkeypatch.setattr(app.extensions["library"], "_quiz", _missing)
    assert opened(make_archive(lived.person_id, UZ))


def _missing(digest):
    raise FileNotFoundError(digest)
