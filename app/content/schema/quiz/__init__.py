"""Reads quiz text: rules from the front matter, then questions; each kind of question is one small function."""
