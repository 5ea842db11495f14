"""The segments' part of `verify`: each is the file that was sealed, and together they and the bank's file are one bank.

After it the other checks go over views of the bank's whole life, and prove what lies in segments as if it had never
been moved: the tree of the audit log, each document, each entry's balance after it.
"""

from __future__ import annotations

from pathlib import Path

import apsw

from sandbox.engine.store.sqlite.findings import Search
from sandbox.engine.store.sqlite.history import History, attach, decode, kept_rows, segment_path, told
from sandbox.engine.store.sqlite.sealed import Damaged, check_sealed


class PastProof:
    """The check of a bank's segments; the connection sees all of the bank's life afterwards."""

    def __init__(self, search: Search, connection: apsw.Connection, path: Path) -> None:
        self._search = search
        self._connection = connection
        self._path = path

    def segments(self) -> None:
        """Each segment is as it was sealed, and nothing that is still in the file says otherwise."""
        try:
            history = decode(told(self._connection))
        except Damaged as error:
            self._lost("meta history", str(error))
            return
        if not history.segments:
            return
        self._follow_each_other(history)
        for one in history.segments:
            self._search.counts["history"] += 1
            try:
                bad = check_sealed(segment_path(self._path, one.name), one.sealed())
            except (Damaged, OSError) as error:
                self._lost(one.name, str(error))
                return
            for page in bad:
                self._search.find("file", one.name, f"page {page} is not as it was sealed")
        try:
            attach(self._connection, self._path, history)
        except Damaged as error:
            self._lost("history", str(error))
            return
        for table, key, is_same in kept_rows(self._connection, history):
            if not is_same:
                self._search.find("9 entries never change", f"{table} {key}", "is not what its history segment says")

    def _follow_each_other(self, history: History) -> None:
        after, from_us = 0, 0
        for one in history.segments:
            if (one.after_commit, one.from_us) != (after, from_us):
                self._search.find("12 sequence", one.name, f"does not begin where commit {after} ended")
            after, from_us = one.until_commit, one.until_us
        if (after, from_us) != (history.until_commit, history.until_us):
            self._search.find("12 sequence", "meta history", f"is cut at commit {history.until_commit}, not at {after}")

    def _lost(self, row: str, why: str) -> None:
        self._search.is_cut_off = True
        self._search.find("4 nothing lost", row, why)
