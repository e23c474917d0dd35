"""Writes of the room: telling that the real site differs, asking, answering, forgetting."""
