"""What is told of personal data: the page of what every table holds, and the archive of one person."""
