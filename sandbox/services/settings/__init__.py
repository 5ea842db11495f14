"""Settings: what a bank can be told to do. See README.md."""
