"""RSA keys, the certificates that carry them, and the ring that finds one by its fingerprint."""
