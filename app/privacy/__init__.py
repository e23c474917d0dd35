"""What a person may ask of us about their own data: to see what is kept, to have it, to be forgotten."""
