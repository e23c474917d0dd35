"""People: who they are, how they get in, what they may do."""
