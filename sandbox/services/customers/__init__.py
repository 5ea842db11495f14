"""Customers: the people and businesses the bank serves. See README.md."""
