"""What Visa alone knows of cards, tokens, payments and customers: documents beside the vault."""
