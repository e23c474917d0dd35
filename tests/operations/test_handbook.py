"""The handbook tells the truth: its commands are run or at least known, its files are what their programs accept."""

import re
import shlex
import shutil
import subprocess
import sys

import click
import pytest

from app.kernel.sandbox import ROOT
from app.operations.queries.handbook import FOLDER, PAGES, get_chapter, shipped
from tests.support.portal import portal_course

BLOCK = re.compile(r"^ *```(sh|sh-test|text)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
OURS = re.compile(r"\b(?:savodxon|flask --app wsgi) ([a-z].*)")
UNITS = [name for name in shipped() if name.endswith(".service")]
PASSED_OVER = {"is", "starts", "stop"}
INSTALLED = """#!/bin/sh
exec {python} -m flask --app {root}/wsgi.py "$@"
"""


def blocks(page, kind):
    """The blocks of code of a page, without what sets them in."""
    text = (FOLDER / f"{page}.md").read_text()
    return [re.sub("^    ", "", code, flags=re.MULTILINE) for found, code in BLOCK.findall(text) if found == kind]


def commands_of(page):
    for kind in ("sh", "sh-test"):
        for block in blocks(page, kind):
            for line in block.splitlines():
                if line.startswith(("savodxon ", "flask ")):
                    yield OURS.match(line)[1]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """A machine with nothing on it but the code: where `savodxon` is, and the environment."""
    folder = tmp_path_factory.mktemp("machine")
    (folder / "bin").mkdir()
    command = folder / "bin" / "savodxon"
    command.write_text(INSTALLED.format(python=sys.executable, root=ROOT))
    command.chmod(0o755)
    return {
        "PATH": f"{folder / 'bin'}:/usr/bin:/bin",
        "CONTENT_ROOT": str(portal_course(folder)),
        "DATA_DIR": str(folder / "data"),
        "BACKUP_DIR": str(folder / "backups"),
        "DRILL": str(folder / "drill"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def test_the_commands_of_the_handbook_work_on_a_new_machine(scratch):
    """In the order of its pages: installing, upgrading, backup, restore, incident."""
    ran = []
    for page in PAGES:
        for block in blocks(page, "sh-test"):
            done = subprocess.run(  # noqa: S603 - what the handbook says
                ["/bin/bash", "-euo", "pipefail", "-c", block], env=scratch, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{page}.md:\n{block}\n{done.stdout}{done.stderr[-2000:]}"
            ran.append((page, block, done.stdout + done.stderr))
    said = "".join(out for _page, _block, out in ran)
    assert {page for page, _block, _out in ran} == {"install", "upgrade", "backup", "restore", "incident"}
    for expected in ("Published release", "Made ", "Good.", "Restored in", "entries; the end is", "audit head: "):
        assert expected in said, expected


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_ours_that_a_page_names_exists_with_its_options(app, page):
    for words in commands_of(page):
        command, options = app.cli, shlex.split(words)
        while isinstance(command, click.Group):
            command = command.commands[options.pop(0)]
        known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
        assert {word for word in options if word.startswith("--")} <= known, words


@pytest.mark.parametrize("page", PAGES)
def test_what_a_tired_person_types_is_valid_shell(page):
    for kind in ("sh", "sh-test"):
        for block in blocks(page, kind):
            subprocess.run(["/bin/bash", "-n", "-c", block], check=True, capture_output=True)  # noqa: S603 - only read


@pytest.mark.parametrize("page", PAGES)
def test_no_fence_is_left_in_a_page(page):
    body = get_chapter(page).body
    assert "```" not in body
    assert "[[" not in body


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_accepts_a_unit(unit, tmp_path):
    program = shutil.which("systemd-analyze")
    assert program, "systemd-analyze is missing: tools/setup test installs it"
    text = shipped()[unit].read_text()
    assert "User=savodxon" in text
    assert "Restart=always" in text
    # The programs of the units are where the handbook puts them, which is not here.
    here = tmp_path / unit
    here.write_text(re.sub(r"/srv/savodxon/.venv/bin/\w+", "/bin/true", text))
    done = subprocess.run([program, "verify", str(here)], capture_output=True, text=True, check=False)  # noqa: S603 - found above
    about_us = [line for line in done.stderr.splitlines() if unit in line and "savodxon.service" not in line]
    assert not [line for line in about_us if "Unknown" in line or "rror" in line], done.stderr


def test_the_unit_starts_the_site_as_make_serve_does():
    """What was measured for one holds for the other."""
    wanted = re.findall(
        r"(--(?:blocking|backlog|respawn|workers-kill|http1)[\w-]*(?: [\d.]+)?)", (ROOT / "tools/serve").read_text()
    )
    text = shipped()["savodxon.service"].read_text()
    assert wanted
    assert [one for one in wanted if one not in text] == []


def test_the_proxy_keeps_slow_people_away_from_the_site_and_their_words_out_of_its_log():
    text = shipped()["savodxon.nginx"].read_text()
    for line in (
        "proxy_request_buffering on;",
        "client_max_body_size 64k;",
        "client_header_timeout 10s;",
        "client_body_timeout 15s;",
        "gzip off;",
        "return 301 https://",
        "limit_conn savodxon ",
    ):
        assert line in text, line
    told = re.search(r"log_format.*?;", text, re.DOTALL)[0]
    assert not re.search(r"\$(?:request\b|request_uri|args|query_string|http_referer|http_cookie)", told)
    assert "Strict-Transport-Security" not in text
