"""Writes about centres."""
