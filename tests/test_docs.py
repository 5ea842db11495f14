"""What the documentation says exists, exists: paths, links, commands, options, events, code.

The pages are read as text, so a rename anywhere in the house fails here until the docs follow. Links are looked up in
the pages as they are put together, generated ones among them. See: tests/test_docs_site.py, sandbox/pages/docs/, docs/.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox.contract.document import load_contract
from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.models.problems import EVENT_TYPES, PROBLEMS, SCOPES
from sandbox.contract.problem import Problem
from sandbox.pages.docs.assembly import assemble
from sandbox.pages.docs.command_tables import VARIABLES
from sandbox.pages.docs.emitted import ANY, SILENT, TOLD
from sandbox.pages.docs.tables import TABLES
from sandbox.server import _pages
from sandbox.services.organizations.rules import ROLES
from sandbox.services.settings.rules import SETTINGS
from sandbox.world.scenarios import shipped

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


@pytest.fixture(scope="module")
def assembled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as the site is built from them."""
    target = tmp_path_factory.mktemp("assembled") / "docs"
    assemble(target)
    return target


def _near(text: str) -> list[str]:
    """The targets of links that stay within the repository."""
    targets = [target.partition("#")[0] for target in _LINK.findall(_BLOCK.sub("", text))]
    return [target for target in targets if target and "://" not in target]


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *READMES], ids=name_of)
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    assert [target for target in _near(page.read_text()) if not (page.parent / target).exists()] == []


def test_every_link_between_pages_leads_somewhere(assembled: Path) -> None:
    pages = [*assembled.rglob("*.md")]
    assert len(pages) >= len([*(ROOT / "docs").rglob("*.md")]) + len(load_contract()["tags"])
    for page in pages:
        missing = [target for target in _near(page.read_text()) if not (page.parent / target).exists()]
        assert missing == [], page.relative_to(assembled)


def test_every_page_is_in_the_navigation_and_every_entry_has_its_page(assembled: Path) -> None:
    class Loader(yaml.SafeLoader):
        """Reads what MkDocs says in tags of its own as if it were not there."""

    Loader.add_multi_constructor("tag:", lambda loader, suffix, node: None)
    configuration = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader)
    assert configuration["plugins"] == ["search"]

    def leaves(entry: Any) -> Iterator[str]:
        if isinstance(entry, str):
            yield entry
        else:
            for one in entry.values() if isinstance(entry, dict) else entry:
                yield from leaves(one)

    named = [*leaves(configuration["nav"])]
    written = {path.relative_to(assembled).as_posix() for path in assembled.rglob("*.md")}
    assert sorted(named) == sorted(written)


def test_every_drawing_is_shown_and_says_in_words_what_it_shows(assembled: Path) -> None:
    shown: set[str] = set()
    for page in (ROOT / "docs").rglob("*.md"):
        for words, name in re.findall(
            r"^!\[([^\]]*)\]\((?:\.\./)*assets/drawings/([a-z-]+\.svg)\)", page.read_text(), re.M
        ):
            shown.add(name)
            assert len(words) > 40, f"{page.name}: {name}"
            made = (assembled / page.relative_to(ROOT / "docs")).read_text()
            assert f'<svg aria-label="{html.escape(words)}"' in made
    assert shown == {path.name for path in (ROOT / "docs" / "assets" / "drawings").glob("*.svg")}


def test_every_path_of_a_server_that_is_named_is_served() -> None:
    contract = {spec.path for spec in OPERATIONS}
    served = {
        path for handler in _pages() for path in handler.paths if "{" not in path
    } | {"/docs", "/portal", "/health", "/ready", "/live", "/metrics", "/v1", "/v1/…", "/problems/<code>"}  # fmt: skip
    elsewhere = {"/dropped/<count>", "/var/tmp", "/v1//accounts/"}
    for where, text in inline_code():
        method, _, path = text.rpartition(" ")
        if not path.startswith("/") or method not in ("", "GET", "POST", "PUT", "PATCH", "DELETE"):
            continue
        bare = re.sub(r"<(\w+)>", r"{\1}", path.partition("?")[0].removeprefix("/v1"))
        is_known = path in served | elsewhere or bare in contract or any(one.startswith(f"{bare}/") for one in contract)
        assert is_known, f"{where}: {text}"


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


def test_every_table_is_on_a_page_and_every_table_of_a_page_is_made() -> None:
    asked = [name for page in PAGES for name in re.findall(r"^<!-- table: ([a-z-]+) -->$", page.read_text(), re.M)]
    assert {*asked} == {*TABLES}


def test_every_setting_is_documented_with_its_default() -> None:
    rows = re.findall(r"^\| `([a-z_.]+)` \| ([A-Z]+) \| `([^`]*)` \|", TABLES["settings"](), re.MULTILINE)
    assert rows == [(key, found.data_type, found.default) for key, found in SETTINGS.items()]


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("problems", PROBLEMS),
        ("events", EVENT_TYPES),
        ("event-triggers", EVENT_TYPES),
        ("scopes", SCOPES),
        ("roles", ROLES),
        ("variables", VARIABLES),
        ("scenarios", shipped.names()),
        ("tags", [tag["name"] for tag in load_contract()["tags"]]),
        ("triggers", [spec.operation_id for spec in OPERATIONS if spec.operation_id.startswith("simulate")]),
    ],
)
def test_a_table_has_a_row_for_each(table: str, names: Iterable[str]) -> None:
    made = TABLES[table]()
    rows = [line for line in made.splitlines() if re.match(r"\| (?:<a [^>]*></a>)?\[?`", line)]
    assert len(rows) == len([*names])
    assert [name for name in names if f"`{name}`" not in made] == []


def test_every_operation_is_on_the_page_of_its_tag(assembled: Path) -> None:
    for spec in OPERATIONS:
        page = (assembled / "reference" / "api" / f"{spec.tag}.md").read_text()
        assert f"{{ #{spec.operation_id} }}" in page
        assert f"`{spec.method} /v1{spec.path}`" in page


def test_every_variable_that_is_read_is_in_the_table() -> None:
    code = "\n".join(path.read_text() for folder in ("sandbox", "sdk") for path in (ROOT / folder).rglob("*.py"))
    assert {*re.findall(r"\bSANDBANK_[A-Z_]*[A-Z]\b", code)} == {
        name for name in VARIABLES if name.startswith("SANDBANK_")
    }
    assert [name for name in VARIABLES if code.count(name) < 2] == []


def test_the_events_of_an_operation_are_of_the_contract_and_every_trigger_leads_to_one() -> None:
    assert sorted([*TOLD, *ANY, *SILENT]) == sorted(spec.operation_id for spec in OPERATIONS if spec.is_unsafe)
    assert {one for types in TOLD.values() for one in types} <= {*EVENT_TYPES}
    for name in EVENT_TYPES:
        try:
            steps = shipped.trigger(name).steps
        except Problem:
            continue
        comes_with_time = any(step.action == "ADVANCE" for step in steps)
        assert comes_with_time or any(name in TOLD.get(step.operation, ()) for step in steps), name


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
