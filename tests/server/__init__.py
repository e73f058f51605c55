"""Tests of the way in: routes, guard, translation, sockets."""
