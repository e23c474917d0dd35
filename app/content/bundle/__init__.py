"""Freezes a release: from checked texts to values named by their content, and to files that nobody changes."""
