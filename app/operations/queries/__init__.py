"""Reads: what a copy holds, how the installation is."""
