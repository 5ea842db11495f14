"""Where a bank ends up: each store honours `engine.transaction.Transaction`."""
