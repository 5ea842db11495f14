"""/simulations/scenarios and /simulations/scenario_runs: whole stories, played by the bank itself."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.engine import queue
from sandbox.services.accounts import rules as account_rules
from sandbox.services.transactions import queue as transactions
from sandbox.services.transactions import rules as transaction_rules
from sandbox.world import identity_provider
from sandbox.world.scenarios import shipped
from tests.services.api import Api
from tests.services.simulations.scenario_runs import ACCOUNT, MONEY, PERSON, completed, played, run_shipped

NAMES = ("account_takeover", "bank_run", "cut_off_miss", "onboarding_review", "payday", "rainy_savings")


# What is shipped ---------------------------------------------------------------------------------
async def test_lists_what_is_shipped_in_pages_by_name(api: Api) -> None:
    every = api.ok(await api.get("/simulations/scenarios"))
    assert tuple(scenario["name"] for scenario in every) == NAMES == shipped.names()
    assert all(scenario["title"] and scenario["description"] and scenario["step_count"] > 5 for scenario in every)
    first = await api.get("/simulations/scenarios", limit=4)
    following = first.headers["link"].partition("/v1")[2].partition(">")[0]
    assert first.body + api.ok(await api.get(following)) == every
    assert api.ok(await api.get("/simulations/scenarios", limit=4, page=2)) == every[4:]
    cursor = following.partition("cursor=")[2]
    reply = await api.get("/simulations/scenarios", cursor=cursor, page=1)
    assert (reply.status, reply.code) == (400, "conflicting_pagination")


@pytest.mark.parametrize("name", NAMES)
async def test_what_is_shipped_comes_out_as_it_says_twice_in_one_bank(api: Api, name: str) -> None:
    for _ in range(2):
        run = await run_shipped(api, name)
        assert (run["status"], run["failure"], run["scenario"]) == ("COMPLETED", None, name)
        assert [step["number"] for step in run["steps"]] == [*range(1, shipped.scenario(name).step_count + 1)]
        assert {step["status"] for step in run["steps"]} == {"COMPLETED"}
    assert api.ok(await api.get("/simulations/effects", status="PARKED")) == []


async def nothing_happens(call: Any, subject: str) -> None:
    """A step of the queue that forgets its work."""


def misbehave(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Break what a shipped scenario is about."""
    if name == "account_takeover":
        monkeypatch.setattr(transaction_rules, "fraud_score", lambda *_: "LOW")
    elif name == "cut_off_miss":
        monkeypatch.setattr(transaction_rules, "CHEQUE_DAYS", 1)
    elif name == "onboarding_review":
        monkeypatch.setattr(identity_provider, "magic_name", lambda _: None)
    elif name == "rainy_savings":
        daily_interest = account_rules.daily_interest
        monkeypatch.setattr(account_rules, "daily_interest", lambda *given: daily_interest(*given) * 2)
    else:
        monkeypatch.setitem(queue.STEPS, transactions.ASSESS, nothing_happens)


@pytest.mark.parametrize("name", NAMES)
async def test_what_is_shipped_fails_in_a_bank_that_misbehaves(
    api: Api, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    misbehave(monkeypatch, name)
    run = await run_shipped(api, name)
    assert run["status"] == "FAILED"
    assert "Expected" in run["failure"] or "insufficient_funds" in run["failure"]


# One's own ---------------------------------------------------------------------------------------
async def test_names_stand_for_ids_and_paths_for_fields_as_they_are_now(api: Api) -> None:
    run = await completed(
        api,
        """
        - do: updateAccount
          with: {account_id: "${account}", nickname: "${ada.first_name} of ${account.currency}: ${account.status}"}
          equals: {nickname: "Ada of USD: ACTIVE"}
        - do: updateAccount
          with:
            account_id: ${account.account_id}
            daily_limit_cents: ${account.monthly_limit_cents}
            metadata: {literal: "$${account}"}
          equals: {daily_limit_cents: "${account.monthly_limit_cents}", "metadata.literal": "$${account}"}
        """,
        ACCOUNT,
    )
    steps = run["steps"]
    assert run["bindings"] == {"ada": steps[0]["resource_id"], "account": steps[1]["resource_id"]}
    account = api.ok(await api.get(f"/accounts/{run['bindings']['account']}"))
    assert account["customer_id"] == run["bindings"]["ada"]
    assert (account["nickname"], account["metadata"]) == ("Ada of USD: ACTIVE", {"literal": "${account}"})
    assert (steps[0]["action"], steps[0]["detail"], steps[2]["detail"]) == ("createCustomer", "ada", None)


async def test_repeats_a_step_with_its_index_and_names_each(api: Api) -> None:
    run = await completed(
        api,
        """
        - do: openAccount
          as: pot
          repeat: 3
          with: {customer_id: "${ada}", account_type: CHECKING, currency: USD, nickname: "Pot ${index}"}
        - expect: {call: getAccount, with: {account_id: "${pot[index]}"}, equals: {nickname: "Pot ${index}"}}
          repeat: 3
        - expect: {call: getAccount, with: {account_id: "${pot[2]}"}, equals: {nickname: Pot 2}}
        - expect: {call: listAccounts, with: {customer_id: "${ada}"}, count: 3, equals: {0.nickname: Pot 3}}
        """,
        PERSON,
    )
    assert [*run["bindings"]] == ["ada", "pot[1]", "pot[2]", "pot[3]"]
    assert [step["number"] for step in run["steps"]] == [*range(1, 10)]


async def test_everything_that_a_step_set_off_has_ended_before_the_next(api: Api) -> None:
    run = await completed(
        api,
        """
        - expect: {call: getTransaction, with: {transaction_id: "${deposit}"}, equals: {status: COMPLETED}}
        - expect_event: {type: transaction.completed, about: "${deposit}", count: 1}
        - expect_event: {type: customer.verified, about: "${ada}"}
        - {do: listLedgerAccounts, as: books, with: {account_id: "${account}"}}
        - expect: {call: listEntries, with: {ledger_account_id: "${books}"}, count: 2}
        """,
        MONEY,
    )
    assert (run["created_at"], run["completed_at"]) == ("2026-01-15T09:30:00Z", "2026-01-15T09:30:00.009000Z")


async def test_moves_the_clock_and_shows_each_move(api: Api) -> None:
    run = await completed(
        api,
        """
        - do: placeHold
          as: hold
          with: {account_id: "${account}", amount_cents: 1, currency: USD, expires_at: "${now+P3D}"}
          equals: {status: PENDING}
        - advance: NEXT_EFFECT
        - expect: {call: getHold, with: {hold_id: "${hold}"}, equals: {status: EXPIRED}}
        - advance: NEXT_BUSINESS_DAY
        - advance: P1D
          repeat: 2
        - advance: NEXT_MONTH
        - advance: FRIDAY_BEFORE_HOLIDAY
        - do: updateAccount
          with: {account_id: "${account}", nickname: "${today} ${today+P1W}"}
          equals: {nickname: "2026-02-13 2026-02-20"}
        - expect_event: {type: clock.moved, count: 6}
        """,
        MONEY,
    )
    moves = [step["resource_id"] for step in run["steps"] if step["action"] == "advance"]
    found = api.ok(await api.get("/simulations/clock/moves", order="asc"))
    assert [move["clock_move_id"] for move in found] == moves
    ends = [move["ends_at"][:10] for move in found]
    # The 18th is a Sunday and the 19th a holiday; Presidents' Day is the 16th of February.
    assert ends == ["2026-01-18", "2026-01-20", "2026-01-21", "2026-01-22", "2026-02-01", "2026-02-13"]
    assert {move["status"] for move in found} == {"COMPLETED"}
    clock = api.ok(await api.get("/simulations/clock"))
    assert (clock["mode"], clock["clock_move_id"]) == ("FROZEN", None)


async def test_a_running_clock_runs_on_afterwards(api: Api) -> None:
    api.ok(await api.post("/simulations/clock/run"))
    await completed(api, "- advance: P1D", PERSON)
    clock = api.ok(await api.get("/simulations/clock"))
    assert clock["mode"] == "RUNNING"
    assert clock["now"] > "2026-01-16T09:30"


async def test_sets_settings_declares_faults_and_speaks_for_a_second_person(api: Api) -> None:
    run = await completed(
        api,
        """
        - set: {transactions.approval_limit_cents: 100, webhooks.allow_loopback: false}
        - fault: {kind: LATENCY, operation_id: getAccount, delay_ms: 1}
        - do: createWithdrawal
          as: large
          with: {account_id: "${account}", method: ATM, amount_cents: 101, currency: USD}
        - do: approveTransaction
          with: {transaction_id: "${large}"}
          expect_refusal: self_approval
        - do: approveTransaction
          by: second_person
          with: {transaction_id: "${large}"}
        """,
        MONEY,
    )
    assert api.ok(await api.get("/settings/webhooks.allow_loopback"))["setting_value"] == "false"
    assert [fault["operation_id"] for fault in api.ok(await api.get("/simulations/faults"))] == ["getAccount"]
    approved = api.ok(await api.get(f"/transactions/{run['bindings']['large']}"))
    assert approved["status"] == "COMPLETED"
    assert approved["approved_by"] == f"{run['scenario_run_id']}/second_person"
    assert approved["initiated_by"] != approved["approved_by"]
    refused = run["steps"][-2]
    assert (refused["action"], refused["detail"]) == ("approveTransaction", "refused: self_approval")


async def test_includes_a_shipped_one(api: Api) -> None:
    run = await completed(
        api,
        """
        - include: payday
        - expect: {call: getAccount, with: {account_id: "${rents}"}, equals: {posted_balance_cents: 435000}}
        """,
    )
    assert len(run["steps"]) == shipped.scenario("payday").step_count + 1


async def test_the_first_of_a_list_can_be_named(api: Api) -> None:
    run = await completed(api, '- {do: listVerifications, as: check, with: {customer_id: "${ada}"}}', PERSON)
    assert run["bindings"]["check"].startswith("ver_")
    run = await played(api, '- {do: listHolds, as: hold, with: {account_id: "${account}"}}', ACCOUNT)
    assert run["failure"] == "Step 3 (listHolds): listHolds gave nothing that hold could stand for."


# What fails --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("step", "failure"),
    [
        (
            "{expect: {call: getAccount, with: {account_id: '${account}'}, equals: {status: CLOSED}}}",
            'Step 3 (getAccount): Expected status to be "CLOSED", found "ACTIVE".',
        ),
        (
            "{expect: {call: getAccount, with: {account_id: '${account}'}, at_least: {posted_balance_cents: 1}}}",
            "Step 3 (getAccount): Expected posted_balance_cents to be at least 1, found 0.",
        ),
        (
            "{expect: {call: listAccounts, with: {customer_id: '${ada}'}, count: 2}}",
            "Step 3 (listAccounts): Expected 2 in the list, found 1.",
        ),
        (
            "{do: createWebhookEndpoint, with: {url: 'https://example.com/'}, equals: {metadata.a: 1}}",
            "Step 3 (createWebhookEndpoint): Expected metadata.a to be 1, found nothing there.",
        ),
        (
            "{expect_event: account.closed}",
            "Step 3 (account.closed): Expected an event account.closed, found none since the run began.",
        ),
        (
            "{expect_event: {type: account.opened, count: 0}}",
            "Step 3 (account.opened): Expected 0 events account.opened, found more than 0 since the run began.",
        ),
        (
            "{do: closeAccount, with: {account_id: '${account}'}, expect_refusal: balance_not_zero}",
            "Step 3 (closeAccount): Expected the refusal balance_not_zero, found that closeAccount succeeded.",
        ),
        (
            "{do: reactivateAccount, with: {account_id: '${account}'}, expect_refusal: balance_not_zero}",
            "Step 3 (reactivateAccount): Expected the refusal balance_not_zero, found wrong_state: "
            "The account is ACTIVE; this needs SUSPENDED.",
        ),
        ("{advance: P974Y}", "Step 3 (advance P974Y): P974Y leads too far."),
        (
            "{do: getAccount, with: {account_id: '${account.iban}'}}",
            "Step 3 (getAccount): invalid_field: /account_id: Expected a text.",
        ),
        (
            "{do: updateAccount, with: {account_id: '${account}', daily_limit_cents: '${account.status}'}}",
            'Step 3 (updateAccount): invalid_field: /daily_limit_cents: "ACTIVE" is not of type "integer"',
        ),
    ],
)
async def test_a_step_that_fails_says_what_was_expected_and_ends_the_run(api: Api, step: str, failure: str) -> None:
    run = await played(api, f"- {step}\n- {{do: getCurrentUser}}", ACCOUNT)
    assert (run["status"], run["failure"]) == ("FAILED", failure)
    assert [step["status"] for step in run["steps"]] == ["COMPLETED", "COMPLETED", "FAILED"]
    assert run["steps"][2]["detail"] == failure.partition(": ")[2]
    assert run["completed_at"] is not None
    assert api.ok(await api.get("/simulations/effects", kind="world.scenario.step")) == []


@pytest.mark.parametrize(
    ("step", "commits"),
    [
        ("{expect_event: account.closed}", 3),
        ("{do: closeAccount, with: {account_id: '${account}'}, expect_refusal: balance_not_zero}", 3),
        ("{do: reactivateAccount, with: {account_id: '${account}'}, expect_refusal: wrong_state}", 4),
    ],
)
async def test_a_step_takes_one_commit_however_it_ends(api: Api, step: str, commits: int) -> None:
    await played(api, f"- {step}", ACCOUNT)
    await api.settle()
    await api.bank.durable()
    leaves = api.bank.store.reader.leaves("1", (), "ASC", 1000)
    assert [one.leaf.operation for one in leaves].count("world.scenario.step") == commits


async def test_the_next_effect_of_nothing_fails(api: Api) -> None:
    run = await played(api, "- advance: NEXT_EFFECT")
    assert run["failure"] == "Step 1 (advance NEXT_EFFECT): Nothing is pending."


async def test_nothing_is_kept_of_a_step_that_fails(api: Api) -> None:
    run = await played(
        api,
        """
        - do: createWithdrawal
          with: {account_id: "${account}", method: ATM, amount_cents: 100, currency: USD}
          equals: {status: COMPLETED}
        """,
        MONEY,
    )
    assert run["failure"] == 'Step 4 (createWithdrawal): Expected status to be "COMPLETED", found "PENDING".'
    account = api.ok(await api.get(f"/accounts/{run['bindings']['account']}"))
    assert account["available_balance_cents"] == account["posted_balance_cents"] == 10000
    assert [event["type"] for event in await api.events("transaction.initiated")] == ["transaction.initiated"]


async def test_an_unexpected_refusal_ends_the_run_and_an_expected_one_changes_nothing(api: Api) -> None:
    withdrawal = '{account_id: "${account}", method: ATM, amount_cents: 10001, currency: USD}'
    run = await played(api, f"- {{do: createWithdrawal, with: {withdrawal}}}", MONEY)
    assert run["failure"].startswith("Step 4 (createWithdrawal): insufficient_funds: ")
    run = await completed(
        api,
        f"""
        - {{do: createWithdrawal, with: {withdrawal}, expect_refusal: insufficient_funds}}
        - expect_event: {{type: transaction.initiated, count: 1}}
        """,
        MONEY,
    )
    assert (
        api.ok(await api.get("/transactions", account_id=run["bindings"]["account"], transaction_type="WITHDRAWAL"))
        == []
    )


async def test_personal_values_are_compared_and_never_kept(api: Api) -> None:
    run = await played(
        api, "- expect: {call: getCustomer, with: {customer_id: '${ada}'}, equals: {email: grace@example.com}}", PERSON
    )
    assert run["failure"] == "Step 2 (getCustomer): email is not what was expected; it is hidden and not shown."
    await api.settle()
    bytes_on_disk = b"".join(path.read_bytes() for path in api.world.path.rglob("*.db*"))
    assert run["scenario_run_id"].encode() in bytes_on_disk
    for secret in (b"Lovelace", b"grace@example.com", b"ada.${run}"):
        assert secret not in bytes_on_disk


async def test_an_error_of_ours_fails_the_step_and_not_the_queue(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("sandbox.services.accounts.rules.routing", broken)
    run = await played(api, "", ACCOUNT)
    assert run["failure"] == "Step 2 (openAccount): internal_error: ZeroDivisionError."
    assert api.ok(await api.get("/simulations/effects", status="PARKED")) == []
