"""Whatever the house writes into its audit log has a name in people's words on the page of the log."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from app.staff.routes.words import deed_text

DEED = re.compile(
    r"(?:accounts|helpdesk|operations|privacy|quizzes|practice|certificates|seals|centres)\.[a-z]+(?:-[a-z]+)*|telegram-\w+"
)
ROOT = Path(__file__).parents[2] / "app"


def _names_record(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return getattr(called, "id", getattr(called, "attr", "")) == "record"


def _deeds_in(function: ast.AST) -> Iterator[str]:
    """Strings that look like a deed, in a function that writes one down."""
    nodes = list(ast.walk(function))
    if any(map(_names_record, nodes)):
        strings = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
        yield from (text for text in strings if DEED.fullmatch(text))
    for node in nodes:
        if isinstance(node, ast.keyword) and node.arg == "action" and isinstance(node.value, ast.Constant):
            yield from filter(DEED.fullmatch, [str(node.value.value)])


def deeds() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py"))
    functions = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {deed for function in functions for deed in _deeds_in(function)}


def test_every_deed_of_the_audit_log_is_told_in_words(app: Flask) -> None:
    found = deeds()
    assert {"accounts.password-reset", "privacy.erased", "accounts.resume-code-made"} <= found
    with app.test_request_context("/uz/staff/audit/"):
        untold = [deed for deed in sorted(found - set(app.view_functions)) if not deed_text(deed, {})]
    assert untold == []
