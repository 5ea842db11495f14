"""Faults: misbehaviour on purpose, as switches. What each kind does, what is at work, what it has met; and lifting it.

Declaring has a form of its own, since a person thinks in percent and in operations; what is refused is shown at the
field. The operations behind this page are never spoiled, so a fault can always be lifted here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.di import NamedDependency
from sandbank.errors import APIStatusError

from sandbank_portal.contract import Contract
from sandbank_portal.formatting import label
from sandbank_portal.forms import Field, Form, Typed, place_problem
from sandbank_portal.visits import Visit

Row = dict[str, Any]

_WHOLE_BPS = 10_000
_PAST = 20
_SPARED_TAGS = ("simulations", "banks", "requests", "usage")
_ANSWERS = (("503", "503 overloaded"), ("500", "500 internal error"), ("429", "429 rate limited"))


class Kind(NamedTuple):
    """A kind of fault in words: what happens, and what it shows about a client."""

    id: str
    title: str
    text: str
    proves: str
    fields: tuple[str, ...]
    icon: str

    @property
    def is_of_webhooks(self) -> bool:
        """Whether it spoils deliveries, and not calls."""
        return self.id.startswith("WEBHOOK_")


_CALLS = ("operation_id", "rate_bps", "remaining")
_DELIVERIES = ("event_type", "rate_bps", "remaining")
_KNOWN = (
    Kind(
        "LATENCY",
        "Slow answers",
        "A call waits for the delay, then is answered as ever.",
        "time-outs and patience",
        (*_CALLS, "delay_ms"),
        "timer",
    ),
    Kind(
        "ERROR",
        "Errors",
        "A call is answered 429, 500 or 503, and nothing is changed.",
        "retries with back-off",
        (*_CALLS, "status_code"),
        "circle-x",
    ),
    Kind(
        "TIMEOUT_AFTER_COMMIT",
        "Lost answers",
        "A change takes effect, but its answer does not come within the delay: the client cannot know.",
        "idempotency keys",
        (*_CALLS, "delay_ms"),
        "unplug",
    ),
    Kind(
        "WEBHOOK_DOUBLED",
        "Webhooks doubled",
        "A delivery is sent twice.",
        "handlers that may run twice",
        _DELIVERIES,
        "copy",
    ),
    Kind(
        "WEBHOOK_LATE",
        "Webhooks late",
        "A delivery is sent after the delay.",
        "flows that do not wait for a webhook",
        (*_DELIVERIES, "delay_ms"),
        "clock",
    ),
    Kind(
        "WEBHOOK_LOST",
        "Webhooks lost",
        "A delivery is never sent.",
        "reading events after a gap",
        _DELIVERIES,
        "cloud-off",
    ),
    Kind(
        "WEBHOOK_OUT_OF_ORDER",
        "Webhooks out of order",
        "A delivery lets the next one pass.",
        "handlers that look at the resource, not at the order",
        _DELIVERIES,
        "arrow-up-down",
    ),
)
EXAMPLES = (
    (
        "One transfer whose answer is lost",
        "kind=TIMEOUT_AFTER_COMMIT&operation_id=createTransfer&remaining=1&delay_ms=5000",
    ),
    ("One call in ten answers 503", "kind=ERROR&status_code=503&rate=10"),
    ("The next five deposits are rate limited", "kind=ERROR&operation_id=createDeposit&status_code=429&remaining=5"),
    ("Lists of transactions take two seconds", "kind=LATENCY&operation_id=listTransactions&delay_ms=2000"),
    ("Every webhook comes twice", "kind=WEBHOOK_DOUBLED&rate=100"),
    ("Half of the account events are lost", "kind=WEBHOOK_LOST&event_type=account.*&rate=50"),
)


def kinds(contract: Contract) -> list[Kind]:
    """Every kind of the contract; one that nobody described is shown by its name with all fields."""
    names = contract.resolved({"$ref": "#/components/schemas/FaultKind"})["enum"]
    known = {one.id: one for one in _KNOWN}
    every = ("operation_id", "event_type", "rate_bps", "remaining", "delay_ms")
    return [known.get(name) or Kind(name, label(name), "", "", every, "zap") for name in names]


def words(fault: Row) -> str:
    """What a fault meets: `createTransfer, 10 % of calls`."""
    is_delivery = str(fault["kind"]).startswith("WEBHOOK_")
    whom = fault["event_type"] or "all events" if is_delivery else fault["operation_id"] or "every operation"
    rate = fault["rate_bps"] / 100
    return f"{whom}" if rate == 100 else f"{whom}, {rate:g} %"


def effect(fault: Row) -> str:
    """What it does to what it meets, in figures."""
    if fault["kind"] == "ERROR":
        return f"answers {fault['status_code']}"
    if fault["kind"] in ("LATENCY", "TIMEOUT_AFTER_COMMIT", "WEBHOOK_LATE"):
        return f"{fault['delay_ms']:,} ms"
    return ""


# The form -----------------------------------------------------------------------------------------
def fault_form(visit: Visit, kind: Kind, given: Typed) -> Form:
    """What a kind asks for, with what was given; the rate is in percent."""

    def value(name: str, default: str = "") -> str:
        return next(iter(given.get(name, [])), default)

    operations = _operations(visit.contract, is_unsafe_only=kind.id == "TIMEOUT_AFTER_COMMIT")
    made = (
        Field("operation_id", "Operation", "select", options=operations, placeholder="Every operation"),
        Field("event_type", "Events", "select", options=_events(visit.contract), placeholder="All events"),
        Field("rate_bps", "How many, in percent", "text", is_required=True, value=value("rate", "100")),
        Field("remaining", "How often", "integer", minimum=1, maximum=1_000_000, placeholder="until lifted"),
        Field("delay_ms", "Delay in ms", "integer", is_required=True, minimum=0, maximum=60_000, value="1000"),
        Field("status_code", "Answer", "select", is_required=True, options=list(_ANSWERS), value="503"),
    )
    for one in made:
        one.value = value(one.name, one.value)
    return Form([one for one in made if one.name in kind.fields])


def _operations(contract: Contract, *, is_unsafe_only: bool) -> list[tuple[str, str]]:
    return [
        (one.operation_id, one.operation_id)
        for one in sorted(contract.operations.values(), key=lambda one: one.operation_id.lower())
        if one.tag not in _SPARED_TAGS and not (is_unsafe_only and one.is_safe)
    ]


def _events(contract: Contract) -> list[tuple[str, str]]:
    every = contract.event_types
    groups = sorted({one.partition(".")[0] for one in every})
    return [(f"{one}.*", f"{one}.*") for one in groups] + [(one, one) for one in every]


def read_fault(form: Form, kind: Kind) -> Row:
    """The declaration that was typed; what cannot be read is marked at its field."""
    body: Row = {"kind": kind.id}
    for one in form.fields:
        text = str(one.value).strip()
        if not text:
            if one.is_required:
                one.error = "This is needed."
            continue
        try:
            body[one.name] = _number(one, text) if one.name not in ("operation_id", "event_type") else text
        except ValueError:
            one.error = "Write a percentage from 0.01 to 100." if one.name == "rate_bps" else "Write a whole number."
    return body


def _number(one: Field, text: str) -> int:
    if one.name != "rate_bps":
        return int(text)
    rate = round(float(text.rstrip("% ").replace(",", ".")) * 100)
    if not 1 <= rate <= _WHOLE_BPS:
        raise ValueError
    return rate


# Pages --------------------------------------------------------------------------------------------
@get("/faults")
async def faults_page(visit: NamedDependency[Visit]) -> Response[Any]:
    """Every kind as a switch, what is at work, and what was."""
    given = {name: [value] for name, value in visit.request.query_params.items()}
    return await _page(visit, next(iter(given.get("kind", [])), ""), given)


async def _page(visit: Visit, chosen: str, given: Typed, form: Form | None = None) -> Response[Any]:
    active, exhausted, lifted = await visit.reads(
        ("listFaults", (), {"status": "ACTIVE", "limit": 100}),
        ("listFaults", (), {"status": "EXHAUSTED", "limit": _PAST}),
        ("listFaults", (), {"status": "LIFTED", "limit": _PAST}),
    )
    every = kinds(visit.contract)
    names = {one.id: one for one in every}
    past = sorted([*(exhausted or []), *(lifted or [])], key=lambda one: str(one["created_at"]), reverse=True)
    declare = visit.contract.operations["declareFault"]
    return visit.page(
        "faults.html",
        "faults",
        status_code=422 if form else 200,
        kinds=every,
        names=names,
        form=form or (fault_form(visit, names[chosen], given) if chosen in names else None),
        chosen=chosen,
        at_work=active or [],
        past=past[:_PAST],
        by_kind={one.id: [fault for fault in active or [] if fault["kind"] == one.id] for one in every},
        words=words,
        effect=effect,
        examples=EXAMPLES,
        samples=visit.samples(declare, {}, None, declare.example),
    )


@post("/faults", status_code=200)
async def declare(visit: NamedDependency[Visit]) -> Response[Any]:
    """Let the bank misbehave."""
    typed = await visit.form()
    chosen = next(iter(typed.get("kind", [])), "")
    kind = next((one for one in kinds(visit.contract) if one.id == chosen), None)
    if kind is None:
        return visit.to("/portal/faults", "There is no such kind of fault.", kind="failed")
    form = fault_form(visit, kind, typed)
    for one in form.fields:
        one.value = next(iter(typed.get(one.name, [])), "")
    body = read_fault(form, kind)
    if any(one.error for one in form.fields):
        return await _page(visit, chosen, typed, form)
    try:
        fault = (await visit.call("declareFault", body=body)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        place_problem(form, error.body)
        return await _page(visit, chosen, typed, form)
    return visit.to("/portal/faults", f"{kind.title}: at work on {words(fault)}.", kind="warning")


@post("/faults/lift", status_code=200)
async def lift(visit: NamedDependency[Visit]) -> Response[Any]:
    """End one fault, those of a kind, or all of them."""
    form = await visit.form()
    identifier = next(iter(form.get("fault_id", [])), "")
    kind = next(iter(form.get("kind", [])), "")
    active = [identifier] if identifier else await _active(visit, kind)
    lifted = 0
    for one in active:
        try:
            await visit.call("liftFault", one)
            lifted += 1
        except APIStatusError as error:
            if error.status == 401:
                raise
            if error.status not in (404, 409):
                return visit.to("/portal/faults", error.detail, kind="failed")
    if not lifted:
        return visit.to("/portal/faults", "It was lifted already.", kind="info")
    return visit.to("/portal/faults", f"{lifted} {'fault' if lifted == 1 else 'faults'} lifted: the bank behaves.")


async def _active(visit: Visit, kind: str) -> list[str]:
    rows = await visit.read("listFaults", query={"status": "ACTIVE", "limit": 100}) or []
    return [row["fault_id"] for row in rows if not kind or row["kind"] == kind]


FAULT_PAGES: list[Any] = [faults_page, declare, lift]
