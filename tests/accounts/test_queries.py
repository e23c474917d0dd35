"""What can be asked about people and places."""

import pytest

from app.accounts.queries.people import find_credentials, find_profile, get_profile
from app.accounts.queries.places import find_region_name, list_regions, region_of
from app.accounts.queries.roles import list_grants
from app.accounts.queries.sessions import find_session, list_tries
from app.kernel.errors import NotFoundError
from app.kernel.ids import new_id
from app.kernel.locale import RU, UZ, UZ_CYRL

TAGS = (UZ, UZ_CYRL, RU)


@pytest.mark.parametrize("tag", TAGS)
def test_the_country_has_fourteen_regions_and_each_has_districts(tag):
    regions = list_regions(tag)
    assert len(regions) == 14
    assert all(region.districts for region in regions)
    assert sum(len(region.districts) for region in regions) > 200


@pytest.mark.parametrize("tag", TAGS)
def test_every_place_has_its_own_key_and_a_name(tag):
    places = [place for region in list_regions(tag) for place in (region, *region.districts)]
    assert len({place.key for place in places}) == len(places)
    assert all(place.name and 0 < len(place.key) <= 10 for place in places)


def test_places_are_sorted_by_the_uzbek_alphabet():
    tashkent = next(region for region in list_regions(UZ) if region.key == "UZ-TK")
    names = [district.name for district in tashkent.districts]
    assert names.index("Yunusobod tumani") < names.index("Shayxontohur tumani") < names.index("Chilonzor tumani")


def test_a_district_tells_its_region():
    for region in list_regions(UZ):
        assert {region_of(district.key) for district in region.districts} == {region.key}
    assert region_of("0") is None
    assert region_of("") is None


def test_the_name_of_a_place_is_in_the_readers_language():
    assert find_region_name(UZ, "UZ-QR", "1735401") == ("Qoraqalpogʻiston Respublikasi", "Nukus shahri")
    assert find_region_name(RU, "UZ-QR", "1735401") == ("Республика Каракалпакстан", "город Нукус")
    assert find_region_name(UZ_CYRL, "UZ-QR", "") == ("Қорақалпоғистон Республикаси", "")
    assert find_region_name(UZ, "", "1735401") == ("", "")


def test_nobody_is_found_where_nobody_is(db):
    assert find_credentials("+998901234567") is None
    assert find_credentials("ali@mail.uz") is None
    assert find_session("0" * 64) is None
    assert find_profile(new_id()) is None
    assert list_grants(new_id()) == ()
    assert list_tries("0" * 64, 10) == []
    with pytest.raises(NotFoundError):
        get_profile(new_id())
