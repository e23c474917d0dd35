"""Tables of centres, one file a subject."""
