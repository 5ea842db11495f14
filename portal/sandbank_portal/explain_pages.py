"""Why a movement is as it is: its trace as a causal graph, on the tab of a transaction and on a page of its own.

Every node leads to the page of what it stands for, and the same is told as an ordered list, for those who read rather
than look. See: explain_graph.py for the layout, templates/explain_graph.html.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from sandbank_portal.explain_graph import Drawing, Node, drawn
from sandbank_portal.formatting import exact, label, money, parsed, short_id
from sandbank_portal.resources import TRANSACTIONS, Row, page_of
from sandbank_portal.visits import Visit


class Sort(NamedTuple):
    """How a type of node is shown: its layer from the left, its tint, what stands over it, whose time it bears."""

    layer: int
    kind: str
    name: str
    is_real_time: bool = False


SORTS = {
    "REQUEST": Sort(0, "request", "Request", is_real_time=True),
    "COMMIT": Sort(1, "decision", "Commits"),
    "RULE": Sort(2, "decision", "Decided"),
    "POSTING": Sort(3, "entry", "In the books"),
    "EVENT": Sort(4, "event", "Events"),
    "DELIVERY": Sort(5, "delivery", "Deliveries", is_real_time=True),
    "EFFECT": Sort(1, "effect", "Commits"),
}
_OTHER = Sort(2, "decision", "Decided")
_SHORT = 22
_COMMITS = ("COMMIT", "EFFECT")
"""An effect that fires makes a commit, so it stands below the last one."""


class Told(NamedTuple):
    """A node as a line of the list."""

    kind: str
    type: str
    title: str
    text: str
    at: str
    is_real_time: bool
    url: str | None


class Explained(NamedTuple):
    """A movement explained: the graph, the same as a list, and a sentence."""

    drawing: Drawing
    told: list[Told]
    sentence: str


async def explained(visit: Visit, transaction_id: str) -> Explained | None:
    """The graph of a movement; None where the caller may not read it, or nothing is known."""
    trace = await visit.read("getTransactionTrace", transaction_id)
    return of_trace(trace["nodes"]) if trace and trace["nodes"] else None


def of_trace(rows: list[Row]) -> Explained:
    """A trace of the contract as a graph and as a list."""
    days = {str(row["at"])[:10] for row in rows if not sort_of(row).is_real_time}
    nodes = [
        Node(
            id=row["node_id"],
            parent=row["parent_id"],
            layer=sort_of(row).layer,
            kind=sort_of(row).kind,
            is_ahead=is_ahead(row),
            title=title_of(row),
            note=" · ".join(
                filter(None, (_clock(row["at"], len(days) > 1 and not sort_of(row).is_real_time), note_of(row)))
            ),
            hint=f"{label(row['node_type'])}: {title_of(row)}, {_time(row)}",
            url=url_of(row),
            starts_band=row["node_type"] in _COMMITS,
        )
        for row in rows
    ]
    names = {one.layer: f"{one.name} (real time)" if one.is_real_time else one.name for one in SORTS.values()}
    told = [
        Told(
            sort_of(row).kind,
            label(row["node_type"]),
            str(row["title"]) if row["node_type"] == "REQUEST" else title_of(row),
            text_of(row),
            row["at"],
            sort_of(row).is_real_time,
            url_of(row),
        )
        for row in rows
    ]
    return Explained(drawn(nodes, names), told, sentence_of(rows))


def sort_of(row: Row) -> Sort:
    """How a node is shown; types that the contract adds later are decisions."""
    return SORTS.get(row["node_type"], _OTHER)


def url_of(row: Row) -> str | None:
    """The page of what a node stands for; of a rule it is the commit's."""
    return page_of(str(row["node_id"]).partition("/")[0])


def is_ahead(row: Row) -> bool:
    """Whether a node has not happened yet: an effect that will fire, a delivery that will be tried."""
    return row["node_type"] == "EFFECT" or (row["node_type"] == "DELIVERY" and str(row["title"]).startswith("PENDING"))


def title_of(row: Row) -> str:
    """A node in few words."""
    title, detail = str(row["title"]), row["detail"]
    match row["node_type"]:
        case "RULE":
            name, separator, value = title.partition(": ")
            shown = value if page_of(value) else label(value).lower()
            return f"{label(name)}: {short_id(shown)}" if separator else title
        case "REQUEST":
            method, _, path = title.partition(" ")
            return title if len(title) <= _SHORT else f"{method} …/{path.rpartition('/')[2]}"
        case "POSTING":
            entries = detail.get("entries") or [{}]
            cents = abs(entries[0].get("posted_cents") or entries[0].get("pending_cents") or 0)
            word = "reserved" if detail.get("status") == "PENDING" else "posted"
            return f"{money(cents, entries[0].get('currency'))} {entries[0].get('currency') or ''} {word}"
        case "DELIVERY":
            host = urlsplit(str(detail.get("url") or "")).netloc
            status, _, endpoint = title.partition(" to ")
            return f"{label(status)}, {host or short_id(endpoint)}" if endpoint else title
        case _:
            return title


def note_of(row: Row) -> str:
    """What matters most of a node, beside its time."""
    detail = row["detail"]
    match row["node_type"]:
        case "REQUEST":
            return f"{detail.get('status_code')} · {(detail.get('duration_us') or 0) / 1000:.1f} ms"
        case "COMMIT":
            kind, underscore, rest = str(detail.get("user_id") or "").partition("_")
            return f"{kind}_…{rest[-4:]}" if underscore else kind
        case "POSTING":
            return _counted(len(detail.get("entries") or ()), "entry", "entries")
        case "DELIVERY":
            return " · ".join(
                filter(None, (str(detail.get("response_status") or ""), f"try {detail.get('attempt_number')}"))
            )
        case "EFFECT":
            return "parked" if detail.get("is_parked") else ""
        case _:
            return ""


def text_of(row: Row) -> str:
    """A node's detail as a sentence of the list."""
    detail = row["detail"]
    match row["node_type"]:
        case "COMMIT":
            written = "; ".join(str(one) for one in detail.get("written") or ())
            return f"By {detail.get('user_id')}. Wrote {written}." if written else f"By {detail.get('user_id')}."
        case "POSTING":
            entries = "; ".join(_entry(one) for one in detail.get("entries") or ())
            return f"{str(row['title']).removesuffix(_status(detail))}: {entries}"
        case "EVENT":
            changed = detail.get("previous") or {}
            return f"Changed {', '.join(label(name).lower() for name in changed)}." if changed else ""
        case "DELIVERY":
            return str(detail.get("error") or detail.get("url") or "")
        case "REQUEST":
            parts = [note_of(row), str(detail.get("api_key_id") or "")]
            parts.append(f"fault {detail['fault_id']}" if detail.get("fault_id") else "")
            return " · ".join(filter(None, parts))
        case "EFFECT":
            return str(detail.get("error") or "")
        case _:
            return ""


def _status(detail: Row) -> str:
    return f" ({detail.get('status')})"


def _entry(entry: Row) -> str:
    cents = entry.get("posted_cents") or entry.get("pending_cents") or 0
    word = "" if entry.get("posted_cents") else " reserved" if cents >= 0 else " freed"
    amount = money(abs(cents), entry.get("currency"))
    account = short_id(entry.get("ledger_account_id"))
    return f"{label(entry.get('direction'))} {amount} {entry.get('currency')} {account}{word}"


def sentence_of(rows: list[Row]) -> str:
    """The graph in a sentence."""
    count: dict[str, int] = {}
    for row in rows:
        count[row["node_type"]] = count.get(row["node_type"], 0) + 1
    words = [
        _counted(count.get("COMMIT", 0), "commit", "commits"),
        _counted(count.get("POSTING", 0), "ledger transaction", "ledger transactions"),
        _counted(count.get("EVENT", 0), "event", "events"),
        _counted(count.get("DELIVERY", 0), "delivery", "deliveries"),
    ]
    first = next((row for row in rows if row["node_type"] == "REQUEST"), None)
    start = f"{first['title']} led to" if first else "No request is known; the bank itself made"
    ahead = sum(is_ahead(row) for row in rows)
    end = (
        f" {_counted(ahead, 'thing is', 'things are')} still ahead (dashed)."
        if ahead
        else " Nothing more is scheduled."
    )
    return f"{start} {', '.join(word for word in words if word)}.{end}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""


def _clock(iso: str, has_days: bool) -> str:
    at = parsed(iso)
    if at is None:
        return ""
    return at.strftime("%d %b %H:%M" if has_days else "%H:%M:%S").lstrip("0" if has_days else "")


def _time(row: Row) -> str:
    return exact(row["at"]) + (" (real time)" if sort_of(row).is_real_time else "")


@get("/explain/{transaction_id:str}")
async def explain_page(visit: NamedDependency[Visit], transaction_id: FromPath[str]) -> Response[Any]:
    """The graph of a movement in full width."""
    record = (await visit.call("getTransaction", transaction_id)).value
    operation = visit.contract.operations["getTransactionTrace"]
    return visit.page(
        "explain.html",
        "transactions",
        record=record,
        identifier=transaction_id,
        title=TRANSACTIONS.title(record),
        graph=await explained(visit, transaction_id),
        samples=visit.samples(operation, {"transactionId": transaction_id}),
    )


EXPLAIN_PAGES: list[Any] = [explain_page]
