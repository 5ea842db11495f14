"""Configuration of a server: few values, from the command line or the environment.

Every setting has one name, `SANDBANK_…` in the environment and `--…` on the command line. What a
bank can be told to do lives in the bank (tag `settings` of the contract), not here.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import msgspec


class ServerSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How one server runs.

    data: directory of the banks, keys and logs; made with owner-only permissions.
    host, port: where to listen; loopback by default, port 0 finds a free one.
    is_demo: fill a new data directory with demo data.
    seed: ids and simulated outcomes of a new bank; None draws one.
    allow_hosts: further names that the server answers for; on loopback it answers for those of this machine.
    allow_origins: whose pages a browser lets call the API (CORS); `*` for all.
    archive_to: backup store that follows every commit; None archives nothing.
    backup_to, backup_every_s, backup_keep: store, seconds between backups and how many are kept; None makes none.
    archive_history_after_us: age by a bank's clock from which on history is moved into segments; None moves none.
    has_sign_up: whether anybody may make an organization by signing up, in the portal or through the API.
    metrics_for: who may read /metrics.
    drain_s: seconds between the wish to stop and the end, in which /ready says no and requests are still served.
    traces: base URL of an OpenTelemetry collector (OTLP over HTTP); None traces nothing.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8080
    is_demo: bool = True
    seed: int | None = None
    allow_hosts: tuple[str, ...] = ()
    allow_origins: tuple[str, ...] = ()
    archive_to: Path | None = None
    backup_to: Path | None = None
    backup_every_s: float = 900.0
    backup_keep: int = 24
    archive_history_after_us: int | None = None
    has_sign_up: bool = True
    metrics_for: Literal["loopback", "all", "nobody"] = "loopback"
    drain_s: float = 0.0
    traces: str | None = None


def default_data() -> Path:
    """Where data goes when nobody says: `SANDBANK_DATA`, or `data` in the working directory."""
    return Path(os.environ.get("SANDBANK_DATA", "data"))
