"""Load: how fast the bank is, measured against servers that do the same, never against a clock.

See: loadtests/README.md, and loadtests/bench/__main__.py for the comparison that `make bench` runs.
"""
