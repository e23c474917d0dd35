"""The room's pages: certificates as anyone sees them, and the verifier."""
