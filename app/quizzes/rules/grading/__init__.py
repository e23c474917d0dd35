"""One module a kind of question, each with one pure function `grade(question, response, grading) -> Mark`."""
