"""A bare Flask page: a Jinja template of about 15 KB and three queries on SQLite in WAL."""

import os

import pysqlite3
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Integer, String, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ROWS = 8
WORDS = ["so many words of a lesson that they fill a screen " * 7] * 40
TEMPLATE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ person.name }}</title></head><body>'
    '<ul>{% for row in rows %}<li><a href="{{ url_for("index", row=row.id) }}">{{ row.name }}</a></li>{% endfor %}</ul>'
    "{% for row in done %}<h2>{{ row.name }}</h2>{% endfor %}"
    "{% for words in text %}<p>{{ words }}</p>{% endfor %}</body></html>"
)


class Base(DeclarativeBase):
    """The tables of this file."""


class Row(Base):
    """A row with a name."""

    __tablename__ = "row"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{os.environ['BENCH_DATA']}/page.db"
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"module": pysqlite3}
db = SQLAlchemy(app, model_class=Base)
template = app.jinja_env.from_string(TEMPLATE)

with app.app_context():
    event.listen(db.engine, "connect", lambda connection, _: connection.execute("PRAGMA journal_mode=WAL"))
    with db.engine.begin() as connection:  # two workers start at once
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL)")
        for number in range(1, ROWS + 1):
            connection.exec_driver_sql("INSERT OR IGNORE INTO row VALUES (?, ?)", (number, f"Row {number}"))


@app.get("/")
def index():
    person = db.session.get(Row, 1)
    rows = db.session.scalars(select(Row).order_by(Row.name)).all()
    done = db.session.scalars(select(Row).where(Row.id > 0)).all()
    return template.render(person=person, rows=rows, done=done, text=WORDS)
