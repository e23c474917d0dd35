"""Coming in, going out, and what we know about you."""
