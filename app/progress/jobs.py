"""Reminding: once a day, in batches; each batch asks two queries, however many people are in it."""

from dataclasses import dataclass
from datetime import datetime

from app.infra.jobs import Jobs, Payload, Settle, enqueue
from app.infra.outbox import Channel, count_today, get_outbox
from app.kernel import clock
from app.progress.documents import ReminderText, leave_link, reminder_text
from app.progress.queries import find_step, list_learners
from app.progress.rules import FROM, choose_channel, courses_to_remind, end_of_day, is_time_to_write
from app.progress.service import remind
from app.progress.types import Learner
from app.web.i18n import in_language

REMIND, REMIND_ON = "progress.remind", "progress.remind_on"
AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Due:
    """A reminder that is to be sent."""

    person_id: str
    course_key: str
    number: int
    channel: Channel
    address: str
    words: ReminderText
    leave_link: str


def register(jobs: Jobs) -> None:
    """Take on the room's work."""
    jobs.register_daily(REMIND, remind_batch, at=FROM)
    jobs.register(REMIND_ON, remind_batch)


def remind_batch(payload: Payload) -> Settle:
    """Remind those of the next batch who are due, then ask for the batch after it."""
    now, day = clock.now(), str(payload["day"])
    outbox = get_outbox()
    is_room_left = count_today() < outbox.limits.to_all // 2
    if day != clock.day_of(now).isoformat() or not is_time_to_write(now) or not outbox.plugs or not is_room_left:
        return lambda: None
    learners = list_learners(str(payload.get("after", "")), AT_ONCE)
    due = [one for learner in learners if (one := _due(learner, now)) is not None]

    def settle() -> None:
        for one in due:
            _remind(one, end_of_day(now))
        if len(learners) == AT_ONCE:
            after = learners[-1].key
            enqueue(REMIND_ON, {"day": day, "after": after}, key=f"{REMIND_ON} {day} {after}")

    return settle


def _due(learner: Learner, now: datetime) -> Due | None:
    """The one reminder that this person gets today, if any."""
    chosen = choose_channel(learner.addresses, get_outbox().plugs)
    if chosen is None:
        return None
    for course_key in courses_to_remind(learner.facts, now):
        facts = learner.facts.courses[course_key]
        with in_language(learner.language) as language:
            step = find_step(course_key, facts, language.tag)
            if step is not None:
                link = leave_link(learner.person_id)
                return Due(
                    person_id=learner.person_id,
                    course_key=course_key,
                    number=facts.reminders + 1,
                    channel=Channel(chosen),
                    address=learner.addresses[chosen],
                    words=reminder_text(step, Channel(chosen), link),
                    leave_link=link,
                )
    return None


def _remind(due: Due, until: datetime) -> None:
    remind(
        due.person_id,
        due.course_key,
        due.number,
        channel=due.channel,
        address=due.address,
        subject=due.words.subject,
        text=due.words.text,
        leave_url=due.leave_link,
        expires_at=until,
    )
