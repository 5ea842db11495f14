"""The bill of materials of a runtime, as CycloneDX 1.6 JSON: what requirements/runtime.txt pins, as it is installed.

Names, versions and licences come from the metadata of the installed distributions, so it says what runs and
not what was meant to. Two runs over the same installation write the same bytes but for the time, which
SOURCE_DATE_EPOCH sets. `python requirements/sbom.py FILE` writes it; tests/security/test_supply_chain.py checks it.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

RUNTIME = Path(__file__).with_name("runtime.txt")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*(.+?))?\s*\\?$")


def pinned() -> dict[str, str]:
    """What the lock file pins; name → version."""
    found = (_PINNED.match(line.strip()) for line in RUNTIME.read_text().splitlines())
    return {match[1].lower(): match[2] for match in found if match}


def installed(name: str) -> Distribution | None:
    """The distribution of a name, if it is installed here."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def licences(found: Distribution) -> list[str]:
    """What a distribution says of its licence: an SPDX expression, its classifiers, or its own words."""
    metadata = found.metadata
    if metadata.get("License-Expression"):
        return [metadata["License-Expression"]]
    classified = [
        one.rpartition(" :: ")[2] for one in metadata.get_all("Classifier", []) if one.startswith("License ::")
    ]
    words = (metadata.get("License") or "").strip()
    return classified or ([words.splitlines()[0][:120]] if words else [])


def component(found: Distribution) -> dict[str, Any]:
    """One distribution as CycloneDX names it."""
    name = re.sub(r"[-_.]+", "-", found.metadata["Name"]).lower()
    purl = f"pkg:pypi/{name}@{found.version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": found.version,
        "purl": purl,
        "licenses": [{"license": {"name": one}} for one in licences(found)],
    }


def bill() -> dict[str, Any]:
    """The whole document."""
    components = sorted(
        (component(found) for name in pinned() if (found := installed(name)) is not None), key=lambda one: one["purl"]
    )
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    utc = datetime.UTC
    now = datetime.datetime.now(utc) if epoch is None else datetime.datetime.fromtimestamp(int(epoch), utc)
    content = json.dumps(components, sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, content)}",
        "version": 1,
        "metadata": {
            "timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {"type": "application", "name": "sandbank", "bom-ref": "sandbank"},
        },
        "components": components,
        "dependencies": [{"ref": "sandbank", "dependsOn": [one["bom-ref"] for one in components]}],
    }


if __name__ == "__main__":
    text = json.dumps(bill(), indent=2) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text)
    else:
        sys.stdout.write(text)
