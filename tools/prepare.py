"""Brings an installation up to date: database, keys, courses, demo people. Prints who they are, and the address.

The same as four commands of `flask --app wsgi`, in one process: Python is started once and not three times.
"""

import contextlib
import sys

from flask.cli import ScriptInfo

from app.kernel import lan
from tools.terminal import draw_qr
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
address = app.config["PUBLIC_URL"]
told = ["", f"  Savodxon: {address}"]
if app.extensions["settings"].is_for_class:
    others = [one for one in lan.list_addresses() if one not in address]
    told += [f"  also under {', '.join(others)}"] if others else []
    told += [
        "",
        draw_qr(f"{address}/"),
        "",
        f"  To print, once signed in as staff: {address}/uz/teach/address/poster.pdf",
    ]
sys.stdout.write("\n".join(told) + "\n")
