"""Questions that are answered by hand."""
