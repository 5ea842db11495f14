"""Definitions of scenarios: whatever cannot be played is refused before the first step, all of it at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.contract.problem import Problem
from sandbox.contract.specification import OperationSpec
from sandbox.world.scenarios import performing, shipped
from sandbox.world.scenarios.checking import check
from sandbox.world.scenarios.definition import Expectation
from sandbox.world.scenarios.expectations import failure
from sandbox.world.scenarios.grammar import understood
from sandbox.world.scenarios.mistakes import Mistakes
from sandbox.world.scenarios.reading import MOST_CHARACTERS, read
from sandbox.world.scenarios.references import filled, has_references, parsed, references
from sandbox.world.scenarios.targets import TARGETS, instant
from tests.services.api import START, Api
from tests.services.simulations.scenario_runs import ACCOUNT, PERSON, ask

Found = list[tuple[str, str]]


def mistakes_of(text: str) -> Found:
    """(pointer, sentence) of everything that is wrong with a definition."""
    mistakes = Mistakes()
    document = read(text, mistakes)
    if not len(mistakes):
        check(understood(document, mistakes, shipped.steps_of, shipped.names()), mistakes)
    return [(error.pointer, error.detail) for error in mistakes.found]


def of_steps(steps: str) -> Found:
    return mistakes_of(f"steps: [{steps}]")


async def test_refuses_with_everything_that_is_wrong(api: Api) -> None:
    reply = await ask(
        api,
        """
        - {do: openAcount}
        - {do: getAccount, with: {acount_id: x}}
        - {do: createCustomer, with: {customer_type: MARTIAN, email: "x.${run}@example.com"}}
        - {do: getAccount, with: {account_id: "${acount}"}}
        - {set: {fraud.high: 1, holds.default_days: 0}}
        - {expect: {call: closeAccount, with: {account_id: "${account}"}, equals: {stat: x}}}
        """,
        ACCOUNT,
    )
    assert (reply.status, reply.code) == (422, "scenario_invalid")
    errors = reply.body["errors"]
    assert [(error["pointer"], error["code"]) for error in errors] == [
        ("/steps/2/do", "unknown_operation"),
        ("/steps/3/with/acount_id", "unknown_field"),
        ("/steps/4/with/customer_type", "invalid_field"),
        ("/steps/5/with/account_id", "invalid_field"),
        ("/steps/6/set/fraud.high", "unknown_field"),
        ("/steps/6/set/holds.default_days", "invalid_field"),
        ("/steps/7/expect/call", "invalid_field"),
        ("/steps/7/expect/equals/stat", "unknown_field"),
    ]
    assert errors[0]["detail"] == "There is no operation 'openAcount'. Do you mean 'openAccount'?"
    assert errors[3]["detail"] == "There is no name before this step 'acount'. Do you mean 'account'?"
    assert reply.body["detail"] == f"/steps/2/do: {errors[0]['detail']} And 7 more."
    assert api.ok(await api.get("/simulations/scenario_runs")) == []


@pytest.mark.parametrize(
    ("text", "pointer", "detail"),
    [
        ("", "", "A definition is a map with steps."),
        ("- a", "", "A definition is a map with steps."),
        ("a: [", "", "Line 1, column 5: expected the node content, but found '<stream end>'."),
        ("a: &x 1\nb: *x", "", "Line 2, column 4: aliases are not allowed; write it out, or use include or repeat."),
        ("a: !!python/name:os.system x", "", "Line 1, column 4: tags are not allowed."),
        ("a: !!binary x", "", "Line 1, column 4: tags are not allowed."),
        ("a: 1\na: 2", "", "Line 2, column 1: the key 'a' is given twice."),
        ("[a]: 1", "", "Line 1, column 1: keys are plain words."),
        ("a: 1\n---\nb: 2", "", "Line 2, column 1: but found another document."),
        ("a: \x00", "", "special characters are not allowed."),
        ("[" * 50_000, "", "Line 1, column 13: nested deeper than 12."),
        ("{a: " * 10_000, "", "Line 1, column 46: nested deeper than 12."),
        ("a" * (MOST_CHARACTERS + 1), "", "A definition may have 60,000 characters."),
        ("steps: 1", "/steps", "Steps are a list."),
        ("name: x", "/steps", "Steps are a list."),
        ("steps: []", "/steps", "A scenario has at least one step."),
        ("step: []", "/step", "There is no key 'step'. Do you mean 'steps'?"),
        (
            "name: Pay day\nsteps: [{advance: P1D}]",
            "/name",
            "A name is up to 40 lower-case letters, digits and underscores.",
        ),
    ],
)
def test_refuses_what_is_no_definition(text: str, pointer: str, detail: str) -> None:
    assert mistakes_of(text)[0] == (pointer, detail)


VERBS = "do, expect, expect_event, advance, set, fault, include"


@pytest.mark.parametrize(
    ("steps", "pointer", "detail"),
    [
        ("advance", "/steps/0", "A step is a map, such as {do: createCustomer}."),
        ("{}", "/steps/0", f"A step has exactly one of {VERBS}."),
        ("{advance: P1D, do: getCurrentUser}", "/steps/0", f"A step has exactly one of {VERBS}."),
        ("{advanse: P1D}", "/steps/0/advanse", "There is no kind of step 'advanse'. Do you mean 'advance'?"),
        ("{do: getCurrentUser, wiht: {}}", "/steps/0/wiht", "There is no key of do 'wiht'. Do you mean 'with'?"),
        ("{do: [1]}", "/steps/0/do", "do is a text."),
        ("{do: getCurrentUser, with: 1}", "/steps/0/with", "with is a map."),
        (
            "{do: getCurrentUser, as: Ada}",
            "/steps/0/as",
            "A name is up to 40 lower-case letters, digits and underscores.",
        ),
        ("{do: getCurrentUser, repeat: 0}", "/steps/0/repeat", "repeat is a whole number from 1 to 10,000."),
        ("{do: getCurrentUser, repeat: true}", "/steps/0/repeat", "repeat is a whole number from 1 to 10,000."),
        (
            "{do: getCurrentUser, repeat: 6000}, {do: getCurrentUser, repeat: 6000}",
            "/steps",
            "A scenario has at most 10,000 steps, repetitions counted.",
        ),
        ("{do: createBank}", "/steps/0/do", "A step cannot use createBank: it is of the platform, not of the bank."),
        ("{do: streamEvents}", "/steps/0/do", "A step cannot use streamEvents: it gives or takes a file or a stream."),
        *(
            (
                f"{{do: {name}}}",
                "/steps/0/do",
                f"A step cannot use {name}: the run itself moves the clock; use advance.",
            )
            for name in ("advanceClock", "setClock", "runClock", "freezeClock", "runScenario", "triggerEvent")
        ),
        ("{do: getAccount}", "/steps/0/with/account_id", "This operation needs it."),
        ("{do: getTrialBalance, as: sum}", "/steps/0/as", "What getTrialBalance answers has no id to name."),
        ("{do: listAccounts, with: {limit: 0}}", "/steps/0/with/limit", "Expected `int` >= 1"),
        (
            "{do: listAccounts, equals: {status: x}}",
            "/steps/0/equals/status",
            "Begin with a place in the list, such as 0.status.",
        ),
        ("{do: getCurrentUser, count: 1}", "/steps/0/count", "getCurrentUser gives no list."),
        (
            "{do: getCurrentUser, expect_refusal: insuficient_funds}",
            "/steps/0/expect_refusal",
            "There is no problem 'insuficient_funds'. Do you mean 'insufficient_funds'?",
        ),
        (
            "{do: listHolds, as: hold, expect_refusal: not_found}",
            "/steps/0/expect_refusal",
            "What is refused gives no answer: leave out as and what is expected of it.",
        ),
        ("{expect: {call: listHolds}}", "/steps/0/expect", "Say what to expect: equals, at_least, at_most, count."),
        ("{expect: 1}", "/steps/0/expect", "expect is a map with call."),
        ("{expect_event: 1}", "/steps/0/expect_event", "expect_event is a type of event, or a map with type."),
        (
            "{expect_event: account.open}",
            "/steps/0/expect_event",
            "There is no type of event 'account.open'. Do you mean 'account.opened'?",
        ),
        (
            "{expect_event: {type: account.opened, about: 1}}",
            "/steps/0/expect_event/about",
            "about is the id of a resource, or a reference to one.",
        ),
        ("{advance: P1D, calendar: MAYA}", "/steps/0/calendar", "There is no calendar 'MAYA'."),
        (
            "{advance: NEXT_EFECT}",
            "/steps/0/advance",
            f"There is no duration of ISO 8601 or target ({', '.join(TARGETS)}) 'NEXT_EFECT'. Do you mean 'NEXT_EFF",
        ),
        ("{fault: {kind: FIRE}}", "/steps/0/fault/kind", '"FIRE" is not one of '),
        ("{include: paydy}", "/steps/0/include", "There is no shipped scenario 'paydy'. Do you mean 'payday'?"),
        ("{include: payday}, {include: payday}", "/steps/1/include/steps/0/as", "The name company is given twice."),
        ("{do: getAccount, with: {account_id: '${}'}}", "/steps/0/with/account_id", "${} is no reference."),
        ("{do: getAccount, with: {account_id: '${a'}}", "/steps/0/with/account_id", "${a is no reference."),
        ("{do: listHolds, as: now}", "/steps/0/as", "now has a meaning of its own."),
        (
            "{do: listHolds, with: {created_at.gte: '${now+P1X}'}}",
            "/steps/0/with/created_at.gte",
            "${now+P1X}: P1X is no duration of ISO 8601.",
        ),
        (
            "{do: listHolds, as: hold}, {do: getHold, with: {hold_id: '${hold[1]}'}}",
            "/steps/1/with/hold_id",
            "${hold[1]}: hold is one, not many.",
        ),
        (
            "{do: listHolds, as: hold, repeat: 2}, {do: getHold, with: {hold_id: '${hold}'}}",
            "/steps/1/with/hold_id",
            "${hold}: hold is many; say which, such as ${hold[1]}.",
        ),
        (
            "{do: listHolds, as: hold, repeat: 2}, {do: getHold, with: {hold_id: '${hold[index]}'}, repeat: 3}",
            "/steps/1/with/hold_id",
            "${hold[index]}: there are 2 of hold.",
        ),
        (
            "{do: listHolds, as: hold}, {do: getHold, with: {hold_id: '${hold.acount_id}'}}",
            "/steps/1/with/hold_id",
            "There is no property of hold 'acount_id'. Do you mean 'account_id'?",
        ),
        (
            "{do: listOwners, as: owner, with: {customer_id: x}}, {do: getHold, with: {hold_id: '${owner.name}'}}",
            "/steps/1/with/hold_id",
            "${owner.name}: of owner only its id is known.",
        ),
    ],
)
def test_refuses_a_step_that_cannot_be_played(steps: str, pointer: str, detail: str) -> None:
    found = of_steps(steps)
    assert found
    assert found[0][0] == pointer
    assert found[0][1].startswith(detail)


def test_takes_what_is_only_known_when_it_is_played() -> None:
    steps = """
    {do: listHolds, as: hold, with: {created_at.gte: '${now+P1D}', limit: '${index}'}},
    {do: placeHold, with: {account_id: '${hold.account_id}', amount_cents: '${hold.amount_cents}', currency: USD}},
    {do: closeAccount, with: {account_id: nowhere}, expect_refusal: not_found}
    """
    assert of_steps(steps) == []


def test_plain_scalars_mean_what_they_mean_in_json() -> None:
    text = "[no, 2026-01-15, 12:30:45, 010, 1_000, .inf, true, null, ~, -7, 0, 1.50, 1e3, 'true', <<]"
    mistakes = Mistakes()
    values = read(text, mistakes)
    assert read("9" * 5000, mistakes) == "9" * 5000
    assert not len(mistakes)
    assert values == [
        "no", "2026-01-15", "12:30:45", "010", "1_000", ".inf", True, None, None, -7, 0, 1.5, "1e3", "true", "<<",
    ]  # fmt: skip


@given(st.text(max_size=300))
def test_any_text_is_a_definition_or_is_refused(text: str) -> None:
    mistakes_of(text)
    mistakes_of(f"steps: [{{do: {text}}}]")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_STEP = st.dictionaries(
    st.sampled_from(["do", "with", "as", "expect", "expect_event", "advance", "set", "fault", "include", "repeat"]),
    _JSON | st.sampled_from(["createCustomer", "listAccounts", "account.opened", "P1D", "payday", 2]),
    max_size=4,
)


@given(st.lists(_STEP, max_size=4))
def test_any_values_are_a_definition_or_are_refused(steps: list[Any]) -> None:
    mistakes = Mistakes()
    check(understood({"steps": steps}, mistakes, shipped.steps_of, shipped.names()), mistakes)


# References --------------------------------------------------------------------------------------
async def test_a_reference_alone_keeps_its_type_and_among_words_becomes_text() -> None:
    meant = {"a": 7, "b": None, "c": True, "d": {"x": 1}}

    async def look_up(reference: Any) -> Any:
        return meant[reference.name]

    value = {"k": ["${a}", "n${a}${a}", "${b}", "-${b}-", "${c}!", "${d}", "$${a}", "$a {a} $"]}
    assert has_references(value)
    assert await filled(value, look_up) == {
        "k": [7, "n77", None, "--", "true!", {"x": 1}, "${a}", "$a {a} $"],
    }


@pytest.mark.parametrize("text", ["", "A", "a.", "a[0]", "a[x]", "a b", "now.x", "index[1]", "run+P1D", "a" * 41])
def test_what_is_no_reference(text: str) -> None:
    assert parsed(text) is None
    assert [found for _, _, found in references([f"${{{text}}}"])] == [None]


# Expectations ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("expected", "answer", "wrong"),
    [
        ({"equals": {"a.b": 1}}, {"a": {"b": 1}}, None),
        ({"equals": {"1.a": [1, {"b": None}]}}, [{}, {"a": [1, {"b": None}]}], None),
        ({"equals": {"a": True}}, {"a": 1}, "Expected a to be true, found 1."),
        ({"equals": {"a": 1}}, {"a": True}, "Expected a to be 1, found true."),
        ({"equals": {"a": "1"}}, {"a": 1}, 'Expected a to be "1", found 1.'),
        ({"equals": {"a": {"b": 1}}}, {"a": {"b": 1, "c": 2}}, 'Expected a to be {"b": 1}, found {"b": 1, "c": 2}.'),
        ({"equals": {"a": [1]}}, {"a": [1, 2]}, "Expected a to be [1], found [1, 2]."),
        ({"equals": {"a": None}}, {}, "Expected a to be null, found nothing there."),
        ({"equals": {"2.a": 1}}, [{}], "Expected 2.a to be 1, found nothing there."),
        ({"at_least": {"a": 2}, "at_most": {"a": 2}}, {"a": 2}, None),
        ({"at_least": {"a": 2}}, {"a": 1}, "Expected a to be at least 2, found 1."),
        ({"at_most": {"a": 2}}, {"a": 3}, "Expected a to be at most 2, found 3."),
        ({"at_least": {"a": 0}}, {"a": True}, "Expected a to be at least 0, found true."),
        ({"at_least": {"a": "x"}}, {"a": 1}, 'Expected a to be at least "x", found 1.'),
        ({"count": 1}, [], "Expected 1 in the list, found 0."),
        ({"count": 1}, {}, "Expected a list of 1, found one answer."),
        ({"equals": {"a": "x" * 200}}, {"a": "y"}, f'Expected a to be "{"x" * 116}..., found "y".'),
        ({"equals": {"0.h.x": 1}}, [{"h": {"x": 2}}], "0.h.x is not what was expected; it is hidden and not shown."),
    ],
)
def test_says_what_is_not_as_expected(expected: dict[str, Any], answer: Any, wrong: str | None) -> None:
    assert failure(Expectation(**expected), answer, hiding=("h",)) == wrong


# Targets -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("until", "wanted"),
    [
        ("NEXT_BUSINESS_DAY", "2026-01-16"),
        ("NEXT_MONTH", "2026-02-01"),
        ("FRIDAY_BEFORE_HOLIDAY", "2026-01-16"),
        ("P1D", "2026-01-16T09:30"),
    ],
)
def test_where_an_advance_leads(until: str, wanted: str) -> None:
    from sandbox.engine.clock import to_datetime

    at_us = instant(until, START, "US_FEDERAL_RESERVE")
    assert at_us is not None
    assert to_datetime(at_us).isoformat().startswith(wanted)


def test_the_friday_before_a_holiday_is_always_ahead() -> None:
    from sandbox.engine.calendars import is_banking_day
    from sandbox.engine.clock import DAY_US, day_of

    for calendar in ("US_FEDERAL_RESERVE", "TARGET"):
        for number in range(0, 800, 3):
            now_us = START + number * DAY_US
            at_us = instant("FRIDAY_BEFORE_HOLIDAY", now_us, calendar)
            assert at_us is not None
            assert at_us > now_us
            friday = day_of(at_us)
            assert friday.weekday() == 4
            assert is_banking_day(friday, calendar)
            assert not is_banking_day(day_of(at_us + 3 * DAY_US), calendar)


# The simulated outside ---------------------------------------------------------------------------
async def test_an_outcome_that_does_not_exist_is_refused_like_at_the_gateway(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def check_simulation(spec: OperationSpec, body: Any) -> None:
        asked.append((spec.operation_id, body.metadata))
        raise Problem("unknown_simulation")

    monkeypatch.setattr(performing, "_simulation_checks", [])
    performing.check_simulations_with(check_simulation)
    reply = await ask(api, "", PERSON.replace("with:", "with:\n      metadata: {simulate: nonsense}"))
    assert (reply.status, reply.code) == (422, "scenario_invalid")
    assert reply.body["errors"][0]["pointer"] == "/steps/0/with"
    assert asked == [("createCustomer", {"simulate": "nonsense"})]


# Documentation -----------------------------------------------------------------------------------
async def test_the_page_shows_what_can_be_played_and_names_every_shipped_one(api: Api) -> None:
    page = (Path(__file__).parents[3] / "docs" / "concepts" / "scenarios.md").read_text()
    shown = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert shown
    for text in shown:
        run = api.ok(await api.post("/simulations/scenario_runs", {"definition": text}, Prefer="wait=20"))
        assert (run["status"], run["failure"]) == ("COMPLETED", None)
    assert set(re.findall(r"^\| ([a-z_]+) \|", page, re.MULTILINE)) >= {*shipped.names()}
    assert all(f"`{target}`" in page for target in TARGETS)
