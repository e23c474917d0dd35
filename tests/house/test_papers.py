"""What can be set or commanded is written down for those who run an installation."""

import re
from pathlib import Path

import click
import pytest

HOUSE = Path(__file__).parents[2]
PAPERS = [HOUSE / "README.md", *(HOUSE / "app/handbook").glob("*.md")]


@pytest.fixture(scope="module")
def told():
    return "\n".join(paper.read_text() for paper in PAPERS)


def settings():
    return sorted(set(re.findall(r"env(?:\.get\(|\[)\"([A-Z_]+)\"", (HOUSE / "config.py").read_text())))


def commands(group, path=()):
    """Every command below a group, as the words that are typed."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("name", settings())
def test_a_setting_is_documented(name, told):
    assert f"`{name}`" in told


def test_every_command_of_ours_is_documented(app, told):
    ours = {name: command for name, command in app.cli.commands.items() if name not in {"db", "run", "shell", "routes"}}
    assert ours
    missing = [" ".join(words) for words in commands(click.Group(commands=ours)) if " ".join(words) not in told]
    assert not missing


def test_every_command_says_what_it_does(app):
    def silent(group, path=()):
        for name, command in group.commands.items():
            if not (command.help or command.short_help):
                yield " ".join((*path, name))
            if isinstance(command, click.Group):
                yield from silent(command, (*path, name))

    assert not list(silent(app.cli))
