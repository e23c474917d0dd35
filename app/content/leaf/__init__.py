"""A leaf is all that one file says by itself: made once, and kept under the digest of all that it was made from."""
