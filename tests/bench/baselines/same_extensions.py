"""A bare Flask application with the extensions that the site uses, connected to a database, and one page."""

import os

import pysqlite3
from flask import Flask
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SECRET_KEY"] = "0" * 32
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{os.environ['BENCH_DATA']}/start.db"
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"module": pysqlite3}
db = SQLAlchemy(app)
Migrate(app, db)
Babel(app)
LoginManager(app)


@app.get("/healthz")
def index():
    return {"status": "ok"}
