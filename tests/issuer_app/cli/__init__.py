"""Tests of the command line, and of the scripts that call the running program."""
