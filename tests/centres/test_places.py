"""Centres, groups, meetings and members: what is kept of them, and who reaches them."""

import pytest

from app.centres.queries.members import list_members
from app.centres.queries.places import get_cohort, list_centres, list_cohorts
from app.centres.rules.codes import CENTRE, COHORT, new_code, read_code
from app.centres.service.members import add_member, make_learner, remove_member
from app.centres.service.places import close_cohort
from app.centres.types.people import MemberSource
from app.centres.types.places import ClosedError, NoSeatsError
from app.infra.database import write_tx
from app.kernel.errors import NotFoundError
from app.kernel.locale import UZ
from app.kernel.permissions import SITE, Scope, ScopeKind
from tests.support.centres import make_class
from tests.support.staff import ANDIJAN, BUKHARA, region


@pytest.mark.pure
@pytest.mark.parametrize("symbols", [CENTRE, COHORT])
def test_a_code_is_read_as_people_type_it(symbols):
    code = new_code(symbols)
    assert read_code(f" {code.lower()} ", symbols) == code
    assert read_code(code.replace("-", " "), symbols) == code
    assert read_code(f"http://10.42.0.1/uz/class/{code}/", symbols) == code
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert read_code(wrong, symbols) is None


def test_members_stand_in_the_order_of_the_alphabet_each_once(app, db):
    made = make_class(app)
    with app.app_context():
        names = [one.name for one in list_members(made.cohort_id)]
    assert len(names) == 6
    assert names[0] == "Aziza Rahimova"
    assert names.index("Dilfuza Gʻofurova") < names.index("Erkin Shodiyev")


def test_the_same_person_joins_a_group_once_and_leaves_it_once(app, db):
    made = make_class(app)
    person = made.members[0]
    with app.app_context(), write_tx():
        first = add_member(made.cohort_id, person, MemberSource.HAND, by=made.manager.id)
        assert add_member(made.cohort_id, person, MemberSource.SHEET, by=made.manager.id) == first
        remove_member(made.cohort_id, person, by=made.manager.id)
    with app.app_context(), pytest.raises(NotFoundError), write_tx():
        remove_member(made.cohort_id, person, by=made.manager.id)
    with app.app_context(), write_tx():
        assert add_member(made.cohort_id, person, MemberSource.HAND, by=made.manager.id) != first


def test_a_full_or_closed_group_takes_nobody(app, db):
    made = make_class(app, seats=6)
    with app.app_context(), write_tx():
        late = make_learner(name="Gulnora Karimova", phone=None, region="", district="", language=UZ)
    with app.app_context(), pytest.raises(NoSeatsError), write_tx():
        add_member(made.cohort_id, late, MemberSource.HAND, by=made.manager.id)
    with app.app_context(), write_tx():
        close_cohort(made.cohort_id, by=made.manager.id)
    with app.app_context(), pytest.raises(ClosedError), write_tx():
        add_member(made.cohort_id, late, MemberSource.HAND, by=made.manager.id)


def test_each_sees_the_groups_within_reach_and_no_others(app, db):
    made, other = make_class(app), make_class(app, name="Qorakoʻl")
    with app.app_context():
        own = {Scope(kind=ScopeKind.COHORT, key=made.cohort_id)}
        centre = {Scope(kind=ScopeKind.CENTRE, key=made.centre_id)}
        assert [one.id for one in list_cohorts(own)] == [made.cohort_id]
        assert [one.id for one in list_cohorts(centre)] == [made.cohort_id]
        assert {one.id for one in list_cohorts({region(BUKHARA)})} == {made.cohort_id, other.cohort_id}
        assert list_cohorts({region(ANDIJAN)}) == []
        assert len(list_cohorts({SITE})) == 2
        assert list_centres(own) == []
        assert get_cohort(made.cohort_id).places[0] in own
