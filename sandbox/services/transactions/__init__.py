"""Transactions: money that moves, as the customer sees it. See README.md."""
