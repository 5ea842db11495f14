"""Audit: who changed what, provably. See README.md."""
