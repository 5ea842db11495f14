"""Scenarios: stories in YAML, played by the operations of the contract, one step a transaction.

A definition is read (reading.py, grammar.py), checked as a whole (checking.py), kept with its run
(records.py) and played by the bank's own queue (playing.py). Triggers are scenarios with one event for
their goal. See: docs/concepts/scenarios.md.
"""
