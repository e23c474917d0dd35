"""What learners tell us: that the real site looks different, and what they ask; and who answers."""
