"""What MDES writes down of its own."""
