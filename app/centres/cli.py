"""The operator's door: a centre for a first look."""

from datetime import time, timedelta

import click
from flask.cli import AppGroup

from app.accounts.queries.people import find_credentials
from app.centres.queries.places import list_open_centres
from app.centres.queries.teaching import list_keys
from app.centres.service.members import add_member, make_learner
from app.centres.service.places import CentreWords, CohortWords, MeetingWords, open_centre, open_cohort, plan_meeting
from app.centres.types.people import MemberSource
from app.centres.types.places import CentreKind
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.dates import at
from app.kernel.locale import UZ

NAMES = (
    "Aziza Rahimova",
    "Bahrom Toʻlaganov",
    "Dilfuza Gʻofurova",
    "Эркин Шодиев",
    "Feruza Yoʻldosheva",
    "Жамила Ҳакимова",
)
REGION = "UZ-TK"
BEGINS, ENDS = time(10), time(12)
DAYS = (0, 2, 7)
"""Days from today on which the group meets; the last has the test."""


@click.group("centres", cls=AppGroup)
def commands() -> None:
    """Centres: one for a first look."""


@commands.command("create-demo")
@click.argument("manager")
def create_demo(manager: str) -> None:
    """Open a centre with a group of six people who have no telephone, run by MANAGER (telephone or e-mail).

    For a first look, on no public site. Nothing happens when there is a centre already.
    """
    known = find_credentials(manager)
    if known is None:
        raise click.ClickException(f"nobody signs in with {manager}.")
    if list_open_centres():
        return
    keys = list_keys(UZ)
    if not keys:
        raise click.ClickException("nothing is published that a group could learn.")
    with write_tx():
        cohort_id = _open(known.person_id, keys[0][0])
        for name in NAMES:
            person_id = make_learner(name=name, phone=None, region=REGION, district="", language=UZ)
            add_member(cohort_id, person_id, MemberSource.HAND, by=known.person_id)
    click.echo(f"group /uz/teach/groups/{cohort_id}/")


def _open(by: str, key: str) -> str:
    today = clock.today()
    centre_id = open_centre(
        CentreWords(
            name="Namuna kutubxonasi",
            kind=CentreKind.LIBRARY,
            region=REGION,
            district="",
            address="Namuna koʻchasi, 1",
            contact="Qabulxona, 1-qavat",
        ),
        by=by,
    )
    cohort_id = open_cohort(
        centre_id,
        CohortWords(
            title="Namuna guruhi",
            key=key,
            language=UZ,
            starts_on=today,
            ends_on=today + timedelta(days=DAYS[-1]),
            room="2-xona",
        ),
        by=by,
    )
    for days in DAYS:
        day = today + timedelta(days=days)
        words = MeetingWords(begins_at=at(day, BEGINS), ends_at=at(day, ENDS), has_quiz=days == DAYS[-1])
        plan_meeting(cohort_id, words, by=by)
    return cohort_id
