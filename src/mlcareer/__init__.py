"""Helpers of the report. What each module is for, and who may import whom: ARCHITECTURE.md."""
