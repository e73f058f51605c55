"""Armed scenarios at work."""
