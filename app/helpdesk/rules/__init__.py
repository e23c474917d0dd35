"""Decisions: what must not be stored, which links an answer may hold, where a question stands."""
