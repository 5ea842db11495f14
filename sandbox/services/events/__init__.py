"""Events: what happened, in order. See README.md."""
