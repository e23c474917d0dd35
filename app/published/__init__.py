"""What is published now: the release that all rooms read, and the library of all that ever were."""
