"""The tree is fit for any machine: it names none, its locks carry hashes, its front door is short."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[2]
LOCKED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
A_MACHINE = re.compile(r"/(?:work|root|home|tmp|Users)/[\w.]|py[e]nv")
"""Folders of one machine; a setting or `mktemp` says where on each."""
LONGEST_README = 200


def written():
    """Every text file that git keeps or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=HOUSE, capture_output=True, check=True)  # noqa: S603 - git, with words of ours
    names = listed.stdout.decode().split("\0")
    for name in filter(None, names):
        path = HOUSE / name
        if path.is_file() and path.suffix not in {".woff2", ".ttf", ".png", ".pdf", ".webp", ".mp4"}:
            yield name, path.read_text()


def machines_in(text):
    return [line.strip() for line in text.splitlines() if A_MACHINE.search(line)]


def test_no_file_names_a_machine():
    wrong = {name: found for name, text in written() if (found := machines_in(text))}
    assert not wrong


@pytest.mark.parametrize("place", ["work/main", "root/.cache", "home/ali", "tmp/x"])
def test_a_planted_machine_is_noticed(place):
    assert machines_in(f"open('/{place}')")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_a_hash_and_no_address(name):
    text = (HOUSE / name).read_text()
    assert "://" not in text
    assert "--index" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in entry, entry


def test_the_development_lock_holds_the_whole_runtime_lock():
    runtime = set(LOCKED.findall((HOUSE / "requirements.lock").read_text()))
    development = set(LOCKED.findall((HOUSE / "requirements-dev.lock").read_text()))
    assert runtime <= development


def test_the_lock_holds_what_the_project_asks_for():
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())
    for asked, name in (
        (project["project"]["dependencies"], "requirements.lock"),
        (project["dependency-groups"]["dev"], "requirements-dev.lock"),
    ):
        locked = dict(LOCKED.findall((HOUSE / name).read_text()))
        for requirement in map(Requirement, asked):
            version = locked.get(canonicalize_name(requirement.name))
            assert version, f"{name} lacks {requirement.name}: make lock"
            assert version in requirement.specifier, f"{name} has {requirement.name} {version}: make lock"


def test_the_front_door_is_short():
    assert len((HOUSE / "README.md").read_text().splitlines()) <= LONGEST_README


def test_a_file_that_a_paper_names_is_there():
    papers = [HOUSE / "README.md", HOUSE / "tests/README.md"]
    for paper in papers:
        for name in re.findall(
            r"`((?:app|tests|courses|quizzes|certificates|tools|migrations)/[\w./-]*)`", paper.read_text()
        ):
            assert (HOUSE / name).exists(), f"{paper.name} names {name}"
