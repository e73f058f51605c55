"""Why something would be refused, without doing it."""
