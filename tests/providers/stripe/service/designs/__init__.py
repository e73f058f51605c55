"""How physical cards look."""
