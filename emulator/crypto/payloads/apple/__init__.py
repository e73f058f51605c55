"""What an issuer hands to Apple's wallet when a card is added from an app: sealed pass data, and how it travels."""
