"""What the operations do, by resource; `books` is what they all write into."""
