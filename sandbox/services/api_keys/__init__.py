"""API keys: the secrets of programs. See README.md."""
