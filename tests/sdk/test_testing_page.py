"""docs/guides/testing.md as a suite: its samples are the files that they say, and pytest runs them."""

from __future__ import annotations

import pytest
from sandbank.testing import Clock, Faults, WebhookInbox

from tests.test_docs import ROOT, blocks

pytest_plugins = ["pytester"]


def test_the_samples_of_the_page_are_a_suite_that_passes(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    files = {}
    for where, source in blocks("python"):
        if where.startswith("docs/guides/testing.md "):
            name = source.partition("\n")[0].removeprefix("# ")
            assert name.endswith(".py"), f"{where} does not say which file it is"
            files[name] = source
    assert {"conftest.py", "test_transfers.py", "test_interest.py"} <= set(files)
    for name, source in files.items():
        (pytester.path / name).write_text(source)
    result = pytester.runpytest_subprocess("-q", "-o", "asyncio_default_fixture_loop_scope=function", timeout=120)
    samples = sum(source.count("\ndef test_") + source.count("\nasync def test_") for source in files.values())
    result.assert_outcomes(passed=samples)


def test_the_page_names_everything_that_a_test_can_do() -> None:
    page = (ROOT / "docs" / "guides" / "testing.md").read_text()
    for kind in (Clock, Faults, WebhookInbox):
        for name in vars(kind):
            if not name.startswith("_") and name not in ("close", "clear", "url", "is_frozen"):
                assert name in page, f"{kind.__name__}.{name}"
