"""The simulated outside: who calls in as the world does in life. No service imports it."""
