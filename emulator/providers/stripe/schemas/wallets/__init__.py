"""Cards in wallets: their tokens, and what an app needs to put them there."""
