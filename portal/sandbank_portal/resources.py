"""The resources of a bank that have pages of their own: their columns, states, and what belongs to them.

What can be filtered, done and simulated is not listed here: it follows from the contract.
See: lists.py, resource_pages.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbank_portal.formatting import NOTHING

Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column: kind is text, id, status, money, time, count or flag; `of` gives its value, else the field `name`."""

    name: str
    label: str
    kind: str = "text"
    of: Callable[[Row], Any] | None = None
    resource: str | None = None
    is_optional: bool = False

    def value(self, row: Row) -> Any:
        """What stands in the cell."""
        return self.of(row) if self.of is not None else row.get(self.name)


@dataclass(frozen=True)
class Machine:
    """The states of a resource: the way it goes, and where it may stand aside or end otherwise."""

    field: str
    way: tuple[str, ...]
    aside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Related:
    """A list that belongs to a resource: the filter, or the path parameter, that takes its id."""

    id: str
    label: str
    list_operation: str
    parameter: str
    resource: str
    is_in_path: bool = False
    create_operation: str | None = None


@dataclass(frozen=True)
class ResourceType:
    """One kind of resource. The names of operations are the contract's."""

    id: str
    singular: str
    plural: str
    list_operation: str
    get_operation: str
    id_field: str
    parameter: str
    prefix: str
    columns: tuple[Column, ...]
    title: Callable[[Row], str]
    facts: tuple[Column, ...]
    machine: Machine | None = None
    related: tuple[Related, ...] = ()
    create_operations: tuple[str, ...] = ()
    search_filters: tuple[str, ...] = ()
    description: str = ""
    has_entries: bool = False
    events: tuple[str, ...] = ()
    offers: Callable[[str, Row], bool] = lambda operation_id, record: True
    """What more than its state decides whether an operation makes sense now."""

    def columns_on(self, parent: ResourceType) -> tuple[Column, ...]:
        """The columns of a list on the page of another resource: without the one that leads to it and optional ones."""
        return tuple(one for one in self.columns if not one.is_optional and one.resource != parent.id)

    def url(self, identifier: str) -> str:
        """Its page."""
        return f"/portal/{self.id}/{identifier}"


def _person(row: Row) -> str:
    words = " ".join(filter(None, (row.get("first_name"), row.get("last_name"))))
    return row.get("legal_name") or words or NOTHING


def _offers_of_customer(operation_id: str, record: Row) -> bool:
    return operation_id != "addOwner" or record.get("customer_type") == "BUSINESS"


_CREATED = Column("created_at", "Created", "time")

CUSTOMERS = ResourceType(
    id="customers",
    singular="customer",
    plural="Customers",
    list_operation="listCustomers",
    get_operation="getCustomer",
    id_field="customer_id",
    parameter="customerId",
    prefix="cust",
    columns=(
        Column("name", "Name", "title", _person),
        Column("email", "Email"),
        Column("customer_type", "Type", "enum"),
        Column("kyc_status", "KYC", "status"),
        Column("status", "Status", "status"),
        Column("customer_id", "ID", "id", is_optional=True),
        Column("phone_number", "Phone", is_optional=True),
        _CREATED,
    ),
    title=_person,
    facts=(
        Column("kyc_status", "Identity", "status"),
        Column("customer_type", "Type", "enum"),
        Column("email", "Email"),
        Column("phone_number", "Phone"),
        Column("date_of_birth", "Date of birth"),
    ),
    machine=Machine("status", ("ACTIVE", "CLOSED"), ("SUSPENDED",)),
    related=(
        Related("accounts", "Accounts", "listAccounts", "customer_id", "accounts", create_operation="openAccount"),
        Related("verifications", "Verifications", "listVerifications", "customer_id", "verifications"),
        Related("documents", "Documents", "listDocuments", "customer_id", "documents"),
    ),
    create_operations=("createCustomer",),
    search_filters=("name", "email", "phone_number", "national_id"),
    description="The people and businesses that this bank serves. Creating one starts their verification.",
    events=("customer.*",),
    offers=_offers_of_customer,
)

ACCOUNTS = ResourceType(
    id="accounts",
    singular="account",
    plural="Accounts",
    list_operation="listAccounts",
    get_operation="getAccount",
    id_field="account_id",
    parameter="accountId",
    prefix="acct",
    columns=(
        Column("account_number", "Account", "title", lambda row: row.get("nickname") or row["account_number"]),
        Column("account_number", "Number", "mono"),
        Column("account_type", "Type", "enum"),
        Column("customer_id", "Holder", "id", resource="customers"),
        Column("status", "Status", "status"),
        Column("available_balance_cents", "Available", "money"),
        Column("posted_balance_cents", "Posted", "money", is_optional=True),
        Column("account_id", "ID", "id", is_optional=True),
        _CREATED,
    ),
    title=lambda row: row.get("nickname") or f"{row['account_type'].capitalize()} {row['account_number'][-4:]}",
    facts=(
        Column("available_balance_cents", "Available", "money"),
        Column("posted_balance_cents", "Posted", "money"),
        Column("pending_balance_cents", "Pending", "money"),
        Column("account_number", "Number", "mono"),
        Column("customer_id", "Holder", "id", resource="customers"),
    ),
    machine=Machine("status", ("ACTIVE", "CLOSED"), ("SUSPENDED",)),
    related=(
        Related(
            "transactions", "Transactions", "listAccountTransactions", "accountId", "transactions", is_in_path=True
        ),
        Related("holds", "Holds", "listHolds", "account_id", "holds", create_operation="placeHold"),
    ),
    create_operations=("openAccount",),
    description="Where customers' money lies. Balances are the ledger's, to the cent.",
    has_entries=True,
    events=("account.*", "transaction.*", "hold.*"),
)


def _offers_of_transaction(operation_id: str, record: Row) -> bool:
    if operation_id in ("approveTransaction", "rejectTransaction"):
        return bool(record.get("requires_approval"))
    if operation_id.startswith("simulateCheque"):
        return record.get("method") == "CHEQUE"
    return True


TRANSACTIONS = ResourceType(
    id="transactions",
    singular="transaction",
    plural="Transactions",
    list_operation="listTransactions",
    get_operation="getTransaction",
    id_field="transaction_id",
    parameter="transactionId",
    prefix="txn",
    columns=(
        Column("transaction_ref", "Reference", "title"),
        Column("transaction_type", "Type", "enum"),
        Column("source_account_id", "From", "id", resource="accounts"),
        Column("destination_account_id", "To", "id", resource="accounts"),
        Column("status", "Status", "status"),
        Column("description", "Description", is_optional=True),
        Column("external_reference", "Your reference", is_optional=True),
        Column("fraud_score", "Fraud score", "status", is_optional=True),
        Column("transaction_id", "ID", "id", is_optional=True),
        Column("amount_cents", "Amount", "money"),
        _CREATED,
    ),
    title=lambda row: row["transaction_ref"],
    facts=(
        Column("amount_cents", "Amount", "money"),
        Column("transaction_type", "Type", "enum"),
        Column("source_account_id", "From", "id", resource="accounts"),
        Column("destination_account_id", "To", "id", resource="accounts"),
        Column("fraud_score", "Fraud score", "status"),
    ),
    machine=Machine("status", ("PENDING", "COMPLETED", "REVERSED"), ("FAILED",)),
    create_operations=("createTransfer", "createDeposit", "createWithdrawal", "chargeFee"),
    search_filters=("external_reference",),
    description="Every movement of money as the customer sees it; the books behind it are the ledger's.",
    has_entries=True,
    events=("transaction.*",),
    offers=_offers_of_transaction,
)

HOLDS = ResourceType(
    id="holds",
    singular="hold",
    plural="Holds",
    list_operation="listHolds",
    get_operation="getHold",
    id_field="hold_id",
    parameter="holdId",
    prefix="hold",
    columns=(
        Column("hold_id", "Hold", "title", lambda row: row.get("description") or row["hold_id"]),
        Column("account_id", "Account", "id", resource="accounts"),
        Column("status", "Status", "status"),
        Column("expires_at", "Expires", "time"),
        Column("captured_amount_cents", "Captured", "money"),
        Column("amount_cents", "Amount", "money"),
        _CREATED,
    ),
    title=lambda row: row.get("description") or "Hold",
    facts=(
        Column("amount_cents", "Amount", "money"),
        Column("captured_amount_cents", "Captured", "money"),
        Column("account_id", "Account", "id", resource="accounts"),
        Column("transaction_id", "Transaction", "id", resource="transactions"),
        Column("expires_at", "Expires", "time"),
    ),
    machine=Machine("status", ("PENDING", "CAPTURED"), ("RELEASED", "EXPIRED")),
    create_operations=("placeHold",),
    description="Money that is reserved on an account until it is captured, released, or expires.",
    events=("hold.*",),
)

VERIFICATIONS = ResourceType(
    id="verifications",
    singular="verification",
    plural="Verifications",
    list_operation="listVerifications",
    get_operation="getVerification",
    id_field="verification_id",
    parameter="verificationId",
    prefix="ver",
    columns=(
        Column("verification_id", "Verification", "title", lambda row: row["verification_id"]),
        Column("customer_id", "Customer", "id", resource="customers"),
        Column("status", "Status", "status"),
        Column(
            "checks",
            "Checks",
            "text",
            lambda row: ", ".join(f"{one['check_type'].lower()} {one['status'].lower()}" for one in row["checks"]),
        ),
        Column("completed_at", "Decided", "time"),
        _CREATED,
    ),
    title=lambda row: "Verification",
    facts=(
        Column("customer_id", "Customer", "id", resource="customers"),
        Column("decided_by", "Decided by"),
        Column("provider_reference", "Provider's reference", "mono"),
        Column("completed_at", "Decided", "time"),
        Column("next_review_date", "Next review"),
    ),
    machine=Machine("status", ("PENDING", "VERIFIED"), ("IN_REVIEW", "DOCUMENT_REQUIRED", "REJECTED")),
    related=(Related("documents", "Documents", "listDocuments", "verification_id", "documents"),),
    create_operations=("startVerification",),
    description="Whether the bank knows who its customers are, check by check.",
    events=("verification.*", "document.*"),
)

DOCUMENTS = ResourceType(
    id="documents",
    singular="document",
    plural="Documents",
    list_operation="listDocuments",
    get_operation="getDocument",
    id_field="document_id",
    parameter="documentId",
    prefix="doc",
    columns=(
        Column("document_type", "Document", "title", lambda row: row["document_type"].replace("_", " ").capitalize()),
        Column("customer_id", "Customer", "id", resource="customers"),
        Column("document_status", "Status", "status"),
        Column("document_expiry", "Expires"),
        Column("document_id", "ID", "id", is_optional=True),
        Column("uploaded_at", "Uploaded", "time"),
    ),
    title=lambda row: row["document_type"].replace("_", " ").capitalize(),
    facts=(
        Column("customer_id", "Customer", "id", resource="customers"),
        Column("verification_id", "Verification", "id", resource="verifications"),
        Column("document_expiry", "Expires"),
        Column("verified_by", "Verified by"),
        Column("uploaded_at", "Uploaded", "time"),
    ),
    machine=Machine("document_status", ("PENDING", "VERIFIED"), ("REJECTED", "EXPIRED")),
    create_operations=("uploadDocument",),
    description="What customers show to prove who they are: identity, address, income.",
    events=("document.*",),
)

RESOURCES: dict[str, ResourceType] = {
    one.id: one for one in (CUSTOMERS, ACCOUNTS, TRANSACTIONS, HOLDS, VERIFICATIONS, DOCUMENTS)
}

_PAGES = {
    **{one.prefix: f"/portal/{one.id}" for one in RESOURCES.values()},
    "evt": "/portal/events",
    "whe": "/portal/webhooks",
    "wha": "/portal/webhooks/attempts",
    "req": "/portal/requests",
    "key": "/portal/keys",
    "lacc": "/portal/ledger/accounts",
    "ltxn": "/portal/ledger/transactions",
    "aud": "/portal/audit",
    "eff": "/portal/time/effects",
    "mov": "/portal/time/moves",
    "scn": "/portal/simulation/runs",
    "his": "/portal/simulation/histories",
    "bank": "/portal/banks",
    "tmem": "/portal/team",
}


def page_of(identifier: str | None) -> str | None:
    """The page of any id, by its prefix; None for what has none."""
    prefix, underscore, rest = str(identifier or "").partition("_")
    found = _PAGES.get(prefix) if underscore and rest.isalnum() else None
    return None if found is None else f"{found}/{identifier}"
