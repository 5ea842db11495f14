"""The refusals of `banks`: code and the sentence that says what to do."""

from __future__ import annotations

from sandbox.contract.problem import Problem, not_found


def no_bank(bank_id: str) -> Problem:
    """404: unknown, deleted, or another organization's."""
    return not_found("bank", bank_id)


def own_bank() -> Problem:
    """409: nobody saws off the branch they sit on."""
    return Problem("bank_in_use", "This is the bank that your own key opens; delete it with a key of another bank.")


def import_unusable(why: str) -> Problem:
    """422: the file is left where it came from."""
    return Problem("import_unusable", why)


def too_many_banks(most: int) -> Problem:
    """422: the organization is at its quota."""
    return Problem("bank_quota_exceeded", f"An organization has at most {most:,} banks; delete some first.")


def too_many_snapshots(most: int) -> Problem:
    """422: the bank is at its quota."""
    return Problem("snapshot_quota_exceeded", f"A bank keeps at most {most} snapshots; delete some first.")
