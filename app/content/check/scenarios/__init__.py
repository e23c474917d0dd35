"""Practice scenarios: every screen can be come to and left, nothing real is asked for, all languages say the same."""
