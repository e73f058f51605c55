"""What an app on a device asks, and what any token requestor asks of codes."""
