"""For other people's test suites: a pytest plugin, an emulator in a process, and a typed client of the admin API."""
