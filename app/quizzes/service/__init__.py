"""Writes of the room: attempts, marks of trainers, grades worked out anew, extra time."""
