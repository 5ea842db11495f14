"""Sessions: people who sign up, sign in and out. See README.md."""
