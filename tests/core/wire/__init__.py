"""Parts of a wire that APIs share."""
