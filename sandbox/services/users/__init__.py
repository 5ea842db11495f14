"""Users: who a caller is. See README.md."""
