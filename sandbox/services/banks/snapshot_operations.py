"""The operations of `banks` on snapshots: a bank as it was, kept to fork or restore from."""

from __future__ import annotations

from sandbox.contract.binder import operation
from sandbox.contract.models.banks import Snapshot, SnapshotCreation
from sandbox.contract.models.parameters import ListSnapshotsQuery
from sandbox.contract.pages import Page
from sandbox.contract.problem import not_found
from sandbox.engine.call import Call
from sandbox.engine.clock import to_datetime
from sandbox.engine.directory import NEW
from sandbox.engine.listing import list_records
from sandbox.engine.store.sqlite.files import glance
from sandbox.services.banks import files, problems
from sandbox.services.banks.operations import existing
from sandbox.services.banks.records import SNAPSHOTS, StoredFile

MOST_SNAPSHOTS = 100


@operation("createSnapshot")
async def create_snapshot(call: Call, bank_id: str, body: SnapshotCreation | None) -> Snapshot:
    await existing(call, bank_id)
    if not await call.tx.count(f"{bank_id}/snapshots", "", 1, MOST_SNAPSHOTS):
        raise problems.too_many_snapshots(MOST_SNAPSHOTS)
    directory = call.tx.directory
    snapshot_id = call.new_id("snap")
    file_name = f"{snapshot_id}.db"
    path = directory.snapshots_path / (file_name + NEW)

    async def ended(is_committed: bool) -> None:
        (files.finish if is_committed else files.undo)(directory, file_name)

    call.when_ended(ended)
    with directory.copying(bank_id):
        await files.copy_bank(directory, bank_id, path)
    snapshot = Snapshot(
        snapshot_id=snapshot_id,
        bank_id=bank_id,
        name=body.name if body is not None else None,
        bank_now=to_datetime(glance(path).now_us),
        size_bytes=path.stat().st_size,
        created_at=call.now,
    )
    call.tx.put(snapshot)
    call.tx.put(StoredFile(file_name=file_name, owner_id=bank_id, state="IN_USE"))
    return snapshot


@operation("listSnapshots")
async def list_snapshots(call: Call, bank_id: str, query: ListSnapshotsQuery) -> Page[Snapshot]:
    await existing(call, bank_id)
    return Page(*await list_records(call, SNAPSHOTS, query, {"bank_id": bank_id}))


@operation("deleteSnapshot")
async def delete_snapshot(call: Call, bank_id: str, snapshot_id: str) -> None:
    await existing(call, bank_id)
    snapshot = await call.tx.get(SNAPSHOTS, snapshot_id)
    if snapshot is None or snapshot.bank_id != bank_id:
        raise not_found("snapshot", snapshot_id)
    directory, file_name = call.tx.directory, f"{snapshot_id}.db"

    async def ended(is_committed: bool) -> None:
        if is_committed:
            files.remove(directory, file_name)

    call.when_ended(ended)
    await call.tx.count(f"{bank_id}/snapshots", "", -1)
    files.retire(call, file_name, bank_id)
    call.tx.delete(snapshot)
