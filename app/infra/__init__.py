"""The outside world: database, events, jobs, files, PDF, logs."""
