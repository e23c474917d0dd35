"""Seals: what proves that a paper is ours. Keys, the seal in the QR, the credential, reading a paper that somebody has.

It knows nothing of who has earned a certificate; it is told, and signs or checks.
"""
