"""The card networks and processors that are emulated, each a folder that knows nothing of the others."""
