"""The class pack: which papers it has, in which language, and how it is printed."""

import io

import pikepdf
import pytest
from markupsafe import escape

from app.centres.documents.pack import list_papers
from app.centres.documents.paper import Paper, css_text, drawable_html, print_paper, printable, with_pictures
from app.centres.jobs import name_of
from app.centres.queries.papers import get_pack, list_packs
from app.centres.service.packs import PRINT, purge_packs, scratch_of
from app.centres.types.papers import PackPart, Variants
from app.infra import jobs
from app.infra.database import write_tx
from app.infra.jobs import Job
from app.infra.pdf import printer
from app.infra.storage import get_storage
from app.kernel.locale import RU, UZ, UZ_CYRL
from tests.support.centres import make_class
from tests.support.packs import ask_for_pack, keys_of, sheets_of
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import PASSWORD

LIGHT = (PackPart.SIGN_IN, PackPart.ANSWERS)
HEADINGS = {UZ: "Kelganlar varagʻi", UZ_CYRL: "Келганлар варағи", RU: "Лист присутствия"}


@pytest.fixture(scope="module", autouse=True)
def _press_ends():
    yield
    printer.close()


@pytest.mark.parametrize("language", [UZ, UZ_CYRL, RU])
def test_a_pack_has_its_papers_in_the_language_of_the_group(app, db, language):
    made = make_class(app, members=3, language=language)
    pack = get_pack(ask_for_pack(app, made, tuple(PackPart), spare=1))
    papers = list_papers(pack)
    assert list(dict.fromkeys(one.part for one in papers)) == [
        part for part in PackPart if part is not PackPart.CERTIFICATES
    ]
    by_part = {one.part: one.html for one in papers}
    assert HEADINGS[language] in by_part[PackPart.SIGN_IN]
    assert sum(one.part is PackPart.HANDOUTS for one in papers) == 7
    assert {one.copies for one in papers if one.part is PackPart.HANDOUTS} == {3}
    assert all("/media/" not in one.html and "<a " not in one.html and "<!--" not in one.html for one in papers)
    assert [one.html for one in list_papers(pack)] == [one.html for one in papers]


def test_only_the_key_tells_what_is_right(app, db):
    made = make_class(app, members=2)
    pack_id = ask_for_pack(app, made, tuple(PackPart), variants=Variants.OWN)
    sheet = sheets_of(app, pack_id)[0]
    papers = list_papers(get_pack(pack_id))
    cells = [f"{number}. <strong>{escape(typed)}" for number, typed in keys_of(app, sheet).items()]
    told = {one.part for one in papers if all(cell in one.html for cell in cells)}
    assert told == {PackPart.KEY}
    assert sum(sheet.code in one.html for one in papers if one.part is not PackPart.KEY) == 2


@pytest.mark.pure
def test_text_is_made_ready_for_paper():
    html = '<h2 id="a">X</h2><!--quiz q--><p>Bu <a href="https://lex.uz/docs/1">qonun</a>, <a href="#a">tepaga</a>.</p>'
    assert printable(html) == '<h2>X</h2><p>Bu qonun <span class="url">(lex.uz/docs/1)</span>, tepaga.</p>'
    picture = f'<img alt="" src="/media/{"a" * 64}/x.svg" width="6" height="4">'
    assert with_pictures(picture) == (
        f'<img alt="" src="{"a" * 64}.svg" width="6" height="4">',
        {f"{'a' * 64}.svg": "a" * 64},
    )
    assert (
        drawable_html("<p>Rahmat \N{SMILING FACE WITH SMILING EYES}Oʻgʻiloy, Ғулом</p>")
        == "<p>Rahmat Oʻgʻiloy, Ғулом</p>"
    )
    assert css_text('a"b</style>') == "a\\000022b\\00003c\\00002fstyle\\00003e"


def test_a_killed_job_goes_on_with_what_is_printed(app, db):
    made = make_class(app, members=2)
    pack_id = ask_for_pack(app, made, LIGHT)
    papers, folder = list_papers(get_pack(pack_id)), scratch_of(pack_id)
    folder.mkdir(parents=True)
    kept = folder / name_of(papers[0])
    kept.write_bytes(print_paper(papers[1]))  # not what it would print now: seen to be used as it is
    (folder / "tmp-half").write_bytes(b"%PDF-")
    jobs.run_all()
    pack = get_pack(pack_id)
    assert (pack.done, pack.total, pack.pages, pack.fault) == (2, 2, 6, "")
    with pikepdf.open(io.BytesIO(get_storage().get(pack.digest))) as document:
        assert len(document.pages) == pack.pages
    assert not folder.exists()


def test_a_paper_that_cannot_be_printed_is_named(app, db, monkeypatch):
    made = make_class(app, members=1)
    pack_id = ask_for_pack(app, made, (PackPart.SIGN_IN,))
    broken = Paper(part=PackPart.SIGN_IN, html='<img src="nothing.svg">')
    monkeypatch.setattr("app.centres.jobs.list_papers", lambda _pack: [broken])
    jobs.run_all()
    pack = get_pack(pack_id)
    assert pack.fault == PackPart.SIGN_IN
    assert pack.digest is None
    assert db.session.query(Job).filter(Job.kind == PRINT, Job.done_at.is_(None)).count() == 0


def test_a_trainer_asks_for_a_pack_and_takes_it(app):
    made = make_class(app, members=2)
    trainer = signed_in(Reader(app), made.trainer.login, PASSWORD)
    page = trainer.get(f"{made.page}packs/")
    page = trainer.submit("/packs/", status=400, part=[])
    assert "Kamida bitta qismni belgilang." in page.main
    fields = {"part": ["sign-in"], "id": page.form("/packs/").find("input", attrs={"name": "id"})["value"]}
    trainer.post(f"{made.page}packs/", fields)
    trainer.post(f"{made.page}packs/", fields)
    with app.app_context():
        packs = list_packs(made.cohort_id)
        assert len(packs) == 1
        jobs.run_all()
    page = trainer.get(f"{made.page}packs/")
    assert "1 bet" in page.main
    answer = trainer.client.get(page.links["Yuklab olish (PDF)"])
    assert answer.data.startswith(b"%PDF")
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_pack_goes_after_a_week_and_its_sheets_stay(app, db, clock):
    made = make_class(app, members=1)
    pack_id = ask_for_pack(app, made)
    with write_tx():
        assert purge_packs(clock.now()) == 0
    clock.shift(days=8)
    with write_tx():
        assert purge_packs(clock.now()) == 1
    assert list_packs(made.cohort_id) == []
    assert len(sheets_of(app, pack_id)) == 2
