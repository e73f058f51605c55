"""What Customer Service does."""
