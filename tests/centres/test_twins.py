"""Two entries of one person: all that they did is seen under one name, and goes back to each when they are parted."""

from sqlalchemy import select

from app.accounts.models.merging import Merging
from app.centres.models.attendance import Attendance
from app.centres.queries.members import list_members
from app.centres.queries.twins import list_twins
from app.centres.rules.marking import Mark
from app.centres.service.attendance import mark_attendance
from app.centres.service.members import add_member, make_learner
from app.centres.types.attendance import Presence
from app.centres.types.people import MemberSource
from app.infra.database import db, write_tx
from app.kernel.locale import UZ
from app.kernel.permissions import Role, Scope, ScopeKind
from app.web.earned import list_certificates
from tests.support.centres import make_class
from tests.support.certified import certify
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import PASSWORD, someone, staff_member


def second_entry(app, made, name, person_id=None):
    with app.app_context(), write_tx():
        person = person_id or make_learner(name=name, phone=None, region="", district="", language=UZ)
        add_member(made.cohort_id, person, MemberSource.HAND, by=made.trainer.id)
    return person


def mark(app, made, person):
    with app.app_context(), write_tx():
        mark_attendance(made.meeting_id, [Mark(person_id=person, state=Presence.PRESENT)], "x", by=made.trainer.id)


def people_of(app, made):
    reader = signed_in(Reader(app), made.trainer.login, PASSWORD)
    reader.get(f"{made.page}people/")
    return reader


def test_one_person_in_two_scripts_is_joined_and_told_apart_exactly(app):
    made = make_class(app, members=2)
    first, second = made.members[1], second_entry(app, made, "Toʻlaganov Baxrom")
    mark(app, made, second)
    code = certify(app, second, is_printed=False)
    reader = people_of(app, made)
    assert "Bitta odam emasmi?" in reader.page.main
    done = reader.submit("/people/join")
    assert "Ikkisi bitta odam boʻldi" in done.main
    with app.app_context():
        assert [one.person_id for one in list_members(made.cohort_id)].count(first) == 1
        assert second not in {one.person_id for one in list_members(made.cohort_id)}
        assert [one.code for one in list_certificates(first)] == [code]
        merging = db.session.scalars(select(Merging)).one()
        assert merging.moved_ids == [second]
        assert db.session.scalars(select(Attendance.person_id)).all() == [second]
    assert len(reader.page.soup.select(".states li")) == 2
    reader.post(f"{made.page}people/join", {"person": first, "other": second})
    parted = reader.submit(f"/part/{merging.id}")
    assert "Yana ikki odam boʻldi" in parted.main
    reader.post(f"{made.page}people/part/{merging.id}")
    with app.app_context():
        assert {first, second} <= {one.person_id for one in list_members(made.cohort_id)}
        assert not list_certificates(first)
        assert [one.code for one in list_certificates(second)] == [code]


def test_who_signs_in_by_themselves_stays_and_two_logins_are_for_an_administrator(app):
    made = make_class(app, members=1)
    own = someone(app, "+998915550021", "Aziza Rahimova")
    second_entry(app, made, "", own.id)
    with app.app_context():
        (pair,) = list_twins(made.cohort_id)
        assert (pair.stays.person_id, pair.joined.person_id) == (own.id, made.members[0])
    other = someone(app, "+998915550022", "Азиза Раҳимова")
    second_entry(app, made, "", other.id)
    reader = people_of(app, made)
    assert "administrator birlashtiradi" in reader.page.main
    reader.post(f"{made.page}people/join", {"person": own.id, "other": other.id}, status=409)


def test_a_trainer_joins_nobody_who_holds_a_role_or_is_no_member(app):
    made = make_class(app, members=1)
    elsewhere = make_class(app, members=1, name="Olis")
    reader = people_of(app, made)
    reader.post(f"{made.page}people/join", {"person": made.members[0], "other": elsewhere.members[0]}, status=404)
    boss = staff_member(
        app, "boss@example.uz", Role.MANAGER, Scope(kind=ScopeKind.CENTRE, key=made.centre_id), name="Aziza Rahimova"
    )
    second_entry(app, made, "", boss.id)
    reader.post(f"{made.page}people/join", {"person": made.members[0], "other": boss.id}, status=409)


def test_both_memberships_end_when_a_joined_person_leaves(app):
    made = make_class(app, members=1)
    second_entry(app, made, "Азиза Рахимова")
    reader = people_of(app, made)
    reader.submit("/people/join")
    reader.submit(f"{made.members[0]}/remove")
    with app.app_context():
        assert list_members(made.cohort_id) == []
