"""The library may be changed by a test."""

from tests.support.bookcase import bookcase

__all__ = ["bookcase"]
