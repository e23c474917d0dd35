"""Words that every room shares: time, ids, languages, errors, events. Standard library only."""
