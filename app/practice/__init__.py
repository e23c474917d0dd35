"""The simulator of portal tasks: scenarios are walked through on screens of our own, and nothing typed is kept."""
