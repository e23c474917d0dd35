"""The commands with all that belongs to them: what the factory takes."""

from app.certificates.cli import checking, issuing
from app.certificates.cli.group import commands

PARTS = (checking, issuing)
export = checking.export

__all__ = ["PARTS", "commands", "export"]
