"""Stories over HTTP, with programs that run as they run for a user: as processes of their own."""
