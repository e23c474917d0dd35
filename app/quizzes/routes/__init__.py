"""The pages of a quiz: its start, one question each, the review before the end, the result."""
