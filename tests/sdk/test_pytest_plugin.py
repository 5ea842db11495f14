"""The plugin as a suite of somebody else's uses it: pytest within pytest, over real servers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

# Loaded here, because pytester forgets every module that is first loaded during a test of its own.
import httpcore  # noqa: F401
import pytest
from sandbank import Sandbank, errors
from sandbank.testing import BankServer, server

pytest_plugins = ["pytester"]

BUSINESS = 'customer_type="BUSINESS", legal_name="Engines", registration_number="1", email="a@engines.example"'


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, sandbank_server: BankServer) -> pytest.Pytester:
    """A suite that uses this run's server, by its environment."""
    monkeypatch.setenv("SANDBANK_BASE_URL", sandbank_server.base_url)
    monkeypatch.setenv("SANDBANK_API_KEY", sandbank_server.api_key)
    return pytester


@pytest.fixture
def alone(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A suite that has to start a server for itself."""
    monkeypatch.delenv("SANDBANK_BASE_URL", raising=False)
    monkeypatch.delenv("SANDBANK_API_KEY", raising=False)
    return pytester


def bank_ids(server: BankServer) -> set[str]:
    with Sandbank(server.api_key, server.base_url) as operator:
        return {bank.bank_id for bank in operator.banks.list_banks(limit=100)}


def bank_shown(result: pytest.RunResult) -> str:
    (line,) = [line for line in result.outlines if line.startswith("look at ")]
    return line.rpartition("sandbank bank show ")[2]


def run(suite: pytest.Pytester, *options: str) -> pytest.RunResult:
    return suite.runpytest_subprocess("-q", "-p", "no:randomly", *options, timeout=120)


def is_answered(base_url: str) -> bool:
    try:
        Sandbank("sbk_none", base_url, max_retries=0).users.get_current_user()
    except errors.APIStatusError:
        return True
    except errors.APIConnectionError:
        return False
    return True


def test_every_test_has_a_bank_of_its_own_that_is_gone_afterwards(
    suite: pytest.Pytester, sandbank_server: BankServer
) -> None:
    suite.makepyfile(f"""
        import datetime, pytest

        @pytest.mark.parametrize("number", range(5))
        def test_it_is_empty_and_its_clock_stands(bank, clock, number, sandbank_template):
            with open("banks.txt", "a") as file:
                file.write(f"{{bank.bank_id}} {{sandbank_template.bank_id}} ")
            assert list(bank.customers.list_customers()) == []
            bank.customers.create_customer({BUSINESS})
            assert clock.now == datetime.datetime(2026, 1, 15, 9, 30, tzinfo=datetime.UTC)
            clock.settle()
    """)
    run(suite).assert_outcomes(passed=5)
    banks = set((suite.path / "banks.txt").read_text().split())
    assert len(banks) == 6
    assert not banks & bank_ids(sandbank_server)


def test_a_suite_fills_the_template_once_and_every_test_begins_with_it(suite: pytest.Pytester) -> None:
    suite.makeconftest(f"""
        import pytest

        @pytest.fixture(scope="session")
        def sandbank_template(sandbank_template):
            sandbank_template.customers.create_customer({BUSINESS})
            return sandbank_template
    """)
    suite.makepyfile("""
        import pytest

        @pytest.mark.parametrize("number", range(3))
        def test_the_customer_is_there(bank, number):
            (customer,) = bank.customers.list_customers()
            assert customer.metadata.to_dict() == {}
            bank.customers.update_customer(customer.customer_id, metadata={"number": str(number)})
    """)
    run(suite).assert_outcomes(passed=3)


def test_a_failure_tells_about_its_bank_and_the_bank_is_kept_on_demand(
    suite: pytest.Pytester, sandbank_server: BankServer
) -> None:
    suite.makepyfile(f"""
        def test_one(bank):
            bank.customers.create_customer({BUSINESS})
            assert not bank.bank_id

        def test_two(bank):
            pass
    """)
    result = run(suite)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.re_match_lines(
        [
            r"-+ sandbank -+",
            r"bank      bank_\w{26}",
            r"clock     2026-01-15 09:30:00 UTC, FROZEN",
            r"requests  the last ones, oldest first:",
            r"  POST   /customers  201  \d+\.\d ms  req_\w+",
            r"look at   run with --sandbank-keep, then: sandbank bank show bank_\w{26}",
        ]
    )
    assert bank_shown(result) not in bank_ids(sandbank_server)
    kept = bank_shown(run(suite, "--sandbank-keep"))
    assert kept in bank_ids(sandbank_server)
    with Sandbank(sandbank_server.api_key, sandbank_server.base_url) as operator:
        operator.banks.delete_bank(kept)


def test_books_that_do_not_balance_fail_the_test_unless_it_says_so(suite: pytest.Pytester) -> None:
    suite.makeconftest("""
        import pytest
        from sandbank.testing import books

        @pytest.fixture(autouse=True)
        def thief(monkeypatch):
            row = ("acct_1", "USD", "account, ledger", "7 / 10", "-3")
            monkeypatch.setattr(books, "_differences", lambda bank: [row])
    """)
    suite.makepyfile("""
        import pytest

        def test_honest(bank):
            pass

        @pytest.mark.sandbank_unbalanced
        def test_thieving(bank):
            pass
    """)
    result = run(suite, "--strict-markers")
    result.assert_outcomes(passed=2, errors=1)
    told = ["*The books do not balance.", "*acct_1*USD*7 / 10*-3", "*- sandbank -*", "clock     2026-01-15*"]
    result.stdout.fnmatch_lines(told)


def test_it_works_with_asyncio(suite: pytest.Pytester) -> None:
    suite.makepyfile(f"""
        import pytest

        @pytest.mark.asyncio
        @pytest.mark.parametrize("number", range(3))
        async def test_both_clients_open_the_same_bank(bank, async_bank, clock, number):
            made = await async_bank.customers.create_customer({BUSINESS})
            assert bank.customers.get_customer(made.customer_id).email == made.email
    """)
    run(suite, "-W", "error", "-o", "asyncio_default_fixture_loop_scope=function").assert_outcomes(passed=3)


def test_a_run_starts_one_server_for_all_its_workers_and_stops_it(alone: pytest.Pytester) -> None:
    alone.makepyfile("""
        import os, pytest

        @pytest.mark.parametrize("number", range(8))
        def test_it(bank, sandbank_server, tmp_path_factory, number):
            assert list(bank.customers.list_customers()) == []
            with open("servers.txt", "a") as file:
                file.write(f"{sandbank_server.base_url} {os.environ['PYTEST_XDIST_WORKER']} {sandbank_server.data}\\n")
    """)
    run(alone, "-n", "2").assert_outcomes(passed=8)
    rows = [line.split() for line in (alone.path / "servers.txt").read_text().splitlines()]
    assert len({base_url for base_url, _, _ in rows}) == 1
    assert len({worker for _, worker, _ in rows}) == 2
    base_url, _, data = rows[0]
    assert_gone(base_url, Path(data))


def assert_gone(base_url: str, data: Path) -> None:
    """The server stops by itself, soon after its last user."""
    deadline = time.monotonic() + 20
    while (is_answered(base_url) or data.exists()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_answered(base_url)
    assert not data.exists()


def test_a_run_that_is_killed_leaves_no_server_behind(alone: pytest.Pytester) -> None:
    alone.makepyfile("""
        import json, os, signal

        def test_it(bank, sandbank_server):
            with open("server.txt", "w") as file:
                file.write(f"{sandbank_server.base_url} {sandbank_server.data}")
            os.kill(os.getpid(), signal.SIGKILL)
    """)
    assert run(alone).ret != 0
    base_url, data = (alone.path / "server.txt").read_text().split()
    assert_gone(base_url, Path(data))


def test_a_worker_that_crashes_does_not_end_the_others_server(alone: pytest.Pytester) -> None:
    alone.makepyfile("""
        import os, pytest

        def test_crash(bank):
            os._exit(1)

        @pytest.mark.parametrize("number", range(6))
        def test_it(bank, number):
            bank.simulations.get_clock()
    """)
    result = run(alone, "-n", "2")
    result.assert_outcomes(passed=6, failed=1)


def test_a_kept_bank_is_found_by_the_command_line_after_the_run(alone: pytest.Pytester) -> None:
    alone.makepyfile("""
        def test_it(bank):
            assert not bank.bank_id
    """)
    result = run(alone, "--sandbank-keep", f"--basetemp={alone.path / 'base'}")
    data = alone.path / "base" / "sandbank" / "sandbank-data"
    (key,) = [path for path in (data / "keys").iterdir() if path.name.startswith("bank_")]
    assert key.stat().st_mode & 0o077 == 0
    result.stdout.fnmatch_lines(
        [f"look      sandbank up --data {data} &", f"look at   sandbank bank show {key.name} --data {data}"]
    )
    command = [*server.command(), "up", "--data", str(data), "--port", "0", "--json"]
    again = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert again.stdout is not None
        announced = json.loads(again.stdout.readline())
        with Sandbank(key.read_text().strip(), announced["base_url"]) as bank:
            assert bank.simulations.get_clock().mode == "FROZEN"
    finally:
        again.terminate()
        again.wait()
        again.stdout.close()


def test_where_no_server_is_installed_the_suite_says_what_to_do(
    alone: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone.makepyfile("def test_it(bank): pass")
    monkeypatch.setenv("PATH", "")
    alone.makeconftest("""
        import sys
        from sandbank.testing import server

        sys.executable = "/nowhere/python"
        server.importlib.util.find_spec = lambda name: None
    """)
    result = run(alone)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*pip install sandbank-server*SANDBANK_BASE_URL*"])
    monkeypatch.setenv("SANDBANK_BASE_URL", "http://127.0.0.1:1")
    run(alone).stdout.fnmatch_lines(["*set SANDBANK_API_KEY too*"])


def test_a_server_that_does_not_start_is_told_with_what_it_said(
    alone: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone.makepyfile("def test_it(bank): pass")
    folder = alone.mkdir("bin")
    (folder / "sandbank").write_text("#!/bin/sh\necho 'sandbank: the disk is full' >&2\nexit 1\n")
    (folder / "sandbank").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    result = run(alone)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*sandbank up --empty*did not start a server:", "*the disk is full"])


def test_having_the_plugin_costs_a_suite_nothing() -> None:
    program = "import sys, pytest, sandbank.pytest_plugin; print([n for n in ('httpx', 'attrs') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this run was told is not for the runs within it."""
    for name in [name for name in os.environ if name.startswith("PYTEST_")]:
        monkeypatch.delenv(name)
