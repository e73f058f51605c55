"""The dashboard: static pages on the admin API, with no build step and nothing from elsewhere."""
