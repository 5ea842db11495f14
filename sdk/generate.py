"""Generates the SDK from the contract: `python sdk/generate.py [--check]`.

openapi-python-client writes models and raw endpoints (`generated/`); this adds the resources, one per
tag (`_resources.py`, `_raw.pyi`), an error class per problem code (`_problems.py`), the types of events
(`event_types.py`) and the list of the whole surface (`api.md`). The result follows from openapi.yaml alone;
--check exits 1 when it is stale.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SDK = Path(__file__).parent
ROOT = SDK.parent
sys.path.insert(0, str(ROOT))

from sandbox.contract.document import load_contract  # noqa: E402
from sdk.generator.surface import api_md, event_types_module, problems_module, raw_module, resources_module  # noqa: E402

THIN = ("_resources.py", "_raw.pyi", "_problems.py", "event_types.py")
HEADER = "# Generated from openapi.yaml by openapi-python-client. Do not edit.\n"
BIN = Path(sys.executable).parent


def write(target: Path) -> None:
    """Everything generated, below a folder laid out as `sdk/`."""
    package = target / "sandbank"
    package.mkdir(parents=True, exist_ok=True)
    generated = package / "generated"
    shutil.rmtree(generated, ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "sdk.generator.client",
        "generate",
        "--path",
        str(ROOT / "openapi.yaml"),
        "--config",
        str(SDK / "openapi-python-client.yaml"),
        "--custom-template-path",
        str(SDK / "templates"),
        "--meta",
        "none",
        "--output-path",
        str(generated),
        "--fail-on-warning",
        "--overwrite",
    ]
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
    shutil.rmtree(generated / ".ruff_cache", ignore_errors=True)
    for file in generated.rglob("*.py"):
        file.write_text(HEADER + _typed(file.read_text()))
    document = load_contract()
    (package / "_resources.py").write_text(resources_module(document))
    (package / "_raw.pyi").write_text(raw_module(document))
    (package / "_problems.py").write_text(problems_module(document))
    (package / "event_types.py").write_text(event_types_module(document))
    (target / "api.md").write_text(api_md(document))
    for name in THIN:
        file = package / name
        text = subprocess.run(  # noqa: S603
            [str(BIN / "ruff"), "format", "--isolated", "--line-length", "120", "--stdin-filename", name, "-"],
            input=file.read_text(),
            text=True,
            capture_output=True,
            check=True,
        ).stdout
        file.write_text(text)


def _typed(source: str) -> str:
    """A model with a field called `type` must say which `type` its class method takes."""
    if "\n    type: " not in source:
        return source
    source = source.replace("import annotations\n\n", "import annotations\n\nimport builtins\n", 1)
    return source.replace("cls: type[T]", "cls: builtins.type[T]")


def _differences(fresh: Path, found: Path) -> list[str]:
    wanted = {str(path.relative_to(fresh)) for path in fresh.rglob("*") if path.is_file()}
    generated = found / "sandbank" / "generated"
    present = {
        str(path.relative_to(found))
        for path in [*generated.rglob("*.py"), found / "api.md"]
        if path.is_file() and "__pycache__" not in path.parts
    }
    present |= {f"sandbank/{name}" for name in THIN if (found / "sandbank" / name).is_file()}
    missing = sorted((wanted | present) - (wanted & present))
    return missing + sorted(
        name
        for name in wanted
        if (found / name).is_file() and not filecmp.cmp(fresh / name, found / name, shallow=False)
    )


def main() -> int:
    """Generate, or with --check tell what is stale."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        write(fresh)
        stale = _differences(fresh, SDK)
        if "--check" not in sys.argv[1:]:
            _install(fresh, stale)
            return 0
    for name in stale:
        sys.stderr.write(f"sdk/{name} is stale: run `make contract`\n")
    return 1 if stale else 0


def _install(fresh: Path, stale: list[str]) -> None:
    """Only what differs is written, each file at once: whoever imports the package meanwhile finds all of it."""
    for name in stale:
        source, target = fresh / name, SDK / name
        if not source.exists():
            target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.new")
        shutil.copyfile(source, beside)
        beside.replace(target)


if __name__ == "__main__":
    raise SystemExit(main())
