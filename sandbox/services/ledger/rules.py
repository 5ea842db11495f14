"""The rules of `ledger`: ids of entries and sides of balances. Pure functions."""

from __future__ import annotations

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def entry_id(ledger_transaction_id: str, place: int) -> str:
    """The id of the n-th entry of a ledger transaction."""
    body = ledger_transaction_id.removeprefix("ltxn_")[:-2]
    return f"ent_{body}{_ALPHABET[place >> 5]}{_ALPHABET[place & 31]}"


def debit_and_credit(debits: int, credits: int) -> tuple[int, int]:
    """A balance in its column of a trial balance."""
    net = debits - credits
    return (net, 0) if net > 0 else (0, -net)
