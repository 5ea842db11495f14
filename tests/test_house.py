"""The house style as a test. Its limits stand in one table; the list of exceptions may only shrink."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from sandbox.contract.document import load_contract
from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.models.problems import PROBLEMS

ROOT = Path(__file__).parents[1]

LIMITS = {
    "lines of a module": 400,
    "lines of a function": 70,
    "lines of a service's README": 16,
}
EXCEPTIONS: dict[str, str] = {}

BANNED_NAMES = ("utils", "util", "helpers", "helper", "common", "misc", "manager", "managers")
BANNED_CALLS = {
    "time.time": "take the bank's time from the transaction, the world's from engine.clock",
    "time.time_ns": "only engine/clock.py reads the system's clock",
    "time.monotonic": "use engine.clock.elapsed",
    "datetime.now": "take the time from call.now",
    "datetime.utcnow": "take the time from call.now",
    "date.today": "take the day from call.now",
    "uuid.uuid4": "take ids from call.new_id",
    "random.random": "take chance from the bank's stream, secrets from the operating system",
    "print": "write to sys.stdout where a person reads it, log elsewhere",
}
MAY_CALL = {
    "sandbox/engine/clock.py": {"time.time_ns", "time.monotonic"},
}


def modules(*folders: str) -> list[Path]:
    """Every module that was written by hand; what was generated says so in its first lines."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "Generated from openapi.yaml" not in path.read_text()[:200]]


OURS = modules("sandbox", "sdk", "loadtests", "tests", "examples")
PRODUCT = modules("sandbox", "sdk")
SERVICES = sorted({spec.tag for spec in OPERATIONS} - {"simulations"})
"""Every tag is a service's, but for `simulations`: the outside world calls the services, and lives in `world/`."""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_a_module_is_short_and_says_what_it_is(path: Path) -> None:
    source = path.read_text()
    tree = ast.parse(source)
    assert len(source.splitlines()) <= LIMITS["lines of a module"], "split it by verb or resource"
    assert not tree.body or ast.get_docstring(tree), "say in the first lines what the module is"
    assert path.stem not in BANNED_NAMES, "name it after what it does"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LIMITS["lines of a function"], f"{node.name} does not fit on a screen"


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_nothing_calls_what_the_bank_gives(path: Path) -> None:
    allowed = MAY_CALL.get(name_of(path), set())
    if name_of(path).startswith("sdk/"):
        allowed = allowed | {"time.monotonic", "uuid.uuid4", "print", "random.random", "time.time"}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            for banned, instead in BANNED_CALLS.items():
                if (called == banned or called.endswith(f".{banned}")) and banned not in allowed:
                    raise AssertionError(f"line {node.lineno} calls {banned}: {instead}")


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_nothing_unfinished_is_left(path: Path) -> None:
    found = re.findall(r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b", path.read_text())
    assert not found, "finish it, or leave it out and say so"


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_the_same_files_as_every_other(service: str) -> None:
    folder = ROOT / "sandbox" / "services" / service
    assert (folder / "operations.py").exists()
    readme = (folder / "README.md").read_text().splitlines()
    assert readme[0] == f"# {service}"
    assert len(readme) <= LIMITS["lines of a service's README"]
    assert (ROOT / "tests" / "services" / service).is_dir()


def test_every_operation_has_a_function_and_a_test_that_names_its_path() -> None:
    functions = "\n".join(path.read_text() for path in modules("sandbox/services", "sandbox/world"))
    for spec in OPERATIONS:
        assert functions.count(f'@operation("{spec.operation_id}")') == 1, spec.operation_id
        tests = "\n".join(path.read_text() for path in modules(f"tests/services/{spec.tag}"))
        words = [part for part in spec.path.split("/") if part and not part.startswith("{")]
        assert all(word in tests for word in words), f"no test of {spec.operation_id} in tests/services/{spec.tag}"


def test_every_operation_has_a_method_in_the_sdk() -> None:
    surface = (ROOT / "sdk" / "api.md").read_text()
    for spec in OPERATIONS:
        method = re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", spec.operation_id).lower()
        assert f"{spec.tag}.{method}" in surface, spec.operation_id


def test_every_problem_code_is_raised_by_a_test() -> None:
    tests = "\n".join(path.read_text() for path in modules("tests"))
    # What is never meant to happen cannot be asked for.
    missing = [code for code in PROBLEMS if f'"{code}"' not in tests and code != "internal_error"]
    assert not missing


def test_every_event_type_is_emitted_somewhere() -> None:
    product = "\n".join(path.read_text() for path in modules("sandbox/services", "sandbox/world"))
    for event_type in load_contract()["webhooks"]:
        noun = event_type.partition(".")[0]
        assert f'"{event_type}"' in product or f'f"{noun}.{{' in product, event_type


def test_the_list_of_exceptions_is_empty() -> None:
    assert EXCEPTIONS == {}
