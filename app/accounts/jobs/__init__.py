"""Slow work about people."""
