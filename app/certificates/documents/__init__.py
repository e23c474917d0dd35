"""What the room prints: the certificate from its facts; its words and its fitting apart."""
