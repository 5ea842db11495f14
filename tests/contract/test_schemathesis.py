"""Every operation fuzzed from the contract against a real server, with all checks of Schemathesis on.

What is accepted beyond the contract's successes stands in schemathesis.toml, with its reason. The seed
is printed with a failure, and gives it again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.cli import main
from sandbox.contract.models.operations import OPERATIONS
from tests.faults.server import Server, running

HERE = Path(__file__).parent
EXAMPLES = 200 if os.environ.get("SANDBANK_LONG") else 12


# Schemathesis tries ids that answers showed it: these would end or narrow the very key that it uses, so they
# are fuzzed apart, with a key of their own.
OF_THE_KEY = ("revokeApiKey", "rollApiKey", "updateApiKey")

# These turn the bank under the feet of every other request: time, faults on purpose, whole banks put back or
# emptied. They are fuzzed apart, on a fork that is thrown away.
OF_THE_WORLD = (
    "advanceClock",
    "createHistory",
    "declareFault",
    "deleteBank",
    "resetBank",
    "restoreBank",
    "setClock",
)

# What is no JSON: a stream of events never ends (tests/services/events/test_stream.py), and of a file that comes
# in every byte can be wrong (tests/services/banks/test_exchange.py).
NO_JSON = ("streamEvents", "importBank")


def fuzz(server: Server, token: str, place: Path, *selection: str) -> str:
    base = server.announced["base_url"]
    command = [
        str(Path(sys.executable).parent / "schemathesis"),
        "--config-file",
        str(HERE / "schemathesis.toml"),
        "run",
        f"{base}/openapi.json",
        "--url",
        f"{base}/v1",
        "--header",
        f"Authorization: Bearer {token}",
        "--phases",
        "examples,coverage,fuzzing",
        "--checks",
        "all",
        "--max-examples",
        str(EXAMPLES),
        "--workers",
        "2",
        "--continue-on-failure",
        "--no-color",
        *selection,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1_500, cwd=place, check=False)
    if done.returncode and "= FAILURES =" not in done.stdout:
        # An error of the tool itself finds nothing about the server (with two threads, CPython 3.11 can lose count of
        # its recursion depth in `ast.parse`): its run is made once more, whole, on one thread.
        command[command.index("--workers") + 1] = "1"
        done = subprocess.run(command, capture_output=True, text=True, timeout=1_500, cwd=place, check=False)
    found = [done.stdout.find(f"= {title} =") for title in ("FAILURES", "ERRORS")]
    begin = min((place for place in found if place >= 0), default=0)
    assert done.returncode == 0, done.stdout[begin : begin + 6_000] + done.stdout[-1_500:]
    return done.stdout


@pytest.mark.timeout(3_600 if os.environ.get("SANDBANK_LONG") else 1_500)
def test_no_input_makes_any_operation_leave_the_contract(tmp_path: Path) -> None:
    data = tmp_path / "data"
    apart = [word for name in (*OF_THE_KEY, *OF_THE_WORLD, *NO_JSON) for word in ("--exclude-operation-id", name)]
    alone = [word for name in OF_THE_KEY for word in ("--include-operation-id", name)]
    world = [word for name in OF_THE_WORLD for word in ("--include-operation-id", name)]
    with running(data, "--demo") as server, server.client() as client:
        said = fuzz(server, server.announced["api_key"], tmp_path, *apart)
        tested = len(OPERATIONS) - len(OF_THE_KEY) - len(OF_THE_WORLD) - len(NO_JSON)
        assert f"Tested: {tested}" in said, said[-3_000:]
        # The key that was used is still good, and so is the bank.
        assert client.get("/users/me").status_code == 200
        assert all(one["is_balanced"] for one in client.get("/ledger/trial_balance").json()["currencies"])
        scopes = ["api_keys:read", "api_keys:write"]
        spare = client.post("/api_keys", json={"name": "Fuzzed", "scopes": scopes}).json()["secret"]
        fuzz(server, spare, tmp_path, *alone)
        bank_id = server.announced["bank_id"]
        fork = client.post(f"/banks/{bank_id}/fork", json={"name": "Thrown away"}).json()
        fuzz(server, fork["api_key"], tmp_path, *world)
        server.stop()
    assert main(["verify", "--data", str(data)]) == 0
