"""What Stripe keeps in its Dashboard, and what its networks decide."""
