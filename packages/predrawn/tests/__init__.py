"""Tests of predrawn by itself."""
