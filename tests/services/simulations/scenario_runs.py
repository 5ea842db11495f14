"""Runs of scenarios as the tests of scenarios and triggers need them."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import sandbox.world.scenarios.operations  # noqa: F401  marks its operations
from tests.services.api import Api, Reply

PERSON = """
  - do: createCustomer
    as: ada
    with:
      customer_type: INDIVIDUAL
      first_name: Ada
      last_name: Lovelace
      date_of_birth: "1985-12-10"
      email: ada.${run}@example.com
"""
ACCOUNT = f"""{PERSON.rstrip()}
  - do: openAccount
    as: account
    with: {{customer_id: "${{ada}}", account_type: CHECKING, currency: USD}}
"""
MONEY = f"""{ACCOUNT.rstrip()}
  - do: createDeposit
    as: deposit
    with: {{account_id: "${{account}}", method: CASH, amount_cents: 10000, currency: USD}}
"""


async def ask(api: Api, steps: str, before: str = "") -> Reply:
    """Ask for a run of one's own steps behind others, and wait for its end."""
    definition = f"steps:\n{dedent(before)}\n{dedent(steps)}"
    return await api.post("/simulations/scenario_runs", {"definition": definition}, Prefer="wait=20")


async def played(api: Api, steps: str, before: str = "") -> dict[str, Any]:
    """A run of one's own steps at its end."""
    run: dict[str, Any] = api.ok(await ask(api, steps, before))
    assert run["status"] != "PENDING"
    return run


async def completed(api: Api, steps: str, before: str = "") -> dict[str, Any]:
    """A run of one's own steps that went well."""
    run = await played(api, steps, before)
    assert (run["status"], run["failure"]) == ("COMPLETED", None)
    return run


async def run_shipped(api: Api, name: str) -> dict[str, Any]:
    """A shipped scenario's run at its end."""
    reply = await api.post("/simulations/scenario_runs", {"scenario": name}, Prefer="wait=20")
    run: dict[str, Any] = api.ok(reply)
    assert reply.headers["location"] == f"/v1/simulations/scenario_runs/{run['scenario_run_id']}"
    return run
