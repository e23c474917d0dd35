"""From written courses and quizzes to a checked, frozen release. Knows neither Flask nor the database."""
