"""Every route names who may use it, and an address that was once given out stays."""

from pathlib import Path

import pytest
from flask import Flask

from app.kernel.permissions import Circle
from app.web.room import Room, check_policies

TABLE = Path(__file__).with_name("permanent_urls.txt")


def written():
    """The lines of the table: who, method, address."""
    lines = TABLE.read_text().splitlines()
    return {tuple(line.split()) for line in lines if line.strip() and not line.startswith("#")}


def standing(app):
    """The same, as the application has it."""
    policies = app.extensions["policies"]
    return {
        (str(policies[rule.endpoint].who), method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


def test_the_table_of_addresses_is_exactly_what_the_site_answers(app):
    """AD01. An address that goes is a broken link or poster; one that comes is written down with who may use it."""
    gone, new = written() - standing(app), standing(app) - written()
    assert not gone, f"these addresses are printed somewhere and answer no more: {sorted(gone)}"
    assert not new, f"write these into {TABLE.name}: {sorted(new)}"


def test_a_route_that_names_nobody_cannot_be_registered():
    room = Room("rooms", __name__)
    with pytest.raises(TypeError, match="must name who may use it"):
        room.add_url_rule("/x", view_func=lambda: "")
    with pytest.raises(TypeError, match="must name who may use it"):
        room.add_url_rule("/x", view_func=lambda: "", who="everyone")


def test_a_route_outside_of_rooms_stops_the_start():
    app = Flask(__name__, static_folder=None)
    app.extensions["policies"] = {}
    app.add_url_rule("/x", "x", lambda: "")
    with pytest.raises(TypeError, match="/x"):
        check_policies(app)


def test_reading_and_writing_are_different_routes(app):
    for rule in app.url_map.iter_rules():
        asked = rule.methods - {"HEAD", "OPTIONS"}
        assert asked in ({"GET"}, {"POST"}), rule


def test_a_page_kept_for_all_is_open_to_all(app):
    for endpoint, policy in app.extensions["policies"].items():
        if policy.prebuilt is not None:
            assert policy.who is Circle.EVERYONE, endpoint
