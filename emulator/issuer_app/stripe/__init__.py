"""Stripe Issuing, through Stripe's own library: cards are issued, apps get their keys, webhooks are checked."""
