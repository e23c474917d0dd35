"""Finds every fault of what was written, at once: each function looks for one sort and says what to do."""
