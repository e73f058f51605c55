"""How the truth is kept: tables, statements compiled once, and one unit of work at a time."""
