"""How Customer Service speaks."""
