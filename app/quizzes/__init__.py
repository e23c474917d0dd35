"""Quizzes: what is asked, attempts, answers, marks; what people got wrong and what to learn again."""
