"""Slow work about people: reading a list, making accounts of it. Both go on where they broke off."""

from app.accounts.queries.rosters import get_roster
from app.accounts.service.rosters import APPLY, READ, apply_lines, end_reading, end_roster, keep_lines, understand
from app.infra.database import write_tx
from app.infra.jobs import Jobs, Payload, Settle

LINES_AT_ONCE = 1000


def register(jobs: Jobs) -> None:
    """Take on the room's work."""
    jobs.register(READ, read_roster)
    jobs.register(APPLY, apply_roster)


def read_roster(payload: Payload) -> Settle:
    """Read a file into lines, some at a time, so that others write between."""
    roster_id = str(payload["roster_id"])
    candidates = understand(get_roster(roster_id).file or b"")
    for start in range(0, len(candidates), LINES_AT_ONCE):
        with write_tx():
            keep_lines(roster_id, candidates[start : start + LINES_AT_ONCE])
    return lambda: end_reading(roster_id)


def apply_roster(payload: Payload) -> Settle:
    """Make the accounts of a list, some at a time."""
    roster_id = str(payload["roster_id"])
    is_left = True
    while is_left:
        with write_tx():
            is_left = apply_lines(roster_id) > 0
    return lambda: end_roster(roster_id)
