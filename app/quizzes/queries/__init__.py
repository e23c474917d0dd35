"""Reads of the room: banks and attempts, essays that wait, how a release changes quizzes, how questions do."""
