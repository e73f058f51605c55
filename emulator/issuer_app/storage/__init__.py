"""What the issuer app keeps: its tables, its database, and the questions it asks of them."""
