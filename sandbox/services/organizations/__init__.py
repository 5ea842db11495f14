"""Organizations: who uses the platform, and the people in them. See README.md."""
