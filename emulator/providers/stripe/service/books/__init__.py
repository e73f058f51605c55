"""How Stripe's objects are kept: their kinds, their ids, and the events that tell of them."""
