"""The pages of the room: for whoever tells or asks something, and for those who answer."""
