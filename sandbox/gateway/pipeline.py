"""The path of a request, as one list of steps: `Pipeline.answer`.

Whoever a request is from and whatever it is for, it passes here once: route, authenticate, rate
limit, scopes, idempotency, validation, the operation in its transaction, and the wait until what
the answer rests on is on disk. See: docs/concepts/life-of-a-request.md.
"""

from __future__ import annotations

import logging
import secrets
from functools import partial
from hashlib import sha256
from typing import Any

import msgspec

from sandbox.contract.binder import Route, Router
from sandbox.contract.pages import Page, check_cursor
from sandbox.contract.problem import Problem, RecordedRefusal
from sandbox.contract.streams import Stream, Upload
from sandbox.engine.bank import Bank
from sandbox.engine.call import Call, Caller, Ending
from sandbox.engine.clock import elapsed, wall_us
from sandbox.engine.ids import ArrivalIds
from sandbox.engine.transaction import StoredAnswer, Transaction
from sandbox.gateway.answers import JSON, Answer, Faults, Host, Observer, refusal, replay
from sandbox.gateway.limits import Header, RateLimited, RateLimits
from sandbox.gateway.recorder import Note, Recorder, since
from sandbox.gateway.request import Receive, Request, Scope, Send
from sandbox.gateway.sealing import seal_answer
from sandbox.gateway.sending import send_answer, stream_headers

log = logging.getLogger("sandbank.gateway")

MOST_IN_FLIGHT = 4096
BODY_LIMIT = 64 * 1024
DOCUMENT_LIMIT = 6 * 1024 * 1024

_KEPT = (404, 409, 422)


class Pipeline:
    """The contract as one ASGI application, at /v1."""

    def __init__(
        self,
        router: Router,
        host: Host,
        limits: RateLimits,
        observer: Observer | None = None,
        *,
        faults: Faults | None = None,
        recorder: Recorder | None = None,
    ) -> None:
        self._router = router
        self._host = host
        self._limits = limits
        self._observer = observer
        self._faults = faults
        self._recorder = recorder
        self._in_flight: set[tuple[str, str, str]] = set()
        self._running = 0
        self._request_ids = ArrivalIds("req", secrets.token_bytes(32))

    @property
    def running(self) -> int:
        """How many requests are under way."""
        return self._running

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; never raises, and never answers without a request id."""
        if scope["type"] != "http":
            return
        at_us, began = wall_us(), elapsed()
        request = Request(scope, receive, self._request_ids.next(at_us), at_us)
        headers: list[Header] = []
        route: Route | None = None
        self._running += 1
        try:
            if self._running > MOST_IN_FLIGHT:
                raise Problem("overloaded", retry_after=1)
            route, values = self._route(request, headers)
            answer = await self._answer(request, route, values, headers)
        except Problem as problem:
            answer = refusal(problem, request.request_id)
        except Exception:
            # Not the path: a client may write anything into it.
            what = "a request" if route is None else route.spec.operation_id
            log.exception("%s failed (%s)", what, request.request_id, extra={"trace_id": request.correlation_id})
            answer = refusal(Problem("internal_error"), request.request_id)
        finally:
            self._running -= 1
        if answer.status >= 400 and request.caller is not None:
            self._limits.observed(request.caller.user_id, answer.status)
        if self._recorder is not None:
            self._note(self._recorder, Note(request, route, request.caller, answer, since(began), request.fault_id))
        if self._observer is not None:
            self._observer(route, request, answer)
        may_go_on = None if answer.stream is None else partial(self._is_let_in, request, route)
        await send_answer(send, receive, request, answer, headers, may_go_on)

    def _note(self, recorder: Recorder, note: Note) -> None:
        """Log a call with the bank of its key, or with the platform's when nobody knows the key."""
        recorder.note(self._host.home(note.caller), note)

    def _route(self, request: Request, headers: list[Header]) -> tuple[Route, list[str]]:
        request.read_headers()
        methods, values = self._router.find(request.path)
        if methods is None:
            raise Problem("not_found", "There is nothing at this path; see /reference for what there is.")
        route = methods.get(request.method)
        if route is None:
            headers.append((b"allow", ", ".join(sorted(methods)).encode()))
            raise Problem("method_not_allowed", f"This path takes {', '.join(sorted(methods))}.")
        return route, values

    async def _answer(self, request: Request, route: Route, values: list[str], headers: list[Header]) -> Answer:
        """Every step, in order."""
        spec = route.spec
        if spec.is_anonymous:
            caller = self._nobody(request)
            counted = f"{caller.user_id}/{caller.ip_address_hash}"
        else:
            caller = request.caller = await self._authenticate(request)
            counted = caller.user_id
        try:
            headers.extend(self._limits.take(counted, spec.rate_class, self._host.limits_profile(caller)))
        except RateLimited as refused:
            headers.extend(refused.headers)
            raise
        if not caller.scopes.issuperset(spec.scopes):
            missing = ", ".join(sorted(set(spec.scopes) - caller.scopes))
            raise Problem("insufficient_scope", f"This operation needs the scope {missing}.")
        bank = await self._host.bank(caller, spec.store)
        # A bank that is replaced waits for the end of the requests that are under way.
        bank.users += 1
        try:
            fault = self._faults.met_by(self._host.home(caller), spec) if self._faults is not None else None
            if fault is None:
                return await self._perform(request, route, values, bank, caller)
            request.fault_id = fault.fault_id
            headers.append((b"sandbank-fault", fault.fault_id.encode()))
            await fault.before()
            answer = await self._perform(request, route, values, bank, caller)
            await fault.after()
            return answer
        finally:
            bank.users -= 1

    async def _perform(self, request: Request, route: Route, values: list[str], bank: Bank, caller: Caller) -> Answer:
        spec = route.spec
        if not spec.is_unsafe:
            arguments = self._arguments(request, route, values, b"")
            return await self._read(request, route, bank, caller, arguments)
        key = request.idempotency_key(is_required=spec.is_idempotency_key_required)
        if spec.is_upload:
            upload = await request.upload(self._host.uploads)
            try:
                return await self._change(request, route, values, bank, caller, upload.sha256.encode(), key, upload)
            finally:
                upload.path.unlink(missing_ok=True)
        raw = await request.body(DOCUMENT_LIMIT if spec.operation_id == "uploadDocument" else BODY_LIMIT)
        return await self._change(request, route, values, bank, caller, raw, key)

    async def _change(
        self,
        request: Request,
        route: Route,
        values: list[str],
        bank: Bank,
        caller: Caller,
        raw: bytes,
        key: str | None,
        upload: Upload | None = None,
    ) -> Answer:
        if key is None:
            arguments = self._arguments(request, route, values, raw, upload)
            return await self._write(request, route, bank, caller, arguments, None)
        return await self._write_once(request, route, values, bank, caller, raw, key, upload)

    async def _authenticate(self, request: Request) -> Caller:
        token = request.bearer
        if token is None:
            raise Problem("unauthenticated")
        wanted = request.headers.get(b"sandbank-bank")
        caller = await self._host.authenticate(token, wanted)
        if wanted is not None and wanted != caller.bank_id:
            raise Problem("bank_mismatch")
        return caller

    async def _is_let_in(self, request: Request, route: Route | None) -> bool:
        """Whether the caller of a stream could begin it now."""
        try:
            caller = await self._authenticate(request)
        except Problem:
            return False
        return route is not None and caller.scopes.issuperset(route.spec.scopes)

    def _nobody(self, request: Request) -> Caller:
        """Who calls an operation that takes no credential: an address, known by its keyed hash."""
        address = self._host.home(None).vault.blind("ip", request.address)
        user_agent = request.headers.get(b"user-agent")
        return Caller(user_id="anonymous", auth_method="ANONYMOUS", ip_address_hash=address, user_agent=user_agent)

    def _arguments(
        self, request: Request, route: Route, values: list[str], raw: bytes, upload: Upload | None = None
    ) -> dict[str, Any]:
        arguments: dict[str, Any] = {
            name: value for (_, name), value in zip(route.spec.path_parameters, values, strict=True)
        }
        if route.query is not None:
            arguments["query"] = route.query.decode(request.query)
        elif request.query:
            raise Problem("unknown_parameter", "This operation takes no query parameters.")
        if upload is not None:
            arguments["content"] = upload
        elif route.body is not None:
            arguments["body"] = route.body.decode(raw)
            if route.takes_simulation:
                self._host.check_simulation(route.spec, arguments["body"])
        elif raw:
            raise Problem("malformed_request", "This operation takes no body.")
        return arguments

    async def _read(
        self, request: Request, route: Route, bank: Bank, caller: Caller, arguments: dict[str, Any]
    ) -> Answer:
        if route.spec.is_list and (cursor := getattr(arguments["query"], "cursor", None)) is not None:
            check_cursor(cursor, bank.epoch)

        async def work(tx: Transaction) -> tuple[bytes, tuple[Header, ...], Stream | None]:
            result = await route.function(Call(tx, caller, last_event_id=request.last_event_id), **arguments)
            if type(result) is Page:
                return *result.encode(request.path, request.query, bank.epoch), None
            if type(result) is Stream:
                return b"", stream_headers(result), result
            return route.encode(result), (), None

        (body, headers, stream), saw = await bank.run(route.spec.operation_id, caller, work, is_read=True)
        await bank.durable(saw)
        return Answer(route.spec.success_status, body, ((b"content-type", route.media), *headers), stream)

    async def _write_once(
        self,
        request: Request,
        route: Route,
        values: list[str],
        bank: Bank,
        caller: Caller,
        raw: bytes,
        key: str,
        upload: Upload | None,
    ) -> Answer:
        """An unsafe call with an idempotency key: replay it, refuse it, or run it as the only one."""
        scope = _scope_of_keys(caller, bank)
        fingerprint = _fingerprint(request, raw)
        if route.asks_for_secrets:
            # A plain hash would let whoever reads the file try passwords at leisure.
            fingerprint = bank.vault.blind("fingerprint", fingerprint)
        flight = (bank.bank_id, scope, key)
        if flight in self._in_flight:
            raise Problem("idempotency_key_in_flight", retry_after=1)
        kept = await bank.answered(scope, key)
        if kept is not None:
            if kept.fingerprint != fingerprint:
                raise Problem("idempotency_key_reused")
            answer = replay(kept, bank)
            return await self._waited(request, route, bank, caller, answer, kept.location)
        self._in_flight.add(flight)
        try:
            arguments = self._arguments(request, route, values, raw, upload)
            slot = StoredAnswer(scope, key, fingerprint, 0, None, b"")
            return await self._write(request, route, bank, caller, arguments, slot)
        finally:
            self._in_flight.discard(flight)

    async def _write(
        self,
        request: Request,
        route: Route,
        bank: Bank,
        caller: Caller,
        arguments: dict[str, Any],
        slot: StoredAnswer | None,
    ) -> Answer:
        """Run the operation, keep its answer in the same commit, and wait until both are on disk."""
        spec = route.spec
        location: str | None = None
        caller = msgspec.structs.replace(
            caller,
            correlation_id=request.correlation_id,
            ip_address_hash=bank.vault.blind("ip", request.address),
        )

        endings: list[Ending] = []

        async def work(tx: Transaction) -> Answer:
            nonlocal location
            await _end(endings, is_committed=False)  # of the try before, if this one runs again
            try:
                result = await route.function(Call(tx, caller, endings), **arguments)
            except Problem as problem:
                is_kept = slot is not None and problem.status in _KEPT
                is_recorded = isinstance(problem, RecordedRefusal)
                if not is_kept and not is_recorded:
                    raise
                if not is_recorded:
                    tx.discard()
                await _end(endings, is_committed=False)
                answer = refusal(problem, request.request_id)
                if slot is not None and is_kept:
                    tx.answer(msgspec.structs.replace(slot, status=answer.status, body=answer.body))
                return answer
            body = route.encode(result)
            location = route.location_of(result) if route.location is not None else None
            headers = (JSON,) if body else ()
            if location is not None:
                headers = (*headers, (b"location", f"/v1{location}".encode()))
            if slot is not None:
                kept = route.encode_without_secrets(result, body)
                tx.answer(seal_answer(slot, spec.success_status, location, kept, result, bank.vault))
            return Answer(spec.success_status, body, headers)

        try:
            answer, saw = await bank.run(spec.operation_id, caller, work)
            await bank.durable(saw)
        except BaseException:
            await _end(endings, is_committed=False)
            raise
        await _end(endings, is_committed=True)
        return await self._waited(request, route, bank, caller, answer, location)

    async def _waited(
        self, request: Request, route: Route, bank: Bank, caller: Caller, answer: Answer, location: str | None
    ) -> Answer:
        """`Prefer: wait`: hold the answer of accepted work until the resource is final, or the time is over.

        Of a replay too: it then tells what has become of the resource, and not how it was accepted.
        """
        wait_s = request.wait_s()
        if not wait_s or not route.spec.is_accepted or answer.status != route.spec.success_status:
            return answer
        methods, values = self._router.find(location or "")
        assert methods is not None, "accepted work is read back somewhere"
        reader = methods["GET"]
        arguments = {name: value for (_, name), value in zip(reader.spec.path_parameters, values, strict=True)}
        deadline = elapsed() + wait_s

        async def work(tx: Transaction) -> Any:
            return await reader.function(Call(tx, caller), **arguments)

        while True:
            newest = bank.commit_number
            result, saw = await bank.run(reader.spec.operation_id, caller, work, is_read=True)
            await bank.durable(saw)
            left = deadline - elapsed()
            if result.status != "PENDING" or left <= 0:
                break
            await bank.flushed_within(left, after=newest)
        headers = (*answer.headers, (b"preference-applied", b"wait=%d" % wait_s))
        return answer._replace(body=route.encode(result), headers=headers)


def _scope_of_keys(caller: Caller, bank: Bank) -> str:
    """Within what an idempotency key is one: an organization's bank, whichever of its keys is used.

    The platform's bank is shared by all banks of an organization: there it is the caller's own bank that counts.
    """
    if caller.auth_method == "ANONYMOUS":
        return f"{caller.user_id}/{caller.ip_address_hash}"
    scope = caller.organization_id or caller.user_id
    return scope if caller.bank_id in (None, bank.bank_id) else f"{scope}/{caller.bank_id}"


def _fingerprint(request: Request, raw: bytes) -> str:
    """What makes a request the same one again: method, path, query, body."""
    path = request.path.encode() + (b"?" + request.query if request.query else b"")
    return sha256(b"\0".join((request.method.encode(), path, raw))).hexdigest()


async def _end(endings: list[Ending], *, is_committed: bool) -> None:
    while endings:
        await endings.pop()(is_committed)
