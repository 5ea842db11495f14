"""Configuration of a server: few values, from the command line or the environment.

Every setting has one name, `SANDBANK_…` in the environment and `--…` on the command line. What a
bank can be told to do lives in the bank (tag `settings` of the contract), not here.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec


class ServerSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How one server runs.

    data: directory of the banks, keys and logs; made with owner-only permissions.
    host, port: where to listen; loopback by default, port 0 finds a free one.
    is_demo: fill a new data directory with demo data.
    seed: ids and simulated outcomes of a new bank; None draws one.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8080
    is_demo: bool = True
    seed: int | None = None


def default_data() -> Path:
    """Where data goes when nobody says: `SANDBANK_DATA`, or `data` in the working directory."""
    return Path(os.environ.get("SANDBANK_DATA", "data"))
