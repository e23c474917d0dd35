"""Films as written: their words with the moments at which they are said, their chapters, what they ask."""
