"""How physical cards look: designs, and the bundles they are made from (docs.stripe.com/issuing/cards/physical/customize)."""
