"""Reads practice scenarios: facts from the front matter, then screens; fields, spots and buttons in a module each."""
