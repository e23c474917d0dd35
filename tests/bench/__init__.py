"""Measures what people wait for, each figure beside a bare baseline in the same run: `make bench`."""
