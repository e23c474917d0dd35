"""The one course that tests read: the real one about the portal, apart from the others, which come and go."""

import re
import shutil
from pathlib import Path

HOUSE = Path(__file__).parents[2]
COURSE = "my-gov-uz"
WALK = re.compile(r"^## [^\n]*\{#q-status-walk .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
"""The question that is a walk of many pages: a learner of the tests answers questions one page each."""
SHARED = ("courses/services.yml", "courses/script.yml")


def portal_course(folder: Path) -> Path:
    """A content root in this folder with that course, its quizzes, the registers and the designs; made once."""
    root = folder / "content"
    if not root.exists():
        for name in (f"courses/{COURSE}", f"quizzes/{COURSE}", "certificates"):
            shutil.copytree(HOUSE / name, root / name)
        for name in SHARED:
            shutil.copy(HOUSE / name, root / name)
        for final in (root / f"quizzes/{COURSE}").glob("final.*.md"):
            final.write_text(WALK.sub("", final.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    return root
