"""What decides in a search, without framework and database: passages, words, what was meant, order, snippets."""
