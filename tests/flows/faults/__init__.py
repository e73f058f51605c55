"""Armed faults, as official SDKs and receivers meet them."""
