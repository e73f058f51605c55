"""The truth about cards and tokens: plain Python, no HTTP, no SQL, no JSON."""
