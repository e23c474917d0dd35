"""What may be said of a seal, a key and a paper."""
