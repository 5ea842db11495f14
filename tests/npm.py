"""Public packages of npm that tests check ours against, installed once into a folder that later runs use again."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def installed(*packages: str) -> Path:
    """The folder below which `node_modules` has these packages, each as `name@version`."""
    folder = ROOT / "build" / ("npm-" + "+".join(packages).replace("/", "-").replace("@", "-").strip("-"))
    if folder.exists():
        return folder
    assert shutil.which("npm"), f"Node and npm are needed to check against {' and '.join(packages)}."
    fresh = folder.with_name(f"{folder.name}-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    (fresh / "package.json").write_text('{"private": true}')
    done = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts", *packages],
        cwd=fresh,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, f"npm cannot install {' '.join(packages)}: {done.stderr}"
    if not folder.exists():
        fresh.rename(folder)
    return folder
