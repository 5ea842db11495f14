"""The `sandbank` command against a server of a few lines, and against a real one (test_journey.py)."""
