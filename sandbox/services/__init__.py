"""The banking capabilities, one folder per tag of the contract.

A service owns its records and its rules. Others call its public functions with their own
transaction and never read its records. The layers among services are checked by import-linter.
"""
