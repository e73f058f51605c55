"""What went over the wire."""
