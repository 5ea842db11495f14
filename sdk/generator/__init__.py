"""Generates the thin layer of the SDK from the contract; not shipped with it."""
