"""Messages about recordings."""
