"""The hand-made peer: two operations of a bank as a team writes them with FastAPI and PostgreSQL.

It keeps the promises of ours that matter here: the key is checked, a transfer is durable before its
answer, idempotent, double entry, never overdrawn, and leaves an event. It is tuned as we tune our own:
SQLAlchemy Core with cached statements, as few round trips as the work allows, answers written by orjson,
keys cached for a minute, no garbage collection over what stays. Where there is a choice it has the lighter
duty: the transfer completes in its one database transaction; no limits, scopes, audit or request log.
The two lists let the bench treat both banks alike; `python handmade.py` creates tables and accounts.
See: handmade_tables.py, and loadtests/bench/servers.py for how it is served.
"""

import asyncio
import gc
import hashlib
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Annotated, Any

import orjson
import sqlalchemy as sa
from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from handmade_tables import accounts, api_keys, entries, events, idempotency_keys, schema, transactions
from pydantic import BaseModel, Field
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

DATABASE_URL = os.environ["HANDMADE_DATABASE_URL"]
POOL_SIZE = int(os.environ.get("HANDMADE_POOL_SIZE", "8"))
KEY_CACHE_S = 60.0
ACCOUNTS = 100
OPENING_BALANCE_CENTS = 5_000_000

# --- statements, built once so that SQLAlchemy compiles and asyncpg prepares each only once ------

ACCOUNT_FIELDS = tuple(str(column.name) for column in accounts.columns)
READ_ACCOUNT = sa.select(accounts).where(accounts.c.account_id == sa.bindparam("id"))
READ_KEY = sa.select(api_keys.c.client_id).where(
    api_keys.c.key_hash == sa.bindparam("hash"), api_keys.c.revoked_at.is_(None)
)
READ_ANSWER = sa.select(idempotency_keys.c["fingerprint", "status", "answer"]).where(
    idempotency_keys.c.client_id == sa.bindparam("client"), idempotency_keys.c.key == sa.bindparam("key")
)
LOCK_PAIR = (
    sa.select(accounts.c["account_id", "currency", "status", "available_balance_cents"])
    .where(accounts.c.account_id.in_([sa.bindparam("one"), sa.bindparam("other")]))
    .order_by(accounts.c.account_id)
    .with_for_update()
)
CLAIM_KEY = insert(idempotency_keys).on_conflict_do_nothing().returning(idempotency_keys.c.key)
_delta = sa.case(
    (accounts.c.account_id == sa.bindparam("source"), -sa.bindparam("amount", type_=sa.BigInteger)),
    else_=sa.bindparam("amount", type_=sa.BigInteger),
)
MOVE_BALANCES = (
    sa.update(accounts)
    .where(accounts.c.account_id.in_([sa.bindparam("source"), sa.bindparam("destination")]))
    .values(
        available_balance_cents=accounts.c.available_balance_cents + _delta,
        posted_balance_cents=accounts.c.posted_balance_cents + _delta,
        balance_last_updated=sa.bindparam("at"),
    )
)


def _insert(table: sa.Table, prefix: str) -> sa.CTE:
    """An insert whose parameters are the table's columns with a prefix; identities are given by the table."""
    columns = [column for column in table.columns if column.identity is None]
    values = {column.name: sa.bindparam(prefix + column.name, type_=column.type) for column in columns}
    return insert(table).inline().values(values).cte(f"add_{prefix}")


# Writes that wait for nobody's answer go as one statement: one round trip in place of four, a quarter
# more transfers per second.
WRITE_TRANSFER = MOVE_BALANCES.add_cte(
    _insert(transactions, "txn_"),
    _insert(entries, "debit_"),
    _insert(entries, "credit_"),
    _insert(events, "event_"),
)

# --- application ---------------------------------------------------------------------------------

engine = create_async_engine(
    DATABASE_URL,
    pool_size=POOL_SIZE,
    max_overflow=0,
    json_serializer=lambda value: orjson.dumps(value).decode(),
    json_deserializer=orjson.loads,
)
# Single statements need no BEGIN and ROLLBACK around them: two round trips less per read.
reader = create_async_engine(
    DATABASE_URL,
    pool_size=POOL_SIZE,
    max_overflow=0,
    isolation_level="AUTOCOMMIT",
    skip_autocommit_rollback=True,
    json_deserializer=orjson.loads,
)


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    # What was loaded stays: full collections over it cost the slowest answers a factor of five.
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)
    yield
    await engine.dispose()
    await reader.dispose()


app = FastAPI(title="Hand-made bank", lifespan=lifespan)
_known_keys: dict[bytes, tuple[str, float]] = {}


class TransferRequest(BaseModel):
    source_account_id: str = Field(max_length=64)
    destination_account_id: str = Field(max_length=64)
    amount_cents: int = Field(ge=1, le=2**53 - 1)
    currency: str = Field(pattern="^[A-Z]{3}$")
    description: str | None = Field(default=None, max_length=500)
    external_reference: str | None = Field(default=None, max_length=100)
    metadata: dict[str, str] = Field(default_factory=dict, max_length=50)


async def authenticated(request: Request) -> str:
    """The client whose key the request bears; the hash is looked up once a minute."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise HTTPException(401, "Give an API key as bearer token.")
    key_hash = hashlib.sha256(token.encode()).digest()
    known = _known_keys.get(key_hash)
    if known is not None and known[1] > time.monotonic():
        return known[0]
    async with reader.connect() as connection:
        client = await connection.scalar(READ_KEY, {"hash": key_hash})
    if client is None:
        raise HTTPException(401, "The API key is not known.")
    _known_keys[key_hash] = (client, time.monotonic() + KEY_CACHE_S)
    return client


Client = Annotated[str, Depends(authenticated)]


def _json(content: Any, status: int = 200) -> Response:
    body = content if isinstance(content, bytes) else orjson.dumps(content, option=orjson.OPT_UTC_Z)
    return Response(body, status_code=status, media_type="application/json")


@app.get("/health")
async def health() -> Response:
    return _json({"status": "ok"})


@app.get("/v1/accounts/{account_id}")
async def get_account(account_id: str, client: Client) -> Response:
    async with reader.connect() as connection:
        row = (await connection.execute(READ_ACCOUNT, {"id": account_id})).one_or_none()
    if row is None:
        raise HTTPException(404, "There is no such account.")
    return _json(dict(zip(ACCOUNT_FIELDS, row, strict=True)))


@app.get("/v1/accounts")
async def list_accounts(client: Client, limit: int = 20) -> Response:
    statement = sa.select(accounts).order_by(accounts.c.account_id).limit(limit)
    async with reader.connect() as connection:
        rows = await connection.execute(statement)
    return _json([dict(zip(ACCOUNT_FIELDS, row, strict=True)) for row in rows])


@app.get("/v1/transactions")
async def list_transactions(client: Client, status: str, limit: int = 20) -> Response:
    statement = sa.select(transactions.c.transaction_id).where(transactions.c.status == status).limit(limit)
    async with reader.connect() as connection:
        return _json([{"transaction_id": row.transaction_id} for row in await connection.execute(statement)])


@app.post("/v1/transactions/transfer")
async def create_transfer(
    request: Request,
    body: TransferRequest,
    client: Client,
    idempotency_key: Annotated[str, Header(min_length=1, max_length=255)],
) -> Response:
    """Locks the pair, decides, and keeps the answer under its key, all in one transaction.

    The key is claimed after the locks, with its answer: whoever comes second finds it taken, rolls
    back and replays. That is one statement less than claiming first and filling in later.
    """
    fingerprint = hashlib.sha256(await request.body()).digest()
    async with engine.connect() as connection:
        lock = {"one": body.source_account_id, "other": body.destination_account_id}
        found = {row.account_id: row for row in await connection.execute(LOCK_PAIR, lock)}
        transaction, status, refusal = _decide(body, found, client)
        answer = orjson.dumps(refusal or transaction, option=orjson.OPT_UTC_Z)
        claim = {
            "client_id": client,
            "key": idempotency_key,
            "fingerprint": fingerprint,
            "status": status,
            "answer": answer,
            "created_at": transaction["created_at"],
        }
        if await connection.scalar(CLAIM_KEY, claim) is None:
            await connection.rollback()
            return await _replay(connection, client, idempotency_key, fingerprint)
        if refusal is None:
            await _write(connection, transaction, found)
        await connection.commit()
    return _json(answer, status)


def _decide(
    body: TransferRequest, found: dict[str, Any], client: str
) -> tuple[dict[str, Any], int, dict[str, str] | None]:
    """The transaction as it will be, the status of the answer, and the refusal if there is one."""
    now = datetime.now(UTC)
    transaction = {
        "transaction_id": f"txn_{time.time_ns():016x}{os.urandom(5).hex()}",
        "transaction_type": "TRANSFER",
        **body.model_dump(),
        "status": "COMPLETED",
        "initiated_by": client,
        "created_at": now,
        "processed_at": now,
    }
    source, destination = found.get(body.source_account_id), found.get(body.destination_account_id)
    if source is None or destination is None:
        return transaction, 404, {"code": "not_found"}
    if source is destination:
        return transaction, 422, {"code": "same_account"}
    if source.status != "ACTIVE" or destination.status != "ACTIVE":
        return transaction, 422, {"code": "account_not_active"}
    if source.currency != body.currency or destination.currency != body.currency:
        return transaction, 422, {"code": "currency_mismatch"}
    if source.available_balance_cents < body.amount_cents:
        return transaction, 422, {"code": "insufficient_funds"}
    return transaction, 202, None


async def _write(connection: AsyncConnection, transaction: dict[str, Any], found: dict[str, Any]) -> None:
    """The transaction, its two entries, both balances and the event."""
    source, destination = transaction["source_account_id"], transaction["destination_account_id"]
    txn, amount, now = transaction["transaction_id"], transaction["amount_cents"], transaction["created_at"]
    entry = {"transaction_id": txn, "amount_cents": amount, "effective_at": now}
    debited = {"account_id": source, "direction": "DEBIT"}
    debited["balance_after_cents"] = found[source].available_balance_cents - amount
    credited = {"account_id": destination, "direction": "CREDIT"}
    credited["balance_after_cents"] = found[destination].available_balance_cents + amount
    event = {"type": "transaction.completed", "resource_id": txn, "created_at": now, "data": transaction}
    moved = {"source": source, "destination": destination, "amount": amount, "at": now}
    written = {
        "txn_": transaction,
        "debit_": entry | debited,
        "credit_": entry | credited,
        "event_": event,
    }
    for prefix, row in written.items():
        moved |= {prefix + column: value for column, value in row.items()}
    await connection.execute(WRITE_TRANSFER, moved)


async def _replay(connection: AsyncConnection, client: str, key: str, fingerprint: bytes) -> Response:
    kept = (await connection.execute(READ_ANSWER, {"client": client, "key": key})).one()
    if kept.fingerprint != fingerprint:
        raise HTTPException(422, "The key was used with another body.")
    answer = _json(kept.answer, kept.status)
    answer.headers["Idempotent-Replayed"] = "true"
    return answer


# --- the data to begin with -------------------------------------------------------------------------


async def create_bank(api_key: str) -> None:
    """Creates the tables, one API key and `ACCOUNTS` funded accounts in an empty database."""
    now = datetime.now(UTC)
    constant = {
        "joint_customer_ids": [],
        "routing_number": "021000021",
        "account_type": "CHECKING",
        "ownership": "INDIVIDUAL",
        "currency": "USD",
        "status": "ACTIVE",
        "available_balance_cents": OPENING_BALANCE_CENTS,
        "pending_balance_cents": 0,
        "posted_balance_cents": OPENING_BALANCE_CENTS,
        "daily_limit_cents": 1_000_000,
        "monthly_limit_cents": 10_000_000,
        "interest_rate_bps": 150,
        "risk_category": "LOW",
        "balance_last_updated": now,
        "opened_date": date(2026, 1, 15),
        "created_at": now,
        "metadata": {},
    }
    rows = [
        {
            "account_id": f"acct_{number:026x}",
            "customer_id": f"cust_{number:026x}",
            "account_number": f"{10**11 + number}",
            **constant,
        }
        for number in range(ACCOUNTS)
    ]
    key = {"key_hash": hashlib.sha256(api_key.encode()).digest(), "client_id": "bench"}
    async with engine.begin() as connection:
        await connection.run_sync(schema.create_all)
        await connection.execute(insert(api_keys), key)
        await connection.execute(insert(accounts), rows)
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(create_bank(os.environ["HANDMADE_API_KEY"]))
