"""The servers under test: each is started on loopback, awaited, and stopped by its own pid.

A server lives inside a `with` block, so nothing outlives the bench; should the bench itself be
killed, the kernel passes the signal on (PR_SET_PDEATHSIG). Every wait is bounded. The data of all
servers lies in one directory, so that every fsync reaches the same disk.
PostgreSQL refuses to run as root: it then runs as its own user. See: loadtests/peers/.
"""

import contextlib
import ctypes
import hashlib
import http.client
import json
import os
import pwd
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "loadtests" / "peers"
PEER_VENV = ROOT / "build" / "peer-venv"
PRISM = ROOT / "tests" / "contract" / "prism"
PRISM_INSTALLED = ROOT / "build" / "prism"
PRISM_ACCOUNT = "acct_1k0r7szxndmf7kbvvshnb7wn60"
START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 10.0
INSTALL_TIMEOUT_S = 300.0
PR_SET_PDEATHSIG = 1

# What `sandbank up` serves with; requests are not logged, errors are.
SERVER_FLAGS = ("--interface", "asgi", "--http", "1", "--no-ws", "--loop", "uvloop", "--log-level", "error")
PEER_WORKERS = 2
# Room to work in memory and to let checkpoints fall outside the run; durability is untouched.
POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "wal_buffers": "16MB",
    "min_wal_size": "1GB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "30min",
    "random_page_cost": "1.1",
    "jit": "off",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
}


class ServerError(Exception):
    """The named server did not start, or answered badly; the message holds what it last said."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"{name}: {text}")
        self.name = name


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, with which key, as which process, and what its paths begin with."""

    name: str
    base_url: str
    api_key: str
    pid: int
    prefix: str = "/v1"

    def get(self, path: str, timeout_s: float = 10.0) -> Any:
        """The decoded answer to a GET; raises ServerError unless it is 200."""
        place = urlsplit(self.base_url)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=timeout_s)
        try:
            connection.request("GET", path, headers={"Authorization": f"Bearer {self.api_key}"})
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise ServerError(self.name, f"GET {path}: {error}") from error
        finally:
            connection.close()
        if answer.status != 200:
            raise ServerError(self.name, f"GET {path} answered {answer.status}: {body[:300]!r}")
        return json.loads(body)


@contextlib.contextmanager
def workplace() -> Iterator[Path]:
    """A directory on a real disk: /tmp is memory on many machines, /var/tmp is not."""
    parent = "/var/tmp" if os.access("/var/tmp", os.W_OK) else None
    path = Path(tempfile.mkdtemp(prefix="sandbank-bench-", dir=parent))
    path.chmod(0o711)  # the user of PostgreSQL has to pass through it
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def bare() -> Iterator[Server]:
    """The constant answer, on the same server with the same flags as ours."""
    command = [sys.executable, "-m", "granian", *SERVER_FLAGS, "--workers", "1", "bare:app"]
    with _granian("bare", command, {}) as server:
        yield server


@contextlib.contextmanager
def ours(command: Sequence[str], data: Path, *options: str) -> Iterator[Server]:
    """`sandbank up` on the given data directory; it says on stdout where it serves."""
    line = [*command, "--data", str(data), *options, "--port", "0", "--json"]
    with _process("ours", line, stdout=subprocess.PIPE) as process:
        told = json.loads(_first_line(process, line))
        yield Server("ours", told["base_url"], told["api_key"], process.pid)


@contextlib.contextmanager
def handmade(place: Path) -> Iterator[Server]:
    """The hand-made bank on a PostgreSQL cluster of its own, with its tables and accounts."""
    python = _peer_python()
    api_key = secrets.token_urlsafe(24)
    with _postgres(place) as url:
        environment = {"HANDMADE_DATABASE_URL": url, "HANDMADE_API_KEY": api_key}
        _run([python, "handmade.py"], START_TIMEOUT_S, cwd=PEERS, env=os.environ | environment)
        command = [
            str(python),
            "-m",
            "granian",
            *SERVER_FLAGS,
            "--workers",
            str(PEER_WORKERS),
            "handmade:app",
        ]
        with _granian("hand-made", command, environment, api_key) as server:
            yield server


@contextlib.contextmanager
def prism() -> Iterator[Server]:
    """Prism mocking the contract from its examples, quiet and on one process, as it starts by default."""
    if shutil.which("npm") is None:
        raise ServerError("prism", "npm is not installed: `apt-get install -y npm`, or leave prism out of --servers")
    wanted = (PRISM / "package-lock.json").read_text()
    kept = PRISM_INSTALLED / "installed"
    if not (kept.exists() and kept.read_text() == wanted):
        print("setting up Prism (once) ...", file=sys.stderr, flush=True)
        PRISM_INSTALLED.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PRISM / name, PRISM_INSTALLED)
        _run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], INSTALL_TIMEOUT_S, cwd=PRISM_INSTALLED)
        kept.write_text(wanted)
    port = _free_port()
    binary = PRISM_INSTALLED / "node_modules" / ".bin" / "prism"
    line = [binary, "mock", "--port", str(port), "--verboseLevel", "error", ROOT / "openapi.yaml"]
    with _process("prism", line) as process:
        server = Server("prism", f"http://127.0.0.1:{port}", "none", process.pid, prefix="")
        _wait_until(lambda: _answers(server, f"/accounts/{PRISM_ACCOUNT}"), process, "prism")
        yield server


def start_to_first_answer(command: Sequence[str], data: Path) -> float:
    """Seconds from spawning `sandbank up` on an empty directory to its first 200 on GET /health."""
    begun = time.perf_counter()
    with ours(command, data, "--empty") as server:
        server.get("/health")
        return time.perf_counter() - begun


@contextlib.contextmanager
def _granian(name: str, command: Sequence[str], environment: dict[str, str], api_key: str = "none") -> Iterator[Server]:
    """Granian on a free port. The port is free when asked for, which on loopback is close enough."""
    port = _free_port()
    line = [*command[:-1], "--host", "127.0.0.1", "--port", str(port), command[-1]]
    with _process(name, line, cwd=PEERS, env=os.environ | environment) as process:
        server = Server(name, f"http://127.0.0.1:{port}", api_key, process.pid)
        _wait_until(lambda: _answers(server), process, name)
        yield server


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _answers(server: Server, path: str = "/health") -> bool:
    with contextlib.suppress(ServerError):
        server.get(path, timeout_s=1.0)
        return True
    return False


@contextlib.contextmanager
def _postgres(place: Path) -> Iterator[str]:
    """A new cluster on a unix socket inside `place`; yields its URL. Durable, and nothing shared."""
    binaries = _postgres_binaries()
    owner = "postgres" if os.geteuid() == 0 else None
    place.mkdir()
    if owner is not None:
        shutil.chown(place, owner)
    user = {} if owner is None else {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []}
    # Quiet initdb; --no-sync concerns only the empty cluster, the server itself syncs everything.
    initdb = ["initdb", "--pgdata", f"{place}/data", "--username=bench", "--auth=trust", "--encoding=UTF8"]
    _run([binaries / initdb[0], *initdb[1:], "--locale=C", "--no-sync"], START_TIMEOUT_S, cwd=place, **user)
    settings = [f"--{name}={value}" for name, value in POSTGRES_SETTINGS.items()]
    command = [str(binaries / "postgres"), "-D", f"{place}/data", "-k", str(place), *settings]
    with _process("postgres", command, signal.SIGINT, cwd=place, **user) as process:
        _wait_until(lambda: _postgres_is_ready(binaries, place), process, "postgres")
        yield f"postgresql+asyncpg://bench@/postgres?host={place}"


def _postgres_is_ready(binaries: Path, place: Path) -> bool:
    asked = subprocess.run([binaries / "pg_isready", "-q", "-h", place, "-U", "bench"], timeout=10, check=False)
    return asked.returncode == 0


def _postgres_binaries() -> Path:
    """Debian keeps the server's programs off the PATH, a folder per version: the newest is taken."""
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if versions:
        return max(versions, key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    if found is None:
        raise ServerError("postgres", "not installed: `apt-get install -y postgresql`")
    return Path(found).resolve().parent


def _peer_python() -> Path:
    """The interpreter of the peer's environment, made anew when the requirements change."""
    requirements = PEERS / "requirements.txt"
    stamp, wanted = PEER_VENV / "requirements.sha256", hashlib.sha256(requirements.read_bytes()).hexdigest()
    python = PEER_VENV / "bin" / "python"
    if not (stamp.exists() and stamp.read_text() == wanted):
        print("setting up the hand-made peer's environment (once) ...", file=sys.stderr, flush=True)
        _run([sys.executable, "-m", "venv", "--clear", PEER_VENV], INSTALL_TIMEOUT_S)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, "-r", str(requirements)], INSTALL_TIMEOUT_S)
        stamp.write_text(wanted)
    return python


# --- processes -------------------------------------------------------------------------------------


@contextlib.contextmanager
def _process(
    name: str, command: Sequence[str | Path], stop: signal.Signals = signal.SIGTERM, **options: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """A child with its own process group and a log, ended by pid: first asked, then killed."""
    libc = ctypes.CDLL(None)
    with tempfile.TemporaryFile(prefix=f"{name}-") as log:
        options.setdefault("stdout", log)
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
            preexec_fn=lambda: libc.prctl(PR_SET_PDEATHSIG, stop),
            **options,
        )
        try:
            yield process
        except ServerError as failure:
            if failure.name == name:
                log.seek(0)
                failure.add_note(log.read().decode(errors="replace").strip()[-2000:])
            raise
        finally:
            _stop(name, process, stop)


def _stop(name: str, process: subprocess.Popen[bytes], stop: signal.Signals) -> None:
    """Ends the process, and what it left of its group (whose id is not given anew while a member lives)."""
    # PostgreSQL's backends have sessions of their own; on SIGQUIT it takes them along.
    for request in (stop, signal.SIGQUIT) if stop == signal.SIGINT else (stop,):
        if process.poll() is None:
            process.send_signal(request)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STOP_TIMEOUT_S)
    if process.poll() is None:
        print(f"{name} did not end within {STOP_TIMEOUT_S:.0f} s of {stop.name}; killed", file=sys.stderr)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(STOP_TIMEOUT_S)
    if process.stdout is not None:
        process.stdout.close()


def _wait_until(is_ready: Callable[[], bool], process: subprocess.Popen[bytes], name: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while not is_ready():
        if process.poll() is not None:
            raise ServerError(name, f"ended with {process.returncode} before it served")
        if time.monotonic() > deadline:
            raise ServerError(name, f"did not serve within {START_TIMEOUT_S:.0f} s")
        time.sleep(0.05)


def _first_line(process: subprocess.Popen[bytes], command: Sequence[str]) -> bytes:
    """The first line of stdout, awaited without trusting the process to write one."""
    assert process.stdout is not None
    descriptor, line, deadline = process.stdout.fileno(), b"", time.monotonic() + START_TIMEOUT_S
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
        piece = os.read(descriptor, 1) if ready else b""
        if not piece:
            why = "closed its output" if ready else f"said nothing for {START_TIMEOUT_S:.0f} s"
            raise ServerError("ours", f"`{' '.join(command)}` {why} before its line of JSON")
        line += piece
    return line


def _run(command: Sequence[str | Path], timeout_s: float, **options: Any) -> None:
    done = subprocess.run(
        [str(part) for part in command], timeout=timeout_s, capture_output=True, check=False, **options
    )
    if done.returncode != 0:
        said = (done.stdout + done.stderr).decode(errors="replace")[-2000:]
        raise ServerError(Path(command[0]).name, f"ended with {done.returncode}\n{said}")
