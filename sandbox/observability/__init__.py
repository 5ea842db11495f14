"""What a running server tells of itself: logs, metrics, traces, and whether it is well.

It looks at the host from outside; engine, gateway and services keep plain counters and know nothing of it. Nothing
here carries personal values or secrets, and no label grows with what clients do. The composition root puts it
together in `watching.py`. See: docs/observability.md, deploy/observability/, tests/observability/.
"""
