"""Decisions of a walk, pure: what was typed becomes verdicts, verdicts become a state, the state becomes a result."""
