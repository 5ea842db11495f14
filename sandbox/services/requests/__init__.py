"""Requests: every call that was made of a bank. See README.md."""
