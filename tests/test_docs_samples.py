"""The samples of the documentation, run as they stand against a real server.

A page's Python blocks are one program in the order of the page, and its console blocks are one script, so that a
reader who copies them one after the other gets what the page says. Lines that start something of their own are left
out of the script and named here. The pages of the API: tests/test_samples.py, and the last tests here.
"""

from __future__ import annotations

import ast
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sandbank import Sandbank

from sandbox.contract.document import load_contract
from sandbox.pages.docs.api_pages import api_page, operations_of
from tests.faults.server import Server, running
from tests.test_docs import PAGES, ROOT, blocks

# Page: what its program says, in pieces. A page with Python is here or below.
SAID = {
    "README.md": ["COMPLETED"],
    "docs/quickstart.md": ["COMPLETED", "insufficient_funds"],
    "docs/concepts/banks.md": [],
    "docs/concepts/events.md": ["COMPLETED"],
    "docs/concepts/faults.md": ["0"],
    "docs/concepts/histories.md": [],
    "docs/concepts/people.md": ["OWNER", "Grace Hopper"],
    "docs/concepts/simulation.md": ["COMPLETED"],
    "docs/concepts/time.md": [],
    "docs/concepts/webhooks.md": ["whsec_"],
    "docs/guides/onboard.md": ["VERIFIED", "REJECTED", "IN_REVIEW", "customer_not_verified"],
    "docs/guides/move-money.md": ["PENDING", "COMPLETED 75000", "insufficient_funds", "FAILED", "63000", "REVERSED"],
    "docs/guides/webhooks.md": ["DELIVERED\naccount.opened", "customer.created customer.verified", "customer.updated"],
    "docs/guides/idempotency.md": ["1000\nTrue\nidempotency_key_reused"],
    "docs/guides/failures.md": ["503 ", "1\n2\n"],
    "docs/guides/forks.md": ["SUSPENDED\nACTIVE\n0\nTrue"],
}
ELSEWHERE = {
    "docs/guides/testing.md": "tests/sdk/test_testing_page.py runs it with pytest",
    "docs/concepts/idempotency.md": "ids stand for the reader's own; the guide runs the same",
    "CONTRIBUTING.md": "a part of a service",
    "sdk/README.md": "parts of programs",
}

# What a console line may begin with and is not run: it starts or installs something, or other tests run it.
_NOT_RUN = ("make ", "pip ", "pytest", ".venv/bin/", "sandbank up ", "sandbank listen ", "sandbank verify ")
_SCRIPTED = ("quickstart.md", "guides/")


def console(page: str) -> Iterator[str]:
    """The commands of a page's console blocks, those over several lines whole."""
    for where, body in blocks("console"):
        if where.startswith(f"{page} "):
            yield from re.findall(r"^\$ (.*(?:\n(?!\$ ).*)*)", body, re.MULTILINE)


SCRIPTS = {
    page: [command for command in console(page) if not command.startswith(_NOT_RUN)]
    for page in (str(path.relative_to(ROOT)) for path in PAGES)
    if page.removeprefix("docs/").startswith(_SCRIPTED)
}
"""Page: the commands of it that are run."""


def environment(server: Server) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "SANDBANK_API_KEY": server.announced["api_key"],
        "SANDBANK_BASE_URL": server.announced["base_url"],
    }


def test_every_page_with_python_is_run_or_it_is_said_who_does() -> None:
    assert {where.rpartition(" block ")[0] for where, _ in blocks("python")} == {*SAID} | {*ELSEWHERE}


@pytest.mark.parametrize("page", SAID)
def test_the_samples_of_a_page_run_and_say_what_the_page_says(page: str, tmp_path: Path) -> None:
    program = "\n".join(source for where, source in blocks("python") if where.startswith(f"{page} "))
    script = tmp_path / "sample.py"
    script.write_text(program)
    with running(tmp_path / "data", "--demo") as server:
        done = subprocess.run(
            [sys.executable, str(script)],
            cwd=tmp_path,
            env=environment(server),
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    for words in SAID[page]:
        assert words in done.stdout


def test_the_guides_have_commands_to_run() -> None:
    curls = [command for commands in SCRIPTS.values() for command in commands if "curl " in command]
    assert len(curls) >= 7
    assert sum(len(commands) for commands in SCRIPTS.values()) >= 15


@pytest.mark.parametrize("page", [page for page, commands in SCRIPTS.items() if commands])
def test_the_commands_of_a_page_run_one_after_the_other(page: str, tmp_path: Path) -> None:
    with running(tmp_path / "data", "--demo") as server:
        # The address of the pages is the one of `make up`; a refusal ends the script.
        lines = [command.replace("http://127.0.0.1:8080", server.announced["base_url"]) for command in SCRIPTS[page]]
        lines = [re.sub(r"\bcurl -s\b", "curl -s --fail-with-body", line) for line in lines]
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", "\n".join(lines)],
            cwd=tmp_path,
            env=environment(server),
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


TAGS = [tag["name"] for tag in load_contract()["tags"]]


def samples_of(tag: str, language: str) -> list[str]:
    """The samples in one language on the page of a tag, as a reader copies them."""
    page = api_page(load_contract(), tag)
    found = re.findall(rf"^    ```{language}\n(.*?)^    ```$", page, re.MULTILINE | re.DOTALL)
    return [re.sub(r"^    ", "", source, flags=re.MULTILINE) for source in found]


@pytest.mark.parametrize("tag", TAGS)
def test_every_call_on_the_page_of_a_tag_is_one_that_the_client_takes(tag: str) -> None:
    operations = [*operations_of(load_contract(), tag)]
    sources = samples_of(tag, "python")
    assert len(sources) == len(operations)
    client = Sandbank(api_key="sbk_1")
    for source, (_, _, operation) in zip(sources, operations, strict=True):
        calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
        calls = [call for call in calls if ast.unparse(call.func).startswith("bank.")]
        assert len(calls) == 1, operation["operationId"]
        method = eval(ast.unparse(calls[0].func), {"bank": client})
        given = [ast.literal_eval(one) for one in calls[0].args]
        named = {one.arg: ast.literal_eval(one.value) for one in calls[0].keywords if one.arg is not None}
        inspect.signature(method).bind(*given, **named)


@pytest.mark.parametrize("tag", TAGS)
def test_every_curl_line_on_the_page_of_a_tag_is_one_that_a_shell_reads(tag: str) -> None:
    sources = samples_of(tag, "console")
    assert len(sources) == len([*operations_of(load_contract(), tag)])
    script = "\n".join(source.removeprefix("$ ") for source in sources)
    done = subprocess.run(["bash", "-n", "-c", script], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
