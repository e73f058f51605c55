"""Visa as an issuer uses it: In-App Provisioning outgoing, issuer calls incoming; what is encrypted is made and opened by joserfc."""
