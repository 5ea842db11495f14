"""Ledger: the double-entry books, read. See README.md."""
