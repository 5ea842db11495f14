"""The rules of `ledger`: ids of entries, positions in the journal, sides of balances. Pure functions.

An entry needs no id of its own in the books: its ledger transaction and its place in it say which one
it is. Both are in the id that it is shown with. See: tests/services/ledger/test_rules.py.
"""

from __future__ import annotations

import re

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_POSITION = re.compile(r"(?a)(ltxn_[0-9a-z]{26})\.(\d{1,4})\Z")


def entry_id(ledger_transaction_id: str, place: int) -> str:
    """The id of the n-th entry: its ledger transaction's, the last two characters replaced by the place.

    What is replaced is chance; time, ordinal and count before it already tell ledger transactions apart.
    """
    body = ledger_transaction_id.removeprefix("ltxn_")[:-2]
    return f"ent_{body}{_ALPHABET[place >> 5]}{_ALPHABET[place & 31]}"


def parse_position(text: str) -> tuple[str, int] | None:
    """(ledger transaction, place) of a cursor such as `ltxn_….3`, or None if it is not one."""
    found = _POSITION.match(text)
    return None if found is None else (found[1], int(found[2]))


def is_behind(here: tuple[str, int], position: tuple[str, int], *, is_ascending: bool) -> bool:
    """Whether an entry comes after a position of the journal, read in this order."""
    return here > position if is_ascending else here < position


def debit_and_credit(debits: int, credits: int) -> tuple[int, int]:
    """A balance in its column of a trial balance."""
    net = debits - credits
    return (net, 0) if net > 0 else (0, -net)
