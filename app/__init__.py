"""Savodxon: digital literacy for public services. The floors and rooms are drawn in README.md."""
