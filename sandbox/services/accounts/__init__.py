"""Accounts: what the bank holds for its customers. See README.md."""
