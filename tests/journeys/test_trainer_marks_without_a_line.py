"""A trainer marks a class on a phone, the line goes, and every tap is there when it comes back."""

from app.centres.queries.attendance import list_attendance
from app.centres.types.attendance import Presence
from tests.support.browser import wait_until
from tests.support.browsing import Learner
from tests.support.centres import make_class
from tests.support.staff import PASSWORD

KEPT = "() => Object.keys(localStorage).filter(key => key.startsWith('marks '))"


def states(app, made):
    with app.app_context():
        return {one.subject: (one.state, len(one.history)) for one in list_attendance(made.meeting_id)}


def says(page, words):
    page.locator("#saving").get_by_text(words).wait_for()


def tap(page, subject, state):
    page.locator(f"[name='state.{subject}'][value='{state}']").check()


def test_taps_are_saved_at_once_and_wait_for_the_line_on_the_phone(app, phone):
    made = make_class(app)
    first, second, third = made.members[:3]
    trainer = Learner(phone, app)
    trainer.come_in_as_staff(made.trainer.login, PASSWORD)
    trainer.open(f"teach/groups/{made.cohort_id}/meetings/{made.meeting_id}/attendance/")
    phone.locator("button[name=all]").click()
    says(phone, "Saqlandi.")
    assert set(states(app, made).values()) == {(Presence.PRESENT, 1)}
    assert phone.locator("#there").inner_text() == "6"
    trainer.look()

    phone.context.set_offline(True)
    tap(phone, first, "late")
    says(phone, "Hali saqlanmadi")
    tap(phone, second, "absent")
    tap(phone, second, "left-early")
    assert len(phone.evaluate(KEPT)) == 1
    assert states(app, made)[first] == (Presence.PRESENT, 1)
    phone.context.set_offline(False)
    wait_until(phone, f"() => !({KEPT})().length")
    assert states(app, made)[first] == (Presence.LATE, 2)
    assert states(app, made)[second] == (Presence.LEFT_EARLY, 3)

    phone.route(
        "**/attendance/",
        lambda route: route.abort("internetdisconnected") if route.request.method == "POST" else route.continue_(),
    )
    tap(phone, third, "absent")
    says(phone, "Hali saqlanmadi")
    phone.reload()
    says(phone, "Hali saqlanmadi")
    assert phone.locator(f"[name='state.{third}'][value=absent]").is_checked()
    phone.unroute("**/attendance/")
    phone.evaluate("() => window.dispatchEvent(new Event('online'))")
    wait_until(phone, f"() => !({KEPT})().length")
    assert states(app, made)[third] == (Presence.ABSENT, 2)
    assert len(states(app, made)) == 6
