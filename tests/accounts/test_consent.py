"""Consent: by a parent for whoever is under 14, and again when the notice has changed."""

import pytest
from sqlalchemy import select, update

from app.accounts.models.people import Account, Consent, ParentConsent
from app.accounts.types import NOTICE_VERSION
from app.infra.database import write_tx
from tests.support.learner import PASSWORD, sign_in, sign_up

GIVEN = {"name": "Bobur Karimov", "login": "90 123 45 67", "password": PASSWORD, "consent": "y"}
PARENT = {"parent_name": "Nodira Karimova", "relation": "mother", "parent_consent": "y"}


def fill_in(reader, *, status=200, language="uz", **typed):
    reader.get(f"/{language}/sign-up/")
    return reader.submit("/sign-up/", status=status, **(GIVEN | typed))


def agree_to_an_older_notice(db):
    with write_tx():
        db.session.execute(update(Consent).values(notice="2026-11"))


@pytest.mark.parametrize("language", ["uz", "uz-Cyrl", "ru"])
def test_a_child_with_a_parents_consent_has_an_account(reader, db, language):
    fill_in(reader, language=language, age="child", **PARENT)
    kept = db.session.scalars(select(ParentConsent)).one()
    account = db.session.scalars(select(Account)).one()
    assert (kept.person_id, kept.parent_name, kept.relation) == (account.person_id, "Nodira Karimova", "mother")
    assert (kept.notice, kept.language) == (NOTICE_VERSION, language)
    assert "Nodira Karimova" in reader.get(f"/{language}/me/data/").main


@pytest.mark.parametrize("missing", PARENT)
def test_a_child_without_a_parents_consent_has_none_and_is_told_kindly(reader, db, missing):
    page = fill_in(reader, status=400, age="child", **(PARENT | {missing: ""}))
    assert page.form("/sign-up/").find(id=f"{missing}-error")
    assert page.soup.find("details").has_attr("open")
    assert "hisobsiz ham bemalol oʻqish mumkin" in page.main
    assert not db.session.scalars(select(Account)).all()


def test_au29_what_no_form_of_ours_sends_is_refused(reader, db):
    fill_in(reader, status=400, age="7")
    fill_in(reader, status=400)
    fill_in(reader, status=400, age="child", **(PARENT | {"relation": "neighbour"}))
    fill_in(reader, status=400, age="child", **(PARENT | {"parent_name": "<script>"}))
    assert not db.session.scalars(select(Account)).all()


def test_of_a_grown_person_no_parent_is_kept(reader, db):
    fill_in(reader, age="grown", **PARENT)
    assert db.session.scalars(select(Account)).one()
    assert not db.session.scalars(select(ParentConsent)).all()


def test_no_birth_date_is_asked(reader):
    page = reader.get("/uz/sign-up/")
    assert {field["value"] for field in page.soup.select("input[name=age]")} == {"grown", "child"}
    assert not page.soup.select("input[type=date], [name*=birth]")


@pytest.mark.parametrize("language", ["uz", "uz-Cyrl", "ru"])
def test_who_agreed_to_an_older_notice_is_asked_once_calmly_and_both_consents_stay(reader, db, language):
    sign_up(reader)
    agree_to_an_older_notice(db)
    other = type(reader)(reader.app, language=language)
    page = sign_in(other)
    assert page.path.startswith(f"/{language}/me/consent/")
    assert f"/{language}/privacy/" in page.addresses
    assert f"/{language}/me/delete/" in page.addresses, "withdrawing is being erased"
    assert other.submit("/consent/agree").path == f"/{language}/me/"
    kept = db.session.scalars(select(Consent).order_by(Consent.given_at)).all()
    assert [(one.notice, one.language) for one in kept] == [("2026-11", "uz"), (NOTICE_VERSION, language)]
    assert sign_in(reader.stranger()).path == "/uz/me/"
    assert "/consent/agree" not in other.get(f"/{language}/me/consent/").html


def test_who_does_not_want_to_answer_goes_on_to_where_they_wanted(reader, db):
    sign_up(reader)
    agree_to_an_older_notice(db)
    other = reader.stranger()
    other.get("/uz/sign-in/?next=/uz/me/edit/")
    page = other.submit("/sign-in/", login="90 123 45 67", password=PASSWORD)
    assert page.links["Keyinroq, hozir davom etaman"] == "/uz/me/edit/"
    assert other.submit("/consent/agree").path == "/uz/me/edit/"
    assert "Maʼlumotlarimni" in other.get("/uz/me/").main


def test_agreeing_twice_keeps_one_consent(reader, db):
    sign_up(reader)
    agree_to_an_older_notice(db)
    other = reader.stranger()
    asked = sign_in(other)
    for _ in range(2):
        other.page = asked
        other.submit("/consent/agree")
    assert len(db.session.scalars(select(Consent)).all()) == 2


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_au06_the_way_on_stays_here(reader, db, evil):
    sign_up(reader)
    agree_to_an_older_notice(db)
    page = reader.get(f"/uz/me/consent/?next={evil}")
    assert "evil" not in page.main
    assert reader.post("/uz/me/consent/agree", {"next": evil}).path == "/uz/me/"
