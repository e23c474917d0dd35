from datetime import UTC, date, datetime

import pytest

from app.kernel.dates import MONTHS, format_date
from app.kernel.locale import LANGUAGES


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("uz", "2026-yil 5-sentabr"),
        ("uz-Cyrl", "2026 йил 5 сентябрь"),
        ("ru", "5 сентября 2026 года"),
        ("kaa", "2026-jıl 5-sentyabr"),
        ("en", "5 September 2026"),
    ],
)
def test_a_day_is_written_as_people_write_it(tag, written):
    assert format_date(date(2026, 9, 5), tag) == written
    assert format_date(datetime(2026, 9, 5, 23, 59, tzinfo=UTC), tag) == written


def test_every_language_of_the_house_has_twelve_months():
    assert {tag: len(set(names)) for tag, names in MONTHS.items()} == dict.fromkeys(LANGUAGES, 12)


def test_a_language_that_we_do_not_have_is_an_error():
    with pytest.raises(KeyError):
        format_date(date(2026, 9, 5), "de")
