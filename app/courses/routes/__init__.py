"""Pages of courses and paths, and what the world is told of them."""
