"""Outcomes that were asked for ahead, by `metadata.simulate`: fraud scores, and cheques that come back or clear.

What a customer's metadata asks of the identity provider is decided there. See: magic.py for the table.
"""

from __future__ import annotations

import re
from typing import Any, get_args

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import ListMagicValuesQuery
from sandbox.contract.models.simulations import MagicValue
from sandbox.contract.models.transactions import Transaction
from sandbox.contract.pages import Page
from sandbox.contract.problem import Problem
from sandbox.engine.calendars import add_banking_days
from sandbox.engine.call import Call
from sandbox.engine.clock import DAY_US, day_of, start_of_day
from sandbox.engine.listing import position_of
from sandbox.services.transactions import queue as saga
from sandbox.services.transactions import rules
from sandbox.world.magic import entries, simulated
from sandbox.world.triggers.deposits import RETURN

_WHEN = re.compile(r"(return|clear)@\+(\d{1,3})(bd|d)")


@operation("listMagicValues")
async def list_magic_values(call: Call, query: ListMagicValuesQuery) -> Page[MagicValue]:
    if query.cursor is not None and query.page is not None:
        raise Problem("conflicting_pagination")
    found = entries()
    after = position_of(query)
    begin = after if after is not None else ((query.page or 1) - 1) * query.limit
    shown = found[begin : begin + query.limit]
    following = str(begin + query.limit) if len(found) > begin + query.limit else None
    return Page([MagicValue(**one._asdict()) for one in shown], following)


class SimulatedOutside(saga.Outside):
    """Speaks for the outside where a movement's metadata tells it what to say."""

    def score(self, transaction: Transaction) -> rules.Risk | None:
        asked: Any = simulated(transaction.metadata, "fraud")
        return asked if asked in get_args(rules.Risk) else None

    def assessed(self, call: Call, transaction: Transaction) -> None:
        due_us = _asked_us(transaction, "return", call.tx.now_us)
        if due_us is not None:
            call.tx.schedule(RETURN, transaction.transaction_id, due_us)

    def clearing_us(self, transaction: Transaction, now_us: int) -> int | None:
        return _asked_us(transaction, "clear", now_us)


def _asked_us(transaction: Transaction, end: str, now_us: int) -> int | None:
    """When a cheque asks to come to this end; banking days begin at their start."""
    found = _WHEN.fullmatch(simulated(transaction.metadata, "cheque") or "")
    if found is None or found[1] != end or not saga.is_cheque_deposit(transaction):
        return None
    count = int(found[2])
    if found[3] == "d":
        return now_us + count * DAY_US
    return max(now_us, start_of_day(add_banking_days(day_of(now_us), count)))


saga.listen_to(SimulatedOutside())
