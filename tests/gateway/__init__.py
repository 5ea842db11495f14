"""Tests of the gateway's own parts; its path as a whole is tested over HTTP in tests/services."""
