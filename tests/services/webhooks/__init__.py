"""Webhooks, over HTTP to receivers on this machine."""
