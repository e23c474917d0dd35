"""One rendering child for all tests of content, and a compiler of small trees."""

import pytest

from app.content.build import compile_content
from app.content.markdown.engine import Engine
from tests.support.tree import LANGUAGES, LESSON, LESSON_RU, lesson, lesson_ru, tree


@pytest.fixture(scope="session")
def engine():
    engine = Engine()
    yield engine
    engine.close()


@pytest.fixture
def compiled(tmp_path, engine):
    """Compile the small course with some files changed; nothing is kept unless a folder is given."""

    def run(files=None, *, folder=None, languages=LANGUAGES, **more):
        root = tree(tmp_path / "root", files)
        return compile_content(root, languages, folder, engine=engine, **more)

    return run


@pytest.fixture
def codes(compiled):
    """The faults of the small course with some files changed, as `file:line: code`."""

    def run(files=None, **more):
        return [f"{fault.file}:{fault.line}: {fault.code}" for fault in compiled(files, **more).faults]

    return run


@pytest.fixture
def body(compiled):
    """The HTML of a lesson with this body, which stands alone in Uzbek."""

    def run(text, *, files=None, tag="uz"):
        made = compiled(
            {LESSON: lesson(text), LESSON_RU: lesson_ru(text), **(files or {})}, languages=("uz", "uz-Cyrl")
        )
        assert not made.errors, "\n".join(map(str, made.errors))
        return made.release.courses[0].lessons[0].texts[tag].body_html

    return run
