"""The rules of the house that a syntax tree can show. Each takes a file's path and tree, and yields faults."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

FORBIDDEN_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "core", "lib"})
CLOCK_CALLS = frozenset(
    {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "func.now", "func.current_timestamp"}
    | {
        f"time.{name}"
        for name in ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "localtime", "gmtime")
    }
)
ENVIRONMENT = frozenset({"os.environ", "os.getenv", "os.environb", "os.putenv"})
NEEDS_REASON = re.compile(r"#\s*(noqa|type:\s*ignore|pragma|nosec|fmt:\s*(?:off|skip)|ruff:\s*noqa)\b(.*)")
HAS_REASON = re.compile(r"^(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\])?\s*(?:-|—|#)\s*\w+")

WALLS: dict[str, str] = {
    "environment": "config.py",
    "clock": "app/kernel/clock.py",
    "commit": "app/infra/database.py",
}
"""What may be done in one file only."""


def faults(path: str, source: str) -> Iterator[str]:
    """Every broken rule in one Python file, as `path:line: sentence`."""
    tree = ast.parse(source)
    checks = (environment, clock, commits, late_imports, package_words, dataclasses, tables)
    for check in checks:
        for line, sentence in check(path, tree):
            yield f"{path}:{line}: {sentence}"
    for sentence in module_name(path):
        yield f"{path}:1: {sentence}"
    for line, text in enumerate(source.splitlines(), 1):
        if unexplained(text):
            yield f"{path}:{line}: a suppression without a reason"


def environment(path: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Settings come from the environment in one place."""
    if path == WALLS["environment"]:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and dotted(node) in ENVIRONMENT:
            yield node.lineno, "the environment is read in config.py only"
        if imported_from(node) & ENVIRONMENT:
            yield node.lineno, "the environment is read in config.py only"


def clock(path: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The time comes from the kernel's clock, so that a test can set it."""
    if path == WALLS["clock"]:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ".".join(dotted(node).split(".")[-2:]) in CLOCK_CALLS:
            yield node.lineno, f"{dotted(node)}: the time is told by app/kernel/clock.py only"
        if imported_from(node) & CLOCK_CALLS:
            yield node.lineno, "the time is told by app/kernel/clock.py only"


def commits(path: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The door's transaction commits, and nothing else does."""
    if path == WALLS["commit"]:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
            yield node.lineno, "commit() is called in app/infra/database.py only"


def late_imports(_path: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Imports stand at the top, where circles show."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node.lineno, f"an import inside {function.name}()"


def package_words(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """`__init__.py` says what the package is for, and nothing else."""
    if PurePosixPath(path).name != "__init__.py":
        return
    is_words = len(tree.body) == 1 and ast.get_docstring(tree)
    if not is_words:
        yield 1, "__init__.py holds a docstring and nothing else"


def dataclasses(path: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """What crosses walls is frozen and built by keyword."""
    if PurePosixPath(path).name not in {"types.py", "events.py"}:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for mark in node.decorator_list:
                name = dotted(mark.func if isinstance(mark, ast.Call) else mark)
                given = {word.arg for word in mark.keywords} if isinstance(mark, ast.Call) else set()
                if name.endswith("dataclass") and not {"frozen", "kw_only"} <= given:
                    yield node.lineno, f"{node.name} is not frozen and keyword-only"


def tables(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """A table carries its room's name; keys across rooms go by table name, relationships stay inside."""
    place = PurePosixPath(path)
    own = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id="__tablename__")], value=ast.Constant(value=str(name))):
                if not name.startswith(f"{place.parts[1]}_"):
                    yield node.lineno, f"the table {name} does not begin with {place.parts[1]}_"
            case ast.Call(func=ast.Name(id="ForeignKey"), args=[first, *_]) if not isinstance(first, ast.Constant):
                yield node.lineno, "a foreign key names its table in text"
            case ast.Call(func=ast.Name(id="relationship"), args=[ast.Constant(value=str(name)), *_]):
                if name not in own:
                    yield node.lineno, f"a relationship to {name}, which is not of this room"


def module_name(path: str) -> Iterator[str]:
    """A file says what it is about."""
    for part in (*PurePosixPath(path).parts[:-1], PurePosixPath(path).stem):
        if part in FORBIDDEN_NAMES:
            yield f"{part} says nothing; name the subject"


def unexplained(line: str) -> bool:
    """Whether a line silences a tool without saying why."""
    found = NEEDS_REASON.search(line)
    return bool(found and not HAS_REASON.match(found.group(2).strip()))


def imported_from(node: ast.AST) -> set[str]:
    """`os.getenv` for `from os import getenv`."""
    return {f"{node.module}.{alias.name}" for alias in node.names} if isinstance(node, ast.ImportFrom) else set()


def dotted(node: ast.AST) -> str:
    """`a.b.c` for nested attributes; what is not a name becomes empty."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            return f"{dotted(value)}.{attribute}"
        case _:
            return ""
