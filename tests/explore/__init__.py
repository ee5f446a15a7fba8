"""Tests of mlcareer.explore, which knows nothing of the report."""
