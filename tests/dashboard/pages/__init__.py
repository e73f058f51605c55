"""Tests of the pages: as they are served, and in a browser that plays what people do."""
