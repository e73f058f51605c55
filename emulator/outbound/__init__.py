"""Everything the emulator says first."""
