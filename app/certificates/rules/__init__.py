"""Decisions of the room: codes, and what passes earn."""
