"""Running an installation: backups and coming back from them, what is wrong and what to do, the handbook."""
