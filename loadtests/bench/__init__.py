"""The comparison with a bare server and with a hand-made bank: `python -m loadtests.bench`.

`servers` starts and stops what is measured, `load` drives it with wrk, `report` weighs the medians
against the floors and goals, and `__main__` is the order of events.
"""
