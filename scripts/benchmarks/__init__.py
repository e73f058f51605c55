"""What scripts/bench measures: loads, servers under load, one row for each promise, and the table that tells of them."""
