"""Brings an installation up to date: database, keys, courses, demo people. Prints the people; the rest is told aside.

The same as four commands of `flask --app wsgi`, in one process: Python is started once and not three times.
"""

import contextlib
import sys

from flask.cli import ScriptInfo

from wsgi import app

DEMO_MANAGER = "+998900000007"
"""As `accounts create-demo` makes them."""


def run(*words: str) -> bool:
    """Run a command of ours; whether it went well."""
    return not app.cli.main(args=list(words), obj=ScriptInfo(create_app=lambda: app), standalone_mode=False)


with contextlib.redirect_stdout(sys.stderr):
    run("db", "upgrade")
    run("certificates", "keys", "new", "--unless-there")
    is_published = run("content", "publish")
if not is_published and not app.extensions["release_digest"]():
    sys.exit("Nothing is published yet, and the courses have faults: mend them and start again.")
if not is_published:
    sys.stderr.write("The courses have faults: what was published before is served.\n")
run("accounts", "create-demo")
run("centres", "create-demo", DEMO_MANAGER)
