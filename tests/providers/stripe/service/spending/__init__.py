"""What cards spend, seen through the official SDK."""
