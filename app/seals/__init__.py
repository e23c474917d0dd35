"""What proves that a paper is ours."""
