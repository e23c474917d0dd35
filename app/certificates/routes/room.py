"""The room's door."""

from app.web.room import Room

room = Room("certificates", __name__)
room.template_folder = "../templates"
