"""Reads about centres."""
