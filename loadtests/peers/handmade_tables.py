"""The tables of the hand-made peer: accounts, transactions, entries, events, keys.

The columns are those a client sees, plus what the promises need: the key's fingerprint and kept
answer, the balance after each entry. Indexes are few, which favours writes; what a read of the
bench needs is a primary key.
See: handmade.py beside this file.
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

schema = sa.MetaData()
Moment = sa.DateTime(timezone=True)

api_keys = sa.Table(
    "api_keys",
    schema,
    sa.Column("key_hash", sa.LargeBinary, primary_key=True),
    sa.Column("client_id", sa.Text, nullable=False),
    sa.Column("revoked_at", Moment),
)
accounts = sa.Table(
    "accounts",
    schema,
    sa.Column("account_id", sa.Text, primary_key=True),
    sa.Column("customer_id", sa.Text, nullable=False),
    sa.Column("joint_customer_ids", sa.ARRAY(sa.Text), nullable=False),
    sa.Column("account_number", sa.Text, nullable=False, unique=True),
    sa.Column("routing_number", sa.Text),
    sa.Column("iban", sa.Text),
    sa.Column("bic", sa.Text),
    sa.Column("account_type", sa.Text, nullable=False),
    sa.Column("ownership", sa.Text, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("available_balance_cents", sa.BigInteger, nullable=False),
    sa.Column("pending_balance_cents", sa.BigInteger, nullable=False),
    sa.Column("posted_balance_cents", sa.BigInteger, nullable=False),
    sa.Column("daily_limit_cents", sa.BigInteger),
    sa.Column("monthly_limit_cents", sa.BigInteger),
    sa.Column("interest_rate_bps", sa.Integer, nullable=False),
    sa.Column("risk_category", sa.Text, nullable=False),
    sa.Column("balance_last_updated", Moment, nullable=False),
    sa.Column("opened_date", sa.Date, nullable=False),
    sa.Column("closed_date", sa.Date),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("metadata", JSONB, nullable=False),
    # Room on each page keeps balance updates on their page and out of the index (HOT updates).
    postgresql_with={"fillfactor": 50},
)
transactions = sa.Table(
    "transactions",
    schema,
    sa.Column("transaction_id", sa.Text, primary_key=True),
    sa.Column("transaction_type", sa.Text, nullable=False),
    sa.Column("source_account_id", sa.Text, nullable=False),
    sa.Column("destination_account_id", sa.Text, nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("description", sa.Text),
    sa.Column("external_reference", sa.Text),
    sa.Column("initiated_by", sa.Text, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("processed_at", Moment),
    sa.Column("metadata", JSONB, nullable=False),
)
sa.Index(
    "transactions_unsettled",
    transactions.c.status,
    postgresql_where=transactions.c.status.in_(["PENDING", "FAILED"]),
)
entries = sa.Table(
    "entries",
    schema,
    sa.Column("entry_id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("transaction_id", sa.Text, nullable=False),
    sa.Column("account_id", sa.Text, nullable=False),
    sa.Column("direction", sa.Text, nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("balance_after_cents", sa.BigInteger, nullable=False),
    sa.Column("effective_at", Moment, nullable=False),
    sa.Index("entries_of_account", "account_id", "entry_id"),
)
events = sa.Table(
    "events",
    schema,
    sa.Column("event_id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("resource_id", sa.Text, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("data", JSONB, nullable=False),
)
idempotency_keys = sa.Table(
    "idempotency_keys",
    schema,
    sa.Column("client_id", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("fingerprint", sa.LargeBinary, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("answer", sa.LargeBinary, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
)
