"""Backups and restores: of files, and of a running server."""
