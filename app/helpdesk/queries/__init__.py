"""Reads of the room: reports for authors, questions for those who ask and for those who answer."""
