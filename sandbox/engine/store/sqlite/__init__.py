"""The embedded store: one SQLite file per bank, one writer, group commit, fail-stop.

`store` opens and flushes, `transaction` collects, `commit` decides and applies to memory, `batch`
is what one flush writes, `state` is what is committed in memory, `reader` reads the file, `verify`
recomputes everything. See docs/decisions/0002-sqlite-driver.md and 0003-one-statement-per-batch.md.
"""
