"""What the rooms share towards the browser: rooms and who may enter, errors, forms, languages, security, page parts."""
