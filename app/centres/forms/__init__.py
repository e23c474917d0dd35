"""What people fill in about centres, one file a subject."""
