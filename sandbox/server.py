"""The composition root: one process, one event loop, one HTTP server, the contract mounted at /v1.

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
from collections.abc import Callable
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server
from litestar import Litestar, Response, asgi, get
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from litestar.types import Receive, Scope, Send

from sandbox.contract.document import contract_yaml, load_contract
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.gateway.limits import RateLimits
from sandbox.gateway.pipeline import Pipeline
from sandbox.host import Host, load_router
from sandbox.pages.reference import asset, problem_index, problem_page, reference_html
from sandbox.settings import ServerSettings
from sandbox.world.controls.spoiling import SPOILING

log = logging.getLogger("sandbank.server")

# The writer's thread must not wait long for the interpreter: docs/decisions/0003.
SWITCH_INTERVAL_S = 0.0005
_HTML = "text/html"


def application(host: Host, pipeline: Pipeline) -> Litestar:
    """Everything this server answers."""

    @asgi("/v1", is_mount=True, copy_scope=False)
    async def contract(scope: Scope, receive: Receive, send: Send) -> None:
        await pipeline(scope, receive, send)  # type: ignore[arg-type]

    @get("/health", sync_to_thread=False)
    def health() -> Response[dict[str, Any]]:
        banks = {bank.bank_id: "READ_ONLY" if bank.is_read_only else "ACTIVE" for bank in host.directory.banks()}
        is_well = "READ_ONLY" not in banks.values()
        body = {"status": "ok" if is_well else "read_only", "banks": banks}
        return Response(body, status_code=200 if is_well else 503)

    return Litestar([contract, health, *_pages()], openapi_config=None, debug=False)


def _pages() -> list[Any]:
    document = json.dumps(load_contract()).encode()

    @get(["/", "/portal"], sync_to_thread=False)
    def home() -> Redirect:
        return Redirect("/reference")

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

    return [home, openapi_json, openapi_yaml, reference, reference_asset, problems, problem]


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
    router = load_router()
    port = bound_socket_port(settings.host, settings.port)
    host = await Host.open(settings.data)
    address = settings.data / "address"
    try:
        is_new = not (settings.data / "api_key").exists()
        bank_id, api_key = await host.first_key(settings.seed)
        bank = await host.directory.open_bank(bank_id)
        if is_new and settings.is_demo:
            from sandbox.world.demo import fill

            await fill(bank)
        pipeline = Pipeline(router, host, RateLimits(), faults=SPOILING, recorder=host.recorder)
        name = f"[{settings.host}]" if ":" in settings.host else settings.host
        base_url = f"http://{name}:{port}"
        told = {"base_url": base_url, "portal_url": f"{base_url}/portal", "api_key": api_key, "bank_id": bank_id}

        def ready() -> None:
            # Where the other commands find this server; a stale one is only a server that does not answer.
            address.write_text(base_url + "\n")
            announce(told)

        await _serve_http(application(host, pipeline), settings.host, port, ready)
    finally:
        address.unlink(missing_ok=True)
        await host.close()


async def _serve_http(app: Litestar, host: str, port: int, announce: Callable[[], None]) -> None:
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
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
