"""Webhooks: events, sent to whoever wants them. See README.md."""
