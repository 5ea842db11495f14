"""The master key of a server, which wraps all other keys. See README.md."""
