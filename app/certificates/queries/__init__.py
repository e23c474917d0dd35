"""Reads of the room: certificates, what is earned and waits, batches."""
