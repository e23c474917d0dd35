"""Days as whole numbers, as payloads and lists carry them: counted from 1 January 2020, in Tashkent."""

from datetime import date, timedelta

EPOCH = date(2020, 1, 1)
LAST = 100_000
"""A day number above it is no day of ours (the year 2293)."""


def day_number(day: date) -> int:
    """Days since the epoch; ValueError before it."""
    number = (day - EPOCH).days
    if not 0 <= number <= LAST:
        raise ValueError("a seal knows days from 2020 on")
    return number


def day_of_number(number: int) -> date:
    """The day again; ValueError for a number that no day has."""
    if not 0 <= number <= LAST:
        raise ValueError("not a day")
    return EPOCH + timedelta(days=number)
