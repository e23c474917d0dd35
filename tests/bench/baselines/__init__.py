"""What the site is measured against: the least that could do the same, each a file of its own with nothing of ours."""
