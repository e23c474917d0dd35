"""`flask certificates verify`: a folder is sorted into what is ours and what is not, with the reason."""

import csv
import io
import resource

import pytest
from sqlalchemy.exc import OperationalError

from app.certificates.cli import checking as cli
from app.kernel import clock as house
from app.seals.service.issuing import make_list, paper_signer
from app.seals.types.facts import Voucher
from app.seals.types.keys import Gone
from tests.support.seals import facts, inside, paper, signed, unsigned


@pytest.fixture
def folder(db, keys, tmp_path):
    """What an employer has: genuine, tampered, revoked, replaced, foreign, and what is no certificate."""
    place = tmp_path / "papers"
    (place / "deep" / "er").mkdir(parents=True)
    genuine = paper(facts(voucher=Voucher.TRAINER, voucher_name="Buxoro markazi"))
    tampered = genuine.replace(b"/Type /Page", b"/Type /PagE", 1) if b"/Type /Page" in genuine else genuine[:-9] + b"%"
    files = {
        "a-genuine.pdf": genuine,
        "b-tampered.PDF": tampered,
        "c-revoked.pdf": paper(facts(number=1, status_index=1, name="Ali Valiyev")),
        "d-replaced.pdf": paper(facts(number=2, status_index=2)),
        "deep/e-unsigned.pdf": unsigned(**inside(facts())),
        "deep/er/f-picture.pdf": b"\x89PNG",
        "deep/er/note.txt": b"not looked at",
    }
    for name, data in files.items():
        (place / name).write_bytes(data)
    return place


@pytest.fixture
def served(keys, tmp_path):
    """The list of the site, as an employer has fetched it."""
    gone = {1: Gone(on=house.today(), is_replaced=False), 2: Gone(on=house.today(), is_replaced=True)}
    file = tmp_path / "list.json"
    file.write_text(make_list(gone))
    return file


def verify(app, *words):
    return app.test_cli_runner().invoke(args=["certificates", "verify", *map(str, words)])


def test_a_folder_is_sorted_right(app, folder, served):
    answer = verify(app, folder, "--list", served)
    lines = {line.split("/papers/")[1].split(":")[0]: line for line in answer.output.splitlines() if "/papers/" in line}
    assert answer.exit_code == 1
    assert list(lines) == [
        "a-genuine.pdf",
        "b-tampered.PDF",
        "c-revoked.pdf",
        "d-replaced.pdf",
        "deep/e-unsigned.pdf",
        "deep/er/f-picture.pdf",
    ]
    assert {name[0] if "/" not in name else name for name, line in lines.items() if line.startswith("ok ")} == {"a"}
    assert "ours, unaltered, not revoked as of " in lines["a-genuine.pdf"]
    assert "name by trainer (Buxoro markazi)" in lines["a-genuine.pdf"]
    assert f"revoked on {house.today()}" in lines["c-revoked.pdf"]
    assert f"replaced by another on {house.today()}" in lines["d-replaced.pdf"]
    assert "not signed; the seal is of a real certificate" in lines["deep/e-unsigned.pdf"]
    assert "not a PDF" in lines["deep/er/f-picture.pdf"]
    assert "6 files: 1 good, 5 not." in answer.output


def test_good_papers_alone_exit_well(app, folder, served):
    answer = verify(app, folder / "a-genuine.pdf", folder / "a-genuine.pdf", "--list", served)
    assert answer.exit_code == 0
    assert "1 files: 1 good, 0 not." in answer.output


def test_this_sites_own_keys_and_database_are_asked_without_a_list(app, folder):
    answer = verify(app, folder / "a-genuine.pdf")
    assert (answer.exit_code, "ok " in answer.output) == (0, True)


def test_an_empty_folder_is_not_good(app, keys, tmp_path):
    assert verify(app, tmp_path).exit_code == 1


def test_what_is_not_there_or_no_list_is_refused(app, folder, tmp_path):
    assert verify(app, tmp_path / "nothing").exit_code == 2
    answer = verify(app, folder, "--list", folder / "a-genuine.pdf")
    assert (answer.exit_code, "no list of ours" in answer.output) == (1, True)


def test_a_list_of_another_site_believes_none_of_our_papers(app, folder, served):
    text = served.read_text()
    served.write_text(text.replace("gone", "gonе"))
    assert "no list of ours" in verify(app, folder, "--list", served).output


def test_the_table_for_a_spreadsheet_holds_all_and_no_formula(app, folder, served):
    name = "=cmd|' calc'!A1"
    (folder / "=1+1.pdf").write_bytes(paper(facts(number=9, status_index=9, name=name)))
    answer = app.test_cli_runner().invoke(
        args=["certificates", "verify", str(folder), "--list", str(served), "--csv"], catch_exceptions=False
    )
    table = list(csv.DictReader(io.StringIO(answer.stdout_bytes.decode("utf-8-sig")), delimiter=";"))
    found = {row["file"].rsplit("/", 1)[-1]: row for row in table}
    assert found["a-genuine.pdf"]["verdict"] == "good"
    assert found["a-genuine.pdf"]["name vouched for by"] == "trainer (Buxoro markazi)"
    assert found["c-revoked.pdf"]["no longer since"] == house.today().isoformat()
    assert (found["f-picture.pdf"]["verdict"], found["f-picture.pdf"]["name"]) == ("bad", "")
    assert found["=1+1.pdf"]["name"] == f"'{name}"
    assert not [cell for row in table for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_a_files_name_cannot_speak_to_the_terminal(app, keys, tmp_path):
    (tmp_path / "a\x1b[2J\n.pdf").write_bytes(b"x")
    answer = verify(app, tmp_path)
    assert "\x1b" not in answer.output
    assert len(answer.output.splitlines()) == 2


def test_ce08_without_the_database_signatures_are_checked_and_it_says_what_is_not(app, folder, monkeypatch):
    def down():
        raise OperationalError("SELECT", {}, Exception("down"))

    monkeypatch.setattr(cli, "list_gone", down)
    answer = verify(app, folder / "a-genuine.pdf", folder / "b-tampered.PDF")
    assert answer.exit_code == 1
    assert "The database does not answer: signatures are checked, revocations are not." in answer.output
    assert "look " in answer.output
    assert "whether it was revoked is not known" in answer.output
    assert "WRONG" in answer.output


def test_many_papers_are_checked_in_one_run_with_flat_memory(app, folder, served, tmp_path):
    place = tmp_path / "many"
    place.mkdir()
    for number in range(60):
        (place / f"{number:02}.pdf").hardlink_to(folder / ("a-genuine.pdf" if number % 5 else "b-tampered.PDF"))
    verify(app, place / "01.pdf", "--list", served)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = verify(app, place, "--list", served)
    assert "60 files: 48 good, 12 not." in answer.output
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


def test_a_second_signature_by_us_is_told(app, folder, served):
    again = signed((folder / "a-genuine.pdf").read_bytes(), paper_signer(), appends=True, field="Yana")
    (folder / "a-genuine.pdf").write_bytes(again)
    assert "signed more than once" in verify(app, folder / "a-genuine.pdf", "--list", served).output
