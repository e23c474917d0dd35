"""The pages of staff: first the list of what somebody may do, then people, then what is done about one of them."""
