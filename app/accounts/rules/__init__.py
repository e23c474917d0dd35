"""Decisions about signing up and in."""
