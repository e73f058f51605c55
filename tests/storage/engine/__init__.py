"""Tests of the engines, through the databases themselves."""
