"""Writes: backups, restores, reports."""
