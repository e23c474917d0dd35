"""What other rooms may know of quizzes."""
