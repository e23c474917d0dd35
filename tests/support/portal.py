"""The one course that tests read: the real one about the portal, apart from the others, which come and go."""

import shutil
from pathlib import Path

HOUSE = Path(__file__).parents[2]
COURSE = "my-gov-uz"
SHARED = ("courses/services.yml", "courses/script.yml")


def portal_course(folder: Path) -> Path:
    """A content root in this folder with that course, its quizzes, the registers and the designs; made once."""
    root = folder / "content"
    if not root.exists():
        for name in (f"courses/{COURSE}", f"quizzes/{COURSE}", "certificates"):
            shutil.copytree(HOUSE / name, root / name)
        for name in SHARED:
            shutil.copy(HOUSE / name, root / name)
    return root
