"""A local, stateful emulator of card tokenization providers, for development only."""

__version__ = "0.1.0"
