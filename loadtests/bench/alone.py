"""What is measured of ours alone, each in a process of its own: the engine, the peak, importing the SDK."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from loadtests.bench import servers
from loadtests.bench.load import target_of_bank

IMPORTS = 5
MULTIPLES = (1, 3, 5, 10, 15)
PEAK_ROUNDS = 3
PEAK_S = 4
READ_LIMIT_MS, WRITE_LIMIT_MS = 200, 1_000
_IMPORT = "import time; began = time.perf_counter(); import sandbank; print((time.perf_counter() - began) * 1000)"


def importing_the_sdk() -> dict[str, float]:
    """Milliseconds of `import sandbank` in a new interpreter, once its bytecode is there."""
    taken = [float(_output([sys.executable, "-c", _IMPORT], 60)) for _ in range(IMPORTS + 1)]
    return {"importing the SDK": statistics.median(taken[1:])}


def engine(place: Path, say: Callable[[str], None]) -> dict[str, float]:
    """Whole transfers per second in process: see engine.py."""
    say("engine alone")
    found = json.loads(_output([sys.executable, "-m", "loadtests.bench.engine", str(place)], 180))
    return {
        "engine alone, transfers per second, one caller": found["one"],
        "engine alone, transfers per second, 4,096 callers": found["many"],
        "engine alone, many callers": found["many"] / found["one"],
    }


def peak(command: Sequence[str], place: Path, say: Callable[[str], None]) -> dict[str, float]:
    """The sources' peak at its own rate, and the largest multiple of it that was held: see peak.py."""
    with servers.ours(command, place / "peak", "--demo") as server:
        target = target_of_bank(server, place)

        def offered(multiple: int) -> dict[str, Any]:
            line = [sys.executable, "-m", "loadtests.bench.peak", server.base_url, server.api_key]
            text = _output([*line, str(target.accounts), str(multiple), str(PEAK_S)], PEAK_S + 40)
            found: dict[str, Any] = json.loads(text)
            reads, writes = found["read_p99_ms"], found["write_p99_ms"]
            say(f"{multiple} x the peak: p99 of reads {reads:.1f} ms, of writes {writes:.1f} ms")
            if found["failed"]:
                raise servers.ServerError("ours", f"{multiple} x the peak: statuses {found['statuses']}")
            return found

        offered(1)  # warms up
        rounds = [offered(1) for _ in range(PEAK_ROUNDS)]
        held = 0
        for multiple in MULTIPLES:
            found = offered(multiple)
            if found["read_p99_ms"] > READ_LIMIT_MS or found["write_p99_ms"] > WRITE_LIMIT_MS:
                break
            held = multiple
    return {
        "p99 of reads at the peak": statistics.median(one["read_p99_ms"] for one in rounds),
        "p99 of writes at the peak": statistics.median(one["write_p99_ms"] for one in rounds),
        "load held within 200 ms and 1 s": held,
    }


def _output(command: Sequence[str], timeout_s: float) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False, cwd=servers.ROOT)
    if done.returncode:
        raise servers.ServerError(command[2], f"ended with {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout
