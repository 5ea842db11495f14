"""Generates `models/` from the contract: `python -m sandbox.contract.generator [--check]`.

Every keyword that changes what a value may be is either carried over or refused: a contract that
this cannot express does not generate. Structs go to the module of their tag, stored forms (without
`x-derived`) beside them. See: tests/contract/test_generator.py.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from sandbox.contract.document import load_contract
from sandbox.contract.generator_tables import operations_module, parameters_module, problems_module
from sandbox.contract.generator_types import Unsupported, Writer, snake

HEADER = '"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.\n\n{about}\n"""\n'
MODELS = Path(__file__).parent / "models"
SHARED = "shared"


def generate(document: dict[str, Any]) -> dict[str, str]:
    """File name → source. Raises `Unsupported` for a keyword that would be lost."""
    schemas: dict[str, Any] = document["components"]["schemas"]
    writer = Writer(schemas)
    modules: dict[str, list[str]] = {}
    tables: dict[str, dict[str, list[str]]] = {"PII": {}, "SECRETS": {}}
    references: dict[str, dict[str, str]] = {}
    names: dict[str, list[str]] = {}
    for name, schema in schemas.items():
        tag = schema.get("x-tag", SHARED)
        for class_name, source, properties in writer.definition(name, schema):
            modules.setdefault(tag, []).append(source)
            names.setdefault(tag, []).append(class_name)
            for table, mark in (("PII", "x-pii"), ("SECRETS", "x-secret")):
                marked = [key for key, value in properties.items() if value.get(mark)]
                if marked:
                    tables[table][class_name] = marked
            targets = {key: value["x-references"] for key, value in properties.items() if "x-references" in value}
            if targets:
                references[class_name] = targets
    files = {f"{tag}.py": _module(tag, sources, writer, names) for tag, sources in modules.items()}
    files["parameters.py"] = parameters_module(document, writer)
    files["operations.py"] = operations_module(document, writer)
    files["problems.py"] = problems_module(document)
    files["__init__.py"] = _package(names, tables, references)
    return files


def _module(tag: str, sources: list[str], writer: Writer, names: dict[str, list[str]]) -> str:
    body = "\n\n".join(sources)
    own = set(names[tag])
    imports = []
    for other, theirs in sorted(names.items()):
        used = [name for name in theirs if name not in own and re.search(rf"\b{name}\b", body)]
        if used and other != tag:
            imports.append(f"from sandbox.contract.models.{other} import {', '.join(sorted(used))}")
    about = f"The schemas of tag `{tag}`." if tag != SHARED else "The schemas that several tags share."
    return HEADER.format(about=about) + writer.imports(body) + "\n".join(imports) + "\n\n" + body + "\n"


def _package(
    names: dict[str, list[str]],
    tables: dict[str, dict[str, list[str]]],
    references: dict[str, dict[str, str]],
) -> str:
    lines = [HEADER.format(about="Every schema, and what the extensions say of their properties.")]
    lines.append("from typing import Any\n")
    for tag in sorted(names):
        lines.append(f"from sandbox.contract.models.{tag} import {', '.join(sorted(names[tag]))}")
    for table, about in (("PII", "Personal properties (`x-pii`)."), ("SECRETS", "Shown once (`x-secret`).")):
        items = "".join(f"    {name}: {tuple(values)!r},\n" for name, values in tables[table].items())
        lines.append(f'\n{table}: dict[Any, tuple[str, ...]] = {{\n{items}}}\n"""{about}"""\n')
    items = "".join(f"    {name}: {values!r},\n" for name, values in references.items())
    lines.append(f'\nREFERENCES: dict[Any, dict[str, str]] = {{\n{items}}}\n"""Property → kind (`x-references`)."""\n')
    exported = sorted(name for group in names.values() for name in group)
    listed = "".join(f"    {name!r},\n" for name in [*exported, "PII", "SECRETS", "REFERENCES"])
    return "\n".join(lines) + f"\n__all__ = [\n{listed}]\n"


def formatted() -> dict[str, str]:
    """File name → source as it is committed."""
    return {name: _format(name, source) for name, source in generate(load_contract()).items()}


def _format(name: str, source: str) -> str:
    """A module as ruff would leave it in `models/`, without a file, so that runs may overlap."""
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent)) or "ruff"
    place = ["--quiet", "--stdin-filename", str(MODELS / name), "-"]
    for command in (["check", "--fix", "--select", "I,RUF022,F401"], ["format"]):
        done = subprocess.run([ruff, *command, *place], input=source.encode(), capture_output=True, check=False)  # noqa: S603
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr.decode() or done.stdout.decode()}")
        source = done.stdout.decode()
    return source


def write(directory: Path) -> None:
    """Write every generated file into a directory, and take away what is generated no more."""
    files = formatted()
    directory.mkdir(parents=True, exist_ok=True)
    for path in directory.glob("*.py"):
        if path.name not in files:
            path.unlink()
    for name, source in files.items():
        (directory / name).write_text(source)


def stale(directory: Path) -> list[str]:
    """Names of generated files that differ from what the contract gives now."""
    wanted = formatted()
    found = {path.name: path.read_text() for path in directory.glob("*.py")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def main() -> int:
    """Generate, or with --check tell what is stale."""
    try:
        if "--check" in sys.argv[1:]:
            different = stale(MODELS)
            for name in different:
                sys.stderr.write(f"sandbox/contract/models/{name} is stale: run `make contract`\n")
            return 1 if different else 0
        write(MODELS)
    except Unsupported as error:
        sys.stderr.write(f"openapi.yaml: {error}\n")
        return 1
    return 0


__all__ = ["Unsupported", "formatted", "generate", "snake", "stale", "write"]

if __name__ == "__main__":
    raise SystemExit(main())
