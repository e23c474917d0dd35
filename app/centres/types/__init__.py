"""What other rooms may know of centres."""
