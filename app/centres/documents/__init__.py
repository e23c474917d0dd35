"""What is printed or taken away in files, one file a subject."""
