"""Turns pieces of text into finished HTML in every language of the site; keeps what did not change."""
