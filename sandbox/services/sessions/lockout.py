"""The lock of an address with which too many sign-ins failed, on the real world's clock.

Failures are counted by the keyed hash of the address, whether or not anybody has it, so that a lock tells nothing. They
are records, committed together with the refusal that they are part of, and so outlive the process.
See: rules.py `with_failure`, docs/decisions/0016-a-refusal-that-is-remembered.md.
"""

from __future__ import annotations

from sandbox.contract.problem import RecordedRefusal
from sandbox.engine.call import Call
from sandbox.engine.clock import wall_us
from sandbox.services.sessions import problems, rules
from sandbox.services.sessions.records import SIGN_IN_FAILURES, SignInFailures


def _key(call: Call, address: str) -> str:
    return call.tx.blind("sign_in", address)


async def check(call: Call, address: str) -> None:
    """Refuse an address that is locked. Raises `sign_in_locked`."""
    found = await call.tx.get(SIGN_IN_FAILURES, _key(call, address))
    left_us = 0 if found is None else rules.locked_for_us(found.locked_until_us, wall_us())
    if left_us:
        raise problems.locked(left_us)


async def failed(call: Call, address: str, refusal: RecordedRefusal) -> RecordedRefusal:
    """The refusal to raise for a wrong password, which is counted with it."""
    key = _key(call, address)
    found = await call.tx.get(SIGN_IN_FAILURES, key)
    failed_us, locked_until_us = rules.with_failure(found.failed_us if found is not None else (), wall_us())
    call.tx.put(SignInFailures(address_hash=key, failed_us=failed_us, locked_until_us=locked_until_us))
    return refusal


async def forgive(call: Call, address: str) -> None:
    """Forget the failures of an address whose owner is let in."""
    found = await call.tx.get(SIGN_IN_FAILURES, _key(call, address))
    if found is not None:
        call.tx.delete(found)
