"""Courses as learners meet them: catalogue, course and lesson pages, enrolment, lessons done."""
