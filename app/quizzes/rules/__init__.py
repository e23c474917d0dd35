"""Decisions about quizzes: what is asked, what counts, who may go on. Pure: no framework, no clock, no database."""
