"""The regions and districts of the country, in the reader's language."""

import csv
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from app.accounts.types import Place, Region
from app.kernel.locale import RU, UZ_CYRL, Tag
from app.kernel.uzbek import sort_key

DATA = Path(__file__).parents[1] / "data"


@cache
def list_regions(tag: Tag) -> tuple[Region, ...]:
    """The regions of the country with their districts, named and sorted in this language."""
    column = {RU: "ru", UZ_CYRL: "uz_cyrl"}.get(tag, "uz_latn")
    with (DATA / "districts.csv").open(encoding="utf-8", newline="") as file:
        districts = list(csv.DictReader(file))
    regions = json.loads((DATA / "regions.json").read_text(encoding="utf-8"))
    named = [
        Region(
            key=region["iso"],
            name=region[column],
            districts=_sorted(
                Place(key=row["soato"], name=row[column]) for row in districts if row["region"] == region["iso"]
            ),
        )
        for region in regions
    ]
    return tuple(sorted(named, key=lambda region: sort_key(region.name)))


def _sorted(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda place: sort_key(place.name)))


def find_region_name(tag: Tag, region: str, district: str) -> tuple[str, str]:
    """The names of a region and of a district in it; empty where none was chosen."""
    found = next((one for one in list_regions(tag) if one.key == region), None)
    place = next((one for one in found.districts if one.key == district), None) if found else None
    return (found.name if found else "", place.name if place else "")


def region_of(district: str) -> str | None:
    """The region that a district lies in; None for an unknown district."""
    return _districts().get(district)


@cache
def _districts() -> dict[str, str]:
    with (DATA / "districts.csv").open(encoding="utf-8", newline="") as file:
        return {row["soato"]: row["region"] for row in csv.DictReader(file)}
