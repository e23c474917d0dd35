"""What a learner has done: passes of courses, and the page where all of it comes together."""
