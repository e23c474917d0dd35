"""The door for WSGI servers."""

from app.factory import create_app

app = create_app()
