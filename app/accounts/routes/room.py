"""The room's blueprint."""

from app.web.room import Room

room = Room("accounts", __name__)
room.template_folder = "../templates"
