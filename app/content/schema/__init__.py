"""Gives what was written its types: courses, lessons, glossaries, services, quizzes, and the pieces of text in them."""
