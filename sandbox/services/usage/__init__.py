"""Usage: how much a bank was used. See README.md."""
