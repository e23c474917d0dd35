"""A database that nobody can write to for a while, as when somebody else holds it for longer than one waits."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from app.infra.database import db


@contextmanager
def no_room_for_writers(app: Flask, *, after: int = 0) -> Iterator[None]:
    """Every transaction that wants to write fails as it does when the lock is held longer than one waits.

    The first `after` of them still succeed.
    """
    begun: list[Connection] = []

    def refuse(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            begun.append(connection)
            if len(begun) > after:
                raise OperationalError("BEGIN IMMEDIATE", {}, sqlite3.OperationalError("database is locked"))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "begin", refuse)
    try:
        yield
    finally:
        event.remove(engine, "begin", refuse)
