"""Copies of all that an installation holds: taken while people learn, in three parts that can lie apart, and proved."""
