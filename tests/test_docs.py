"""What the documentation says exists, exists: paths, links, commands, options, settings, code.

The pages are read as text, so a rename anywhere in the house fails here until the docs follow. The
site itself is built strictly, and loads nothing from another host. See: mkdocs.yml, docs/.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.models.problems import SCOPES
from sandbox.services.settings.rules import SETTINGS

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READMES = sorted([*(ROOT / "sandbox").rglob("README.md"), *ROOT.glob("sdk/README.md"), *ROOT.glob("loadtests/*.md")])

_FOLDERS = ("sandbox", "sdk", "docs", "tests", "loadtests", "examples", "portal", "deploy", "requirements")
_ROOT_FILES = ("openapi.yaml", "Makefile", "pyproject.toml", "mkdocs.yml", "LICENSE", "README.md", "CONTRIBUTING.md")
_BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<language>\w+)[^\n]*\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """(where, source) of every fenced block in a language."""
    for page in [*PAGES, *READMES]:
        for number, found in enumerate(_BLOCK.finditer(page.read_text()), 1):
            if found["language"] == language:
                yield f"{name_of(page)} block {number}", textwrap.dedent(found["body"])


def inline_code() -> Iterator[tuple[str, str]]:
    """(page, text) of everything between single backticks."""
    for page in [*PAGES, *READMES]:
        prose = _BLOCK.sub("", page.read_text())
        yield from ((name_of(page), text) for text in _CODE.findall(prose))


def commands() -> Iterator[tuple[str, str]]:
    """(where, line) of every command, from console blocks and from inline code."""
    for where, body in blocks("console"):
        yield from ((where, line.removeprefix("$ ")) for line in body.splitlines())
    yield from inline_code()


def test_there_are_pages() -> None:
    assert len(PAGES) >= 15


@pytest.mark.parametrize("page", [*PAGES, *READMES], ids=name_of)
def test_every_path_that_is_named_exists(page: Path) -> None:
    prose = _BLOCK.sub("", page.read_text())
    named = [text for text in _CODE.findall(prose) if text.split("/")[0] in _FOLDERS and "/" in text]
    named += [text for text in _CODE.findall(prose) if text in _ROOT_FILES]
    # A placeholder such as <tag> stands for any name.
    missing = [text for text in named if "<" not in text and not (ROOT / text).exists()]
    assert missing == []


@pytest.mark.parametrize("page", [*PAGES, *READMES], ids=name_of)
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    targets = [target.partition("#")[0] for target in _LINK.findall(page.read_text())]
    near = [target for target in targets if target and "://" not in target]
    assert [target for target in near if not (page.parent / target).exists()] == []


def test_every_page_that_the_code_names_exists() -> None:
    named: set[tuple[str, str]] = set()
    for folder in ("sandbox", "sdk", "tests", "loadtests"):
        for path in (ROOT / folder).rglob("*.py"):
            named |= {(name_of(path), found) for found in re.findall(r"docs/[a-z0-9_/-]+\.md", path.read_text())}
    assert named
    assert sorted(pair for pair in named if not (ROOT / pair[1]).exists()) == []


@pytest.mark.parametrize(("where", "source"), [*blocks("python")])
def test_every_python_block_compiles(where: str, source: str) -> None:
    compile(source, where, "exec")


@pytest.mark.parametrize(("where", "source"), [*blocks("json")])
def test_every_json_block_is_json(where: str, source: str) -> None:
    json.loads(source)


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {(where, found[1]) for where, line in commands() if (found := re.match(r"make ([a-z-]+)", line))}
    assert {target for _, target in named} >= {"up", "test"}
    assert [pair for pair in sorted(named) if pair[1] not in targets] == []


def _help(*arguments: str) -> str:
    command = [sys.executable, "-m", "sandbox.cli", *arguments, "--help"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_every_command_and_option_of_the_server_is_documented_and_exists() -> None:
    page = (ROOT / "docs" / "reference" / "server.md").read_text()
    documented = set(re.findall(r"`sandbank ([a-z]+)`", page))
    named = {found[1] for _, line in commands() if (found := re.match(r"(?:\S*/)?sandbank ([a-z]+)", line))}
    existing = set(re.findall(r"^    ([a-z]+)(?: |$)", _help(), re.MULTILINE))
    served = {"up", "verify", "doctor"}  # the others are on a page of their own: tests/commands/test_reference.py
    assert served <= documented <= existing
    assert named <= existing
    options = {option for command in served for option in re.findall(r"(?<!\w)--[a-z]+", _help(command))}
    assert set(re.findall(r"(?<=[`\s])--[a-z]+", page)) == options - {"--help"}


def test_every_setting_is_documented_with_its_default() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    rows = re.findall(r"^\| `([a-z_.]+)` \| ([A-Z]+) \| `([^`]*)` \|", page, re.MULTILINE)
    assert rows == [(key, found.data_type, found.default) for key, found in SETTINGS.items()]


def test_every_operation_and_scope_that_is_named_exists() -> None:
    operations = {spec.operation_id for spec in OPERATIONS}
    verbs = {re.split(r"(?=[A-Z])", name)[0] for name in operations}
    for where, text in inline_code():
        if re.fullmatch(r"[a-z]+([A-Z][a-z]+)+", text) and re.split(r"(?=[A-Z])", text)[0] in verbs:
            assert text in operations, where
        if re.fullmatch(r"[a-z_]+:(read|write|review|approve|reverse|admin)", text):
            assert text in SCOPES, where


def test_every_variable_of_the_environment_that_is_named_is_read() -> None:
    code = "\n".join(path.read_text() for folder in ("sandbox", "sdk") for path in (ROOT / folder).rglob("*.py"))
    named = {name for page in PAGES for name in re.findall(r"SANDBANK_[A-Z_]+", page.read_text())}
    assert [name for name in sorted(named) if name not in code] == []


def test_every_decision_has_the_four_parts_and_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "index.md").read_text()
    numbers = []
    for path in sorted(folder.glob("[0-9]*.md")):
        text = path.read_text()
        numbers.append(int(path.name[:4]))
        assert text.startswith(f"# {path.name[:4]} ")
        parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences", "Alternatives"], path.name
        assert path.name in index
    assert numbers == [*range(1, len(numbers) + 1)]


def test_the_site_builds_and_loads_nothing_from_another_host(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="the site needs the extra `docs`")
    site = tmp_path / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    for page in site.rglob("*.html"):
        text = page.read_text()
        assert re.findall(r"<(?:script|img|iframe)[^>]*\ssrc=\"(?:https?:)?//[^\"]*", text) == [], page
        assert re.findall(r"<link[^>]*\shref=\"(?:https?:)?//[^\"]*", text) == [], page
