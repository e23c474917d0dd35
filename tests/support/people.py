"""People for tests: one demo person a role, and readers who are signed in as them."""

from flask import Flask

from tests.support.reader import Reader


def demo_people(app: Flask) -> dict[str, tuple[str, str]]:
    """Login and password of each role, made by the operator's own command."""
    answer = app.test_cli_runner().invoke(args=["accounts", "create-demo"])
    assert answer.exit_code == 0, answer.output
    words = (line.split() for line in answer.output.splitlines())
    return {role: (login, password) for role, login, password in (line for line in words if len(line) == 3)}


def signed_in(reader: Reader, login: str, password: str) -> Reader:
    """The reader, having come in by the form."""
    reader.get("/uz/sign-in/")
    reader.submit("/sign-in/", login=login, password=password)
    return reader


def newcomer(reader: Reader, login: str = "90 123 45 67") -> Reader:
    """The reader, having made an account by the form."""
    reader.get("/uz/sign-up/")
    reader.submit("/sign-up/", name="Nodira Karimova", login=login, password="oltin baliq 7", age="grown", consent="y")
    return reader
