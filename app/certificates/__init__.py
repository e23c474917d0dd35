"""Certificates: who has earned one, issuing, printing once, revoking, and saying to anyone whether one is real."""
