"""Markdown to safe HTML, in a child process bounded in time and memory: the only importer of Python-Markdown."""
