"""Every route against every role, and against other people's things, from the table that the routes themselves declare.

A new route with an argument that names somebody's thing must be named in OTHERS_THINGS, or a test fails: whose thing
it is and who but its owner may reach it is what the largest class of faults of such sites is about.
"""

from io import BytesIO

import pytest
from sqlalchemy import select
from werkzeug.routing import BuildError

from app.accounts.models.phones import DeviceMember
from app.centres.queries.cards import find_card
from app.centres.queries.coming import list_wishes
from app.centres.queries.places import get_centre, get_cohort
from app.centres.queries.teaching import list_trainers
from app.centres.rules.rosters import Line
from app.centres.service.rosters import bring_roster
from app.centres.service.sign_ups import WishWords, ask_to_join
from app.certificates.service.batches import begin_batch
from app.infra.database import db, write_tx
from app.kernel.permissions import HELD, Circle, Permission, Role
from app.progress.documents import PURPOSE as REMINDERS
from app.web.signed import sign_id
from tests.support.centres import give_card, make_class
from tests.support.certified import certify, keep_print
from tests.support.helpdesk import DIFFERENT, ask, asked, told
from tests.support.packs import ask_for_pack, sheets_of
from tests.support.people import demo_people, signed_in
from tests.support.reader import Reader
from tests.support.seals import with_credential
from tests.support.staff import ANDIJAN, BUKHARA, PASSWORD, course, region, someone, staff_member
from tests.support.ways_back import add_face

ARGUMENTS = {
    "lang": "uz",
    "course": "x",
    "lesson": "x",
    "quiz": "x",
    "item": "x",
    "attempt": "x",
    "key": "x",
    "walk": "x",
    "number": 1,
    "code": "x",
    "token": "x",
}
ROLES = [None, *Role]

FOR_ALL = {"lang", "course", "lesson", "quiz", "number", "page", "name", "digest", "path", "key", "item"}
"""Arguments that name what is the same for everybody. Any other names a thing that is somebody's."""

NOBODY: frozenset[str] = frozenset()
FINDERS = frozenset({"trainer", "coordinator", "administrator", "trainer here"})
TEACHERS = FINDERS | {"manager"}
MARKERS = frozenset({"trainer", "manager", "coordinator", "administrator", "trainer of a course"})
MANAGERS = frozenset({"administrator"})
ISSUERS = frozenset({"administrator", "coordinator"})
ANSWERERS = FINDERS | {"author", "trainer of a course"}
CLASSES = frozenset({"trainer", "trainer here", "manager", "coordinator", "administrator"})
"""Who teaches in a region's centres; of one group its own trainer, of a centre its manager."""
RUNNERS = CLASSES - {"trainer", "trainer here"}
READERS = frozenset({"author", "reviewer", "coordinator", "administrator"})
OTHERS_THINGS = {
    "quizzes.resume": NOBODY,
    "quizzes.question": NOBODY,
    "quizzes.answer": NOBODY,
    "quizzes.hint": NOBODY,
    "quizzes.practise": NOBODY,
    "practice.screen": NOBODY,
    "practice.step": NOBODY,
    "practice.time": NOBODY,
    "quizzes.result": NOBODY,
    "quizzes.review": NOBODY,
    "quizzes.submit": NOBODY,
    "certificates.verify": None,  # printed to be shown to anybody
    "certificates.pdf": None,
    "certificates_api.credential": None,
    "certificates_api.badge": None,
    "quizzes.essay": MARKERS,
    "quizzes.mark": MARKERS,
    "staff.person": FINDERS,
    "staff.extra_time": TEACHERS,
    "staff.give_extra_time": TEACHERS,
    "staff.vouch": TEACHERS,
    "staff.vouched": TEACHERS,
    "staff.sittings": TEACHERS,
    "staff.sitting": TEACHERS,
    "staff.sitting_told": TEACHERS,
    "staff.correct": MANAGERS,
    "staff.corrected": MANAGERS,
    "staff.revoke": MANAGERS,
    "staff.revoked": MANAGERS,
    "staff.batch": ISSUERS,
    "staff.fetch_batch": ISSUERS,
    "staff.print_batch": ISSUERS,
    "staff.roles": MANAGERS,
    "staff.give": MANAGERS,
    "staff.given": MANAGERS,
    "staff.take": MANAGERS,
    "staff.reset": MANAGERS,
    "staff.close": MANAGERS,
    "staff.closed": MANAGERS,
    "staff.open_again": MANAGERS,
    "staff.look": MANAGERS,
    "staff.merge": MANAGERS,
    "staff.merge_preview": MANAGERS,
    "staff.merged": MANAGERS,
    "staff.unmerge": MANAGERS,
    "staff.unmerged": MANAGERS,
    "accounts.give_access": FINDERS,
    "accounts.choose_face": NOBODY,  # a face is known on its own phone only
    "accounts.enter_pin": NOBODY,
    "accounts.roster": NOBODY,  # a list is its bringer's
    "accounts.confirm": NOBODY,
    "centres.centre": RUNNERS,
    "centres.edit_centre": RUNNERS,
    "centres.change_centre": RUNNERS,
    "centres.shut_centre": RUNNERS,
    "centres.new_cohort": RUNNERS,
    "centres.open_cohort": RUNNERS,
    "centres.cohort": CLASSES,
    "centres.edit_cohort": RUNNERS,
    "centres.change_cohort": RUNNERS,
    "centres.shut_cohort": RUNNERS,
    "centres.appoint": RUNNERS,
    "centres.dismiss": RUNNERS,
    "centres.new_meeting": CLASSES,
    "centres.plan_meeting": CLASSES,
    "centres.edit_meeting": CLASSES,
    "centres.change_meeting": CLASSES,
    "centres.call_off": CLASSES,
    "centres.earned": CLASSES,
    "centres.issue_all": CLASSES,
    "centres.print_earned": CLASSES,
    "centres.people": CLASSES,
    "centres.add_person": CLASSES,
    "centres.remove_person": CLASSES,
    "centres.return_person": CLASSES,
    "centres.join_people": CLASSES,
    "centres.part_people": CLASSES,
    "centres.roster": CLASSES,
    "centres.read_roster": CLASSES,
    "centres.roster_lines": CLASSES,
    "centres.keep_roster": CLASSES,
    "centres.sign_ups": CLASSES,
    "centres.take_everybody": CLASSES,
    "centres.answer_wish": CLASSES,
    "centres.public_centre": None,  # on posters, for everybody
    "centres.public_cohort": None,
    "centres.sign_up_to": None,
    "centres.signed_up": None,
    "centres.cohort_poster_pdf": None,
    "centres.report": CLASSES,
    "centres.export_cohort": CLASSES,
    "centres.packs": CLASSES,
    "centres.ask_pack": CLASSES,
    "centres.fetch_pack": CLASSES,
    "centres.papers": CLASSES,
    "centres.enter_paper": CLASSES,
    "centres.check_paper": CLASSES,
    "centres.centre_report": RUNNERS,
    "centres.export_centre": RUNNERS,
    "centres.meeting": CLASSES,
    "centres.attendance": CLASSES,
    "centres.mark": CLASSES,
    "centres.door_scan": CLASSES,
    "centres.scanned": CLASSES,
    "centres.wall": CLASSES,
    "centres.helper": CLASSES,
    "centres.start_quiz": CLASSES,
    "centres.end_quiz": CLASSES,
    "centres.more_time": CLASSES,
    "centres.give_more_time": CLASSES,
    "centres.supervise": CLASSES,
    "centres.supervised": CLASSES,
    "centres.names": CLASSES,
    "centres.names_compared": CLASSES,
    "helpdesk.question": ANSWERERS,
    "helpdesk.answer": ANSWERERS,
    "helpdesk.take": ANSWERERS,
    "helpdesk.give_back": ANSWERERS,
    "helpdesk.to_authors": ANSWERERS,
    "helpdesk.close": ANSWERERS,
    "helpdesk.heap": READERS,
    "helpdesk.decide": READERS,
    "helpdesk.thread": None,  # for whoever holds the link, which cannot be guessed
    "helpdesk.more": None,
    "centres.cards": CLASSES,
    "centres.print_group_cards": CLASSES,
    "centres.reset_card_pin": CLASSES,
    "centres.renew_lost_card": CLASSES,
    "centres.open_door": CLASSES,
    "centres.shut_door": CLASSES,
    "centres.card": None,  # for whoever holds the code, which cannot be guessed, and knows the PIN
    "centres.short_card": None,
    "centres.enter_card": None,
    "centres.class_door": None,  # names nobody while no door is open
    "centres.class_again": None,
    "centres.choose_picture": NOBODY,  # nobody comes in by picture while no door is open
    "centres.enter_class": NOBODY,
    "progress.reminders": None,  # for whoever holds the signed link of a message
    "progress.leave": None,
}
"""Endpoint -> who but the owner may reach the thing; None for what is everybody's to see. One line a new route."""

BY_FORM = {
    "/uz/me/certificates/hide": lambda world: {"code": world["code"], "is_hidden": "y"},
}
"""Posts that name somebody's thing in a field: address -> fields with another person's ids. Nobody may."""

ACTORS = {
    "nobody": None,
    "administrator elsewhere": (Role.ADMINISTRATOR, region(ANDIJAN)),
    "coordinator elsewhere": (Role.COORDINATOR, region(ANDIJAN)),
    "trainer elsewhere": (Role.TRAINER, region(ANDIJAN)),
    "manager elsewhere": (Role.MANAGER, region(ANDIJAN)),
    "trainer here": (Role.TRAINER, region(BUKHARA)),
    "trainer of a course": (Role.TRAINER, course("my-gov-uz")),
    **{role.value: role for role in Role},
}
"""Who comes: a stranger, each role for the whole site, and roles in one place."""


def guarded(app):
    """Routes that are not for everyone: endpoint, method, address, who."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        who = app.extensions["policies"][rule.endpoint].who
        if who is Circle.EVERYONE:
            continue
        values = {name: ARGUMENTS.get(name, "x") for name in rule.arguments}
        try:
            yield adapter.build(rule.endpoint, values), rule.methods & {"GET", "POST"}, who
        except BuildError as error:
            raise AssertionError(f"give ARGUMENTS what {rule.rule} needs") from error


def expected(who, role):
    """Whether the door lets this role in."""
    if role is None:
        return False
    return who is Circle.SIGNED_IN or (isinstance(who, Permission) and who in HELD[role])


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_ad01_a_route_lets_in_whom_it_names_and_nobody_else(app, reader, role):
    if role is not None:
        signed_in(reader, *demo_people(app)[role])
    token = reader.get("/uz/me/").soup.find("input", attrs={"name": "_token"})["value"]
    for path, methods, who in guarded(app):
        for method in methods:
            answer = reader.client.open(path, method=method, data={"_token": token} if method == "POST" else None)
            is_refused = answer.status_code in {401, 403} or "/sign-in/" in answer.headers.get("Location", "")
            assert is_refused is not expected(who, role), f"{method} {path} for {role}: {answer.status_code}"


def test_au21_a_post_without_proof_changes_nothing(app, reader):
    signed_in(reader, *demo_people(app)["learner"])
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods:
            values = {name: ARGUMENTS.get(name, "x") for name in rule.arguments}
            path = adapter.build(rule.endpoint, values, method="POST")
            assert reader.client.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400, path
            assert reader.client.post(path, headers={"Origin": "https://evil.example"}).status_code == 400, path


def of_somebody(app):
    """Routes whose address names somebody's thing."""
    return [rule for rule in app.url_map.iter_rules() if rule.arguments - FOR_ALL]


def test_every_route_with_somebodys_thing_says_who_may_reach_it(app):
    there = {rule.endpoint for rule in of_somebody(app)}
    assert there - set(OTHERS_THINGS) == set(), "name these in OTHERS_THINGS: whose is it, and who may reach it?"
    assert set(OTHERS_THINGS) - there == set(), "these routes are gone"


def somebodys_world(app):
    """A learner of one region with everything that a person can have; URL arguments by name. A new kind of thing is
    made here, under the name that routes call it by."""
    owner = someone(app, "+998915550001", "Zulfiya Gʻulomova", lives_in=BUKHARA)
    other = someone(app, "+998915550002", "Zulfiya Gʻulomova", lives_in=BUKHARA)
    joined = someone(app, "+998915550003", "Zulfiya Gʻulomova", lives_in=BUKHARA)
    own = signed_in(Reader(app), owner.login, PASSWORD)
    own.get("/uz/courses/my-gov-uz/quiz/final/")
    attempt = own.submit("/begin").path.split("/attempt/")[1].split("/")[0]
    own.get("/uz/courses/my-gov-uz/practice/sign-in/")
    walk = own.submit("/begin", button="try").path.split("/walk/")[1].rstrip("/")
    ask(own)
    own.stranger().post(DIFFERENT, {"difference": "button"}, token=False, Sec_Fetch_Site="same-origin")
    add_face(own, "Karim bobo", "elder-skullcap", "7391")
    staff_member(app, "+998915550009", Role.ADMINISTRATOR)
    boss = signed_in(Reader(app), "+998915550009", PASSWORD)
    boss.get(f"{owner.page}merge/{joined.id}/")
    merged = boss.submit(f"/merge/{joined.id}/")
    boss.get("/uz/staff/people/list/")
    file = BytesIO(b"Ism;Telefon\nAziz Olimov;901234567\n")
    brought = boss.post("/uz/staff/people/list/read", {"file": (file, "a.csv")})
    class_ = make_class(app, members=2)
    pack = ask_for_pack(app, class_)
    attached = certify(app, other.id, is_printed=False)
    keep_print(app, attached, with_credential(b"{}"))
    return {
        "lang": "uz",
        "course": "my-gov-uz",
        "lesson": "tour",
        "quiz": "final",
        "number": 1,
        "attempt": attempt,
        "key": "sign-in",
        "walk": walk,
        "code": certify(app, owner.id),
        "certificates_api.credential.code": attached,
        "certificates_api.badge.code": attached,
        "helpdesk.thread.code": asked(app)[0].code,
        **card_of(app, class_),
        "person": owner.id,
        "centre": class_.centre_id,
        "cohort": class_.cohort_id,
        "meeting": class_.meeting_id,
        "pack": pack,
        "sheet": sheets_of(app, pack)[0].id,
        "grant": grant_of(app, class_),
        **coming_into(app, class_),
        "batch": batch_of(app, owner.id),
        "other": other.id,
        "question": asked(app)[0].id,
        "report": told(app)[0].id,
        "roster": brought.path.rstrip("/").rsplit("/", 1)[1],
        "member": member_of(app),
        "token": token_of(app, owner.id),
        "merging": merged.links["Ajratish"].rstrip("/").rsplit("/", 1)[1],
    }


def grant_of(app, class_):
    with app.app_context():
        return list_trainers(class_.cohort_id)[0].grant_id


def coming_into(app, class_):
    """A list that was brought for a group, a wish to come, and the group as everybody is shown it."""
    with app.app_context(), write_tx():
        cohort = get_cohort(class_.cohort_id)
        words = WishWords(name="Malika Umarova", phone=None, language=cohort.language, is_child=False)
        ask_to_join(cohort.id, words, sender="x")
        roster = bring_roster(cohort.id, [Line(number=2, name="Aziz Olimov")], (), by=class_.manager.id)
        wish = list_wishes(cohort.id)[0].id
    shown = ("public_centre", "public_cohort", "sign_up_to", "signed_up", "cohort_poster_pdf")
    lists = {f"centres.{one}.roster": roster for one in ("roster_lines", "keep_roster")}
    return lists | {f"centres.{one}.code": cohort.centre.code for one in shown} | {"group": cohort.code, "wish": wish}


def batch_of(app, person_id):
    """Certificates asked for many, of whom this person is one."""
    with app.app_context(), write_tx():
        return begin_batch("my-gov-uz", [person_id], title="Kuzgi guruh", by=None)


def token_of(app, person_id):
    """What stands in the link of a reminder."""
    with app.app_context():
        return sign_id(person_id, REMINDERS)


def card_of(app, class_):
    """A card of a member of the group, while no door is open to it."""
    with app.app_context():
        code, centre = give_card(app, class_, class_.members[0]), get_centre(class_.centre_id)
        endpoints = ("card", "short_card", "enter_card")
        doors = ("class_door", "class_again", "choose_picture", "enter_class")
        codes = {f"centres.{one}.code": code for one in endpoints}
        return codes | {f"centres.{one}.code": centre.code for one in doors} | {"card": find_card(code).id}


def member_of(app):
    """The face that was added to the phone."""
    with app.app_context():
        return db.session.scalars(select(DeviceMember.id)).one()


def come_in(app, actor):
    """Somebody at a browser, and the token of their posts."""
    who, reader = ACTORS[actor], Reader(app)
    if isinstance(who, tuple):
        staff_member(app, "+998915550008", *who)
        signed_in(reader, "+998915550008", PASSWORD)
    elif who is not None:
        signed_in(reader, *demo_people(app)[who])
    return reader, reader.get("/uz/me/").soup.find("input", attrs={"name": "_token"})["value"]


def is_refused(answer):
    """As if there were no such thing, or openly."""
    return answer.status_code in {401, 403, 404} or "/sign-in/" in answer.headers.get("Location", "")


@pytest.mark.parametrize("actor", ACTORS)
def test_ad01_nobody_reaches_another_persons_things(app, actor):
    world = somebodys_world(app)
    reader, token = come_in(app, actor)
    adapter = app.url_map.bind("localhost")
    for rule in of_somebody(app):
        allowed = OTHERS_THINGS[rule.endpoint]
        may_reach = allowed is None or actor in allowed
        method = "POST" if "POST" in rule.methods else "GET"
        if may_reach and method == "POST":
            continue  # what it does is tested where it is made
        named = {name: world.get(f"{rule.endpoint}.{name}", world.get(name)) for name in rule.arguments}
        path = adapter.build(rule.endpoint, named, method=method)
        answer = reader.client.open(path, method=method, data={"_token": token} if method == "POST" else None)
        assert is_refused(answer) is not may_reach, f"{method} {path} for {actor}: {answer.status_code}"
    for path, fields in BY_FORM.items():
        answer = reader.client.post(path, data={"_token": token} | fields(world))
        assert is_refused(answer), f"{path} for {actor}: {answer.status_code}"
