"""What the providers say first on a tape: notices and questions, said again to an app, or heard from a live provider."""
