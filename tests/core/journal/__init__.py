"""The last exchanges, and figures about all of them."""
