"""The path of a request: every call of the contract walks `pipeline`, once, left to right.

Key look-up and the choice of a bank are handed in by the composition root; nothing here knows a
service.
"""
