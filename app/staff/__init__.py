"""Pages for staff: people, roles, accounts made one, another person's eyes, the audit log."""
