"""Keys of certificates come back with a backup, closed to others, and the status page says when they cannot sign."""

import stat
from datetime import timedelta

import pytest

from app.factory import create_app
from app.infra.database import add, write_tx
from app.kernel import clock as house
from app.operations.service.backups import make_backup
from app.operations.service.reports import write_report
from app.operations.service.restore import restore_backup
from app.seals.models import Closing
from app.seals.queries import folder_of_keys, list_keys
from app.seals.service.checking import check_seal
from app.seals.service.issuing import can_issue, seal
from app.seals.types.keys import Fault
from tests.support.people import demo_people, signed_in
from tests.support.seals import facts, with_keys


@pytest.fixture
def administrator(app, reader):
    return signed_in(reader, *demo_people(app)["administrator"])


def test_keys_come_back_with_a_restore_and_sign_as_before(db, full, empty, opened):
    with_keys()
    before = seal(facts())
    backup = make_backup(full, version="test")
    restore_backup(backup.path, empty, create_app, is_confirmed=False)
    files = list((empty.data_dir / "keys" / "seals").iterdir())
    assert {file.name.split("-")[0] for file in files} == {"paper", "public.json", "root", "seal", "newest"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    with opened(empty).app_context():
        assert can_issue() is None
        assert check_seal(before).facts.code == facts().code


@pytest.mark.parametrize("language", ["uz", "uz-Cyrl", "ru"])
@pytest.mark.parametrize("fault", Fault)
def test_ce13_the_administrator_is_told_why_nothing_can_be_issued(db, administrator, language, fault):
    if fault is not Fault.NO_KEY:
        with_keys()
        spoil(fault)
    assert can_issue().fault is fault
    page = administrator.get(f"/{language}/staff/status/")
    assert "certificates keys list" in page.main
    assert "/handbook/keys/" in page.links.values()


def close_all():
    """As if somebody had closed the keys in the database, and made no others."""
    with write_tx():
        for one in list_keys():
            add(Closing(node_id="n", key_id=one.id, ends_on=house.today() - timedelta(days=1), set_at=house.now()))


def spoil(fault):
    file = next(folder_of_keys().glob("seal-*.pem"))
    match fault:
        case Fault.MISSING:
            file.unlink()
        case Fault.OPEN_TO_OTHERS:
            file.chmod(0o644)
        case Fault.UNREADABLE:
            file.write_bytes(b"x")
        case Fault.OTHER_KEY:
            file.write_bytes(next(folder_of_keys().glob("root-*.pem")).read_bytes())
        case Fault.CLOCK_BACK:
            (folder_of_keys() / "newest-day").write_text("2100-01-01")
        case Fault.NOT_IN_WINDOW:
            close_all()


def test_with_keys_the_page_says_that_all_is_well(db, administrator):
    with_keys()
    assert "Kalitlar joyida" in administrator.get("/uz/staff/status/").main


def test_the_daily_report_names_it(db, full):
    assert "no-issuing" in write_report(full, house.today())
    with_keys()
    assert "no-issuing" not in write_report(full, house.today())
