"""What runs is what is pinned, its licences allow it, and the bill of materials says both."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SBOM: dict[str, Any] = runpy.run_path(str(ROOT / "requirements" / "sbom.py"))

ALLOWED = re.compile(
    r"\b(MIT|BSD|BSD-[23]-Clause|Apache|Apache-2\.0|ISC|PSF|Python Software Foundation|MPL|Mozilla|Unlicense|0BSD|"
    r"Public Domain|any-OSI|Zlib)\b",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(r"\b(A?GPL|GNU (Affero )?General Public|SSPL|BUSL|Commons Clause)", re.IGNORECASE)
NOT_HERE = {"colorama", "tzdata", "uvloop"}
"""Pinned for other systems too; where they are not needed they are not installed."""


@pytest.mark.parametrize("name", sorted(SBOM["pinned"]()))
def test_a_dependency_is_installed_as_pinned_and_its_licence_may_be_used(name: str) -> None:
    found = SBOM["installed"](name)
    if found is None:
        assert name in NOT_HERE
        return
    assert found.version == SBOM["pinned"]()[name]
    told = SBOM["licences"](found)
    assert told, f"{name} does not say its licence"
    for licence in told:
        assert not FORBIDDEN.search(licence), f"{name}: {licence}"
    assert any(ALLOWED.search(licence) for licence in told), f"{name}: {told}"


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0", "GNU General Public License v3 (GPLv3)",
                                     "GNU Affero General Public License v3", "SSPL-1.0"])  # fmt: skip
def test_the_gate_refuses_what_must_not_come_in(licence: str) -> None:
    assert FORBIDDEN.search(licence)


def test_the_bill_of_materials_names_everything_that_is_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    bill = SBOM["bill"]()
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["timestamp"] == "2026-01-01T00:00:00Z"
    named = {one["name"].replace("-", "").replace("_", "") for one in bill["components"]}
    wanted = {name.replace("-", "").replace("_", "") for name in SBOM["pinned"]() if SBOM["installed"](name)}
    assert named == wanted
    assert all(one["licenses"] and one["purl"].endswith(f"@{one['version']}") for one in bill["components"])
    assert SBOM["bill"]() == bill


def test_the_lock_file_pins_every_dependency_with_its_hash_or_version() -> None:
    assert len(SBOM["pinned"]()) > 20
