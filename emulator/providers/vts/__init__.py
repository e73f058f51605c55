"""Visa: Token Service, In-App Provisioning, what it tells and asks issuers, and agentic commerce."""
