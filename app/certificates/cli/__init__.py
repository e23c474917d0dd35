"""The operator's door, and the employer's."""
