"""The pages that the navigation and the palette lead to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A page of the navigation: its id, what it is called, where it is, its icon, and the scope it needs."""

    id: str
    label: str
    url: str
    icon: str
    scope: str | None = None
    count: int | None = None


NAVIGATION: tuple[tuple[str, tuple[Place, ...]], ...] = (
    (
        "",
        (Place("overview", "Overview", "/portal", "layout-dashboard"),),
    ),
    (
        "Bank",
        (
            Place("customers", "Customers", "/portal/customers", "users", "customers:read"),
            Place("accounts", "Accounts", "/portal/accounts", "landmark", "accounts:read"),
            Place("transactions", "Transactions", "/portal/transactions", "arrow-left-right", "transactions:read"),
            Place("holds", "Holds", "/portal/holds", "lock", "transactions:read"),
            Place("verifications", "Verifications", "/portal/verifications", "badge-check", "kyc:read"),
            Place("documents", "Documents", "/portal/documents", "file-text", "kyc:read"),
        ),
    ),
    (
        "Books",
        (
            Place("ledger", "Ledger", "/portal/ledger", "book-open", "ledger:read"),
            Place("reconciliation", "Reconciliation", "/portal/reconciliation", "scale", "ledger:read"),
            Place("audit", "Audit trail", "/portal/audit", "shield-check", "audit:read"),
        ),
    ),
    (
        "World",
        (
            Place("time", "Time and next", "/portal/time", "clock", "simulations:read"),
            Place("simulation", "Simulation", "/portal/simulation", "flask-conical", "simulations:read"),
            Place("faults", "Faults", "/portal/faults", "zap", "simulations:read"),
            Place("outbox", "Outbox", "/portal/outbox", "mail", "webhooks:read"),
        ),
    ),
    (
        "Developers",
        (
            Place("keys", "API keys", "/portal/keys", "key-round", "api_keys:read"),
            Place("requests", "Requests", "/portal/requests", "list", "requests:read"),
            Place("events", "Events", "/portal/events", "activity", "events:read"),
            Place("webhooks", "Webhooks", "/portal/webhooks", "webhook", "webhooks:read"),
            Place("usage", "Usage", "/portal/usage", "chart-column", "usage:read"),
            Place("reference", "Reference", "/reference", "code-xml"),
            Place("docs", "Documentation", "/docs", "book-text"),
        ),
    ),
    (
        "Organization",
        (
            Place("banks", "Banks", "/portal/banks", "git-branch", "banks:read"),
            Place("team", "Team", "/portal/team", "user-round-cog", "organizations:read"),
            Place("settings", "Settings", "/portal/settings", "settings", "settings:read"),
            Place("organization", "Organization", "/portal/organization", "building-2", "organizations:read"),
        ),
    ),
)


def visible(scopes: frozenset[str]) -> list[tuple[str, list[Place]]]:
    """The navigation of somebody with these scopes."""
    groups = [
        (title, [place for place in places if place.scope is None or place.scope in scopes])
        for title, places in NAVIGATION
    ]
    return [(title, places) for title, places in groups if places]
