"""Writes of the room: issuing, correcting and revoking, in bulk, keeping files."""
