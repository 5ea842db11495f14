"""The composition root: one process, one event loop, one HTTP server, the contract at /v1.

Litestar owns what is not the contract (reference, problem pages, health, the document); granian
serves it, embedded, so that ending this process ends everything. See: host.py, gateway/pipeline.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import logging
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server
from litestar import Litestar, Request, Response, get
from litestar.exceptions import HTTPException, NotFoundException
from litestar.response import Redirect
from litestar.types import Scope

from sandbox.backups.schedule import Schedule
from sandbox.backups.stores import BackupStore
from sandbox.contract.document import contract_yaml, load_contract
from sandbox.engine.aging import Aging
from sandbox.engine.bank import Bank
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.gateway.door import Door, hosts_of
from sandbox.gateway.limits import RateLimits
from sandbox.gateway.pipeline import Pipeline
from sandbox.host import Host, load_router
from sandbox.observability import traces
from sandbox.observability.routes import MetricsFor, routes
from sandbox.observability.watching import Watch
from sandbox.pages.docs_site import missing_page, site_file
from sandbox.pages.reference import asset, problem_index, problem_page, reference_html
from sandbox.portal import Portal, owner_token
from sandbox.services.webhooks.delivery import Dispatcher
from sandbox.settings import ServerSettings
from sandbox.world.controls.spoiling import SPOILING

log = logging.getLogger("sandbank.server")

# The writer's thread must not wait long for the interpreter: docs/decisions/0003.
_SWITCH_INTERVAL_S = 0.0005
# What requests make is freed when the last reference goes; cycles are few, and looking for them is not cheap.
_GC_THRESHOLDS = (200_000, 50, 100)
_HTML = "text/html"


def pages(watch: Watch, metrics_for: MetricsFor = "loopback") -> Litestar:
    """Everything this server answers beside the contract."""
    handlers = [*routes(watch, metrics_for), *_pages()]
    # Its own logging would replace the process', and with it what masks the lines.
    return Litestar(handlers, openapi_config=None, logging_config=None, after_exception=[_note_failure], debug=False)


async def _note_failure(error: Exception, scope: Scope) -> None:
    """Log a page that failed; what a page refuses is no failure."""
    if not isinstance(error, HTTPException):
        log.error("a page failed", exc_info=error)


def _pages() -> list[Any]:
    document = json.dumps(load_contract()).encode()

    @get("/", sync_to_thread=False)
    def home() -> Redirect:
        return Redirect("/portal")

    @get("/openapi.json", sync_to_thread=False)
    def openapi_json() -> Response[bytes]:
        return Response(document, media_type="application/json")

    @get("/openapi.yaml", sync_to_thread=False)
    def openapi_yaml() -> Response[bytes]:
        return Response(contract_yaml(), media_type="application/yaml")

    @get("/reference", sync_to_thread=False)
    def reference() -> Response[bytes]:
        return Response(reference_html(), media_type=_HTML)

    @get(["/reference/assets/{name:str}", "/{name:str}"], sync_to_thread=False)
    def reference_asset(name: str) -> Response[bytes]:
        found = asset(name)
        if found is None:
            raise NotFoundException()
        return Response(found[0], media_type=found[1], headers={"cache-control": "max-age=3600"})

    @get("/problems", sync_to_thread=False)
    def problems() -> Response[bytes]:
        return Response(problem_index(), media_type=_HTML)

    @get("/problems/{code:str}", sync_to_thread=False)
    def problem(code: str) -> Response[bytes]:
        page = problem_page(code)
        if page is None:
            raise NotFoundException()
        return Response(page, media_type=_HTML)

    @get("/docs", sync_to_thread=False)
    def docs() -> Redirect:
        # Links within the site are relative to its folder.
        return Redirect("/docs/index.html")

    return [home, openapi_json, openapi_yaml, reference, reference_asset, problems, problem, docs, docs_file]


@get("/docs/{path:path}", sync_to_thread=False)
def docs_file(path: str, request: Request[Any, Any, Any]) -> Response[bytes] | Redirect:
    """A file of the documentation; a browser that has it already is told so."""
    found = site_file(path)
    if found is not None and "." not in path.rpartition("/")[2]:
        return Redirect(f"/docs/{path.strip('/')}/index.html".replace("//", "/"))
    content, media_type, tag = found or missing_page() or (b"", "text/plain", '""')
    headers = {"cache-control": "no-cache", "etag": tag}
    if found is not None and request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, media_type=media_type, headers=headers)
    return Response(content, status_code=200 if found else 404, media_type=media_type, headers=headers)


def bound_socket_port(host: str, port: int) -> int:
    """The port to serve on; 0 finds a free one. Raises `Unusable` when it is taken."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unusable(f"Cannot listen on {host}:{port}: {error.strerror}; choose another --port.") from error
        return int(probe.getsockname()[1])


async def serve(settings: ServerSettings, announce: Callable[[dict[str, str]], None]) -> None:
    """Run a server until SIGINT or SIGTERM. Raises `Unusable` with one clear sentence."""
    router = load_router(has_sign_up=settings.has_sign_up)
    port = bound_socket_port(settings.host, settings.port)
    tracing = traces.start(settings.traces) if settings.traces is not None else None
    host = await Host.open(
        settings.data,
        archive_to=settings.archive_to,
        bank_type=tracing.bank_type if tracing is not None else Bank,
        dispatcher_type=tracing.dispatcher_type if tracing is not None else Dispatcher,
    )
    watch: Watch | None = None
    aging: Aging | None = None
    address = settings.data / "address"
    try:
        is_new = not (settings.data / "api_key").exists()
        bank_id, api_key = await host.first_key(settings.seed)
        bank = await host.directory.open_bank(bank_id)
        if is_new and settings.is_demo:
            from sandbox.world.demo import fill

            await fill(bank)
        pipeline_type = tracing.pipeline_type if tracing is not None else Pipeline
        pipeline = pipeline_type(router, host, RateLimits(), faults=SPOILING, recorder=host.recorder)
        watch = Watch(host, pipeline)
        watch.start()
        name = f"[{settings.host}]" if ":" in settings.host else settings.host
        base_url = f"http://{name}:{port}"
        told = {
            "base_url": base_url,
            "portal_url": f"{base_url}/portal",
            "portal_link": f"{base_url}/portal/sign_in#key={await owner_token(host, api_key)}",
            "api_key": api_key,
            "bank_id": bank_id,
        }

        def ready() -> None:
            watch.health.phase = "serving"
            # Where the other commands find this server; a stale one is only a server that does not answer.
            address.write_text(base_url + "\n")
            announce(told)

        app = Door(
            pages(watch, settings.metrics_for),
            pipeline,
            portal=Portal(pipeline, base_url, has_sign_up=settings.has_sign_up),
            hosts=hosts_of(settings.host, settings.allow_hosts),
            origins=settings.allow_origins,
        )
        if settings.backup_to is not None:
            store = BackupStore(settings.backup_to)
            host.backups = Schedule(settings.data, store, settings.backup_every_s, settings.backup_keep)
            host.backups.start()
        if settings.archive_history_after_us is not None:
            aging = Aging(host.directory, settings.archive_history_after_us)
            aging.start()
        await _serve_http(app, settings.host, port, ready, lambda: _drain(watch, settings.drain_s))
    finally:
        address.unlink(missing_ok=True)
        if aging is not None:
            await aging.close()
        if watch is not None:
            await watch.close()
        await host.close()
        if tracing is not None:
            await asyncio.to_thread(tracing.close)


async def _drain(watch: Watch, seconds: float) -> None:
    """Say that no more requests are to be sent here, and serve those that come nevertheless for a while."""
    watch.health.phase = "stopping"
    await asyncio.sleep(seconds)


def tune_interpreter() -> None:
    """How this process runs while it serves; what is there already is never looked at for garbage again."""
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)


async def _serve_http(
    app: Door, host: str, port: int, announce: Callable[[], None], drain: Callable[[], Coroutine[Any, Any, None]]
) -> None:
    tune_interpreter()
    server: Any = Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=30_000),
        websockets=False,
        backlog=1024,
        backpressure=4096,
        log_enabled=False,
        log_level=LogLevels.error,
    )
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    serving = asyncio.create_task(server.serve())
    await _until_open(host, port, serving)
    announce()
    await asyncio.wait({serving, asyncio.create_task(stopping.wait())}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        serving.result()
    again = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, again.set)
    # Who asks twice does not want to wait.
    waits = {asyncio.create_task(drain()), asyncio.create_task(again.wait())}
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    server.stop()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(serving, 1.0)


async def _until_open(host: str, port: int, serving: asyncio.Task[None]) -> None:
    """Wait until the port takes connections."""
    while not serving.done():
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection(host, port)
            writer.close()
            return
        await asyncio.sleep(0.005)
    serving.result()
