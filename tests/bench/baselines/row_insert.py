"""A bare POST that inserts one row and waits until it is on the disk: SQLite, WAL, synchronous FULL."""

import os
import uuid

import pysqlite3
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import String, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The tables of this file."""


class Row(Base):
    """A row with a text."""

    __tablename__ = "row"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    text: Mapped[str] = mapped_column(String(200))


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{os.environ['BENCH_DATA']}/insert.db"
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"module": pysqlite3}
db = SQLAlchemy(app, model_class=Base)


def prepare(connection, _record):
    """As durable as the site; the lock is taken at BEGIN, or writers fail each other."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


with app.app_context():
    event.listen(db.engine, "connect", prepare)
    event.listen(db.engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with db.engine.begin() as connection:  # two workers start at once
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS row (id VARCHAR(36) PRIMARY KEY, text VARCHAR(200) NOT NULL)"
        )


@app.post("/")
def insert():
    db.session.add(Row(id=str(uuid.uuid4()), text=request.form.get("answer", "")))
    db.session.commit()
    return "", 303, {"Location": "/"}
