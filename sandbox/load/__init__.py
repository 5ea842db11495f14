"""Load at the pace of a whole bank's customers, with latency gates and proof of the books afterwards.

profiles.py says how much and what is allowed, driver.py makes it (Locust, in processes of its own), run.py
starts the drivers and adds up what they saw, aftermath.py asks the bank whether all of it ended well, and
report.py writes it down. See: docs/load.md, sandbox/commands/load.py.
"""
