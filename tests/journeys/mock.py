"""Servers that do not keep the contract: Prism, which mocks it, and a proxy that spoils one thing of ours."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
LOCKED = ROOT / "tests" / "contract" / "prism"
INSTALLED = ROOT / "build" / "prism"
COMMAND = INSTALLED / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"

Spoil = Callable[[str, str, httpx.Headers], None]
SpoilAnswer = Callable[[str, str, httpx.Headers, bytes], bytes]


def install_prism() -> str | None:
    """Install what tests/contract/prism locks, once; gives what is missing, or None."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return "Prism needs Node.js with npm: `apt-get install -y nodejs npm`"
    if not COMMAND.exists():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(LOCKED / name, INSTALLED / name)
        command = ["npm", "ci", "--ignore-scripts", "--loglevel=error"]
        done = subprocess.run(command, cwd=INSTALLED, capture_output=True, text=True, timeout=400, check=False)
        if done.returncode:
            return f"`npm ci` in build/prism failed: {done.stderr.strip()[-500:]}"
    return None


@contextmanager
def prism() -> Iterator[str]:
    """A mock of openapi.yaml on a free port of the loopback; gives its address."""
    command = ["node", str(COMMAND), "mock", "--host", "127.0.0.1", "--port", "0", str(ROOT / "openapi.yaml")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"listening on (http://127\.0\.0\.1:\d+)", line):
                threading.Thread(target=process.stdout.read, daemon=True).start()
                yield found[1]
                break
        else:
            raise AssertionError("".join(said[-20:]))
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def spoiled(base_url: str, request: Spoil | None = None, answer: SpoilAnswer | None = None) -> Iterator[str]:
    """A proxy before a server; `request` may change headers on their way, `answer` headers and the body on theirs."""

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body leave in one piece: in two, the second waits for the other side to acknowledge the first.
        wbufsize = -1

        def forward(self) -> None:
            content = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = httpx.Headers([(name, value) for name, value in self.headers.items() if name.lower() != "host"])
            if request is not None:
                request(self.command, self.path, headers)
            got = client.request(self.command, self.path, content=content or None, headers=headers)
            body = got.content if answer is None else answer(self.command, self.path, got.headers, got.content)
            self.send_response(got.status_code)
            for name, value in got.headers.items():
                if name not in ("content-length", "transfer-encoding", "connection", "content-encoding"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        setattr(Proxy, f"do_{method}", Proxy.forward)
    with httpx.Client(base_url=base_url, timeout=30) as client:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
