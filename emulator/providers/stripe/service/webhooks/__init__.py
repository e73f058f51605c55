"""Webhook endpoints, the events that are kept for them, and how these get there (docs.stripe.com/webhooks)."""
