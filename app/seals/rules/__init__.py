"""What is decided without asking anybody: bytes, keys and days in; a seal, a credential or a verdict out."""
