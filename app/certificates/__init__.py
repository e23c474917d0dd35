"""Certificates: who has earned one; issued once, revoked with a reason, verified by anyone for ever."""
