"""Commands that talk to a running emulator."""
