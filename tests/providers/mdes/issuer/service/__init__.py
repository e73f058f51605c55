"""Who hears of a token, and what."""
