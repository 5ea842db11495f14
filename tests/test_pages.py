"""The server's own pages: complete, escaped, and loading nothing from elsewhere.

See: sandbox/pages/. That the reference renders in a browser is looked at by hand with every update
of assets/scalar.js; that it loads nothing from outside is kept here, by what the page names.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.models.problems import PROBLEMS
from sandbox.pages.layout import page, text
from sandbox.pages.reference import asset, problem_index, problem_page, reference_html

_VOID = {"meta", "link", "img", "br"}


class _Outline(HTMLParser):
    """Checks nesting, and collects what a page loads and links to."""

    def __init__(self, document: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.feed(document.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.linked.append(given.get("href") or "")
        elif given.get("src") or given.get("href"):
            self.loaded.append(given.get("src") or given.get("href") or "")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _all_pages() -> dict[str, bytes]:
    pages = {"reference": reference_html(), "problems": problem_index()}
    for code in PROBLEMS:
        found = problem_page(code)
        assert found is not None
        pages[code] = found
    return pages


@pytest.mark.parametrize("name", sorted(_all_pages()))
def test_a_page_is_well_formed_and_loads_only_assets_that_exist(name: str) -> None:
    outline = _Outline(_all_pages()[name])
    assert outline.open == []
    assert outline.loaded
    for address in outline.loaded:
        assert address.startswith("/reference/assets/")
        assert asset(address.removeprefix("/reference/assets/")) is not None


def test_every_problem_of_the_contract_is_in_the_index() -> None:
    linked = _Outline(problem_index()).linked
    assert [f"/problems/{code}" for code in PROBLEMS if f"/problems/{code}" not in linked] == []


def test_a_problem_page_names_status_action_and_the_operations_that_answer_it() -> None:
    document = (problem_page("insufficient_funds") or b"").decode()
    assert "422 Unprocessable" in document
    assert text(PROBLEMS["insufficient_funds"].action) in document
    answering = [spec for spec in OPERATIONS if "insufficient_funds" in spec.problems]
    assert answering
    for spec in answering:
        assert f"#tag/{spec.tag}/{spec.method}{spec.path}" in document
        assert spec.operation_id in document


def test_a_problem_that_the_contract_does_not_have_has_no_page() -> None:
    assert problem_page("no_such_code") is None


@pytest.mark.parametrize("name", ["../reference.py", "..", "", "site.css/..", "/etc/passwd", "scalar"])
def test_a_name_that_is_not_an_asset_gives_nothing(name: str) -> None:
    assert asset(name) is None


def test_the_old_name_of_the_icon_works() -> None:
    assert asset("favicon.ico") == asset("favicon.svg")


def test_text_is_never_markup() -> None:
    document = page("<script>", "<p>" + text('<b>"quoted" & bold</b>') + "</p>").decode()
    assert "<title>&lt;script&gt;" in document
    assert "&lt;b&gt;&quot;quoted&quot; &amp; bold&lt;/b&gt;" in document


def test_the_reference_is_told_to_stay_at_home() -> None:
    found = asset("reference.js")
    assert found is not None
    script = found[0].decode()
    for choice in ("withDefaultFonts: false", "telemetry: false", "hideClientButton: true", "proxyUrl: ''"):
        assert choice in script
    assert not re.search(r"https?://", script)


def test_the_vendored_reference_has_its_licence_beside_it() -> None:
    found = asset("LICENSE-scalar.txt")
    assert found is not None
    assert b"MIT License" in found[0]
