"""The documentation as a site: built strictly, loading nothing from elsewhere, and served at /docs as it was built.

See: sandbox/pages/docs/site.py, sandbox/pages/docs_site.py, tests/test_docs_in_browser.py.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import httpx
import pytest

from sandbox.pages import docs_site
from sandbox.pages.docs.assembly import assemble, completed
from sandbox.pages.docs_site import missing_page, site_file
from tests.faults.server import running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built of the pages as they are."""
    pytest.importorskip("material", reason="the site needs the extra `docs`")
    from sandbox.pages.docs.site import build_site

    folder = tmp_path_factory.mktemp("docs")
    assemble(folder / "source")
    build_site(folder / "source", folder / "site")
    return folder / "site"


@pytest.fixture
def served(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(docs_site, "_PLACES", (site,))
    return site


def test_the_site_loads_nothing_from_another_host(site: Path) -> None:
    pages = [*site.rglob("*.html")]
    assert len(pages) > 70
    for page in pages:
        text = page.read_text()
        assert re.findall(r"<(?:script|img|iframe)[^>]*\ssrc=\"(?:https?:)?//[^\"]*", text) == [], page
        assert re.findall(r"<link[^>]*\shref=\"(?:https?:)?//[^\"]*", text) == [], page


def test_no_page_has_a_script_of_its_own_and_every_script_that_it_names_is_there(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text()
        for attributes, content in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL):
            assert "src=" in attributes or 'type="application/json"' in attributes, page
            assert "src=" not in attributes or content == ""
        assert re.findall(r"\son[a-z]+=\"", text) == []
        for source in re.findall(r"<script[^>]*\ssrc=\"([^\"]+)\"", text):
            found = site / source.removeprefix("/docs/") if source.startswith("/") else page.parent / source
            assert found.is_file(), f"{page}: {source}"


def test_every_link_of_the_site_to_itself_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    texts = {page: page.read_text() for page in site.rglob("*.html") if page.name != "404.html"}
    places = {page: {*re.findall(r"\sid=\"([^\"]+)\"", text)} for page, text in texts.items()}
    for page, text in texts.items():
        for target in re.findall(r"<a[^>]*\shref=\"([^\"]+)\"", text):
            path, _, place = target.partition("#")
            if ":" in target or path.startswith("/"):
                continue
            found = (page.parent / path).resolve() if path else page
            if found.is_dir() or path.endswith("/"):
                found = found / "index.html"
            assert found in texts, f"{page.relative_to(site)}: {target}"
            assert not place or place in places[found] or place == "__skip", f"{page.relative_to(site)}: {target}"


def test_a_page_that_is_not_in_order_fails_the_build(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="the site needs the extra `docs`")
    from sandbox.pages.docs.site import BuildFailed, build_site

    assemble(tmp_path / "source")
    page = tmp_path / "source" / "index.md"
    page.write_text(page.read_text() + "\n[nowhere](nowhere.md)\n")
    with pytest.raises(BuildFailed):
        build_site(tmp_path / "source", tmp_path / "site")


def test_a_table_that_nobody_makes_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        completed("<!-- table: nothing -->")


def test_every_file_of_the_site_is_found_with_its_type_and_a_tag(served: Path) -> None:
    for file in served.rglob("*"):
        if file.is_file():
            found = site_file(f"/{file.relative_to(served).as_posix()}")
            assert found is not None, file
            assert found[0] == file.read_bytes()
            assert found[1] != "application/octet-stream" or file.suffix in (".gz", ".inv"), file
            assert re.fullmatch(r'"[0-9a-f]{32}"', found[2])


def test_a_folder_is_its_first_page(served: Path) -> None:
    assert site_file("") == site_file("/") == site_file("index.html")
    assert site_file("concepts/") == site_file("/concepts") == site_file("concepts/index.html")


@pytest.mark.parametrize(
    "path",
    ["../pyproject.toml", "/../../openapi.yaml", "assets/../../mkdocs.yml", "/etc/passwd", "..", ".", "nothing.html",
     "assets", "concepts//ledger.html", "concepts/ledger.html/", "\x00", "%2e%2e/x", "link.html"],
)  # fmt: skip
def test_what_is_no_file_of_the_site_is_not_there(served: Path, path: str) -> None:
    link = served / "link.html"
    link.unlink(missing_ok=True)
    link.symlink_to("/etc/hostname")
    docs_site._names.cache_clear()
    try:
        assert site_file(path) is None or path == "concepts/ledger.html/"
    finally:
        link.unlink()
        docs_site._names.cache_clear()


def test_a_page_that_is_built_again_is_served_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docs_site, "_PLACES", (tmp_path,))
    first = tmp_path / "index.html"
    first.write_text("before")
    before = site_file("")
    first.write_text("afterwards")
    os.utime(first, ns=(1, 1))
    after = site_file("")
    assert before is not None
    assert after is not None
    assert (before[0], after[0]) == (b"before", b"afterwards")
    assert before[2] != after[2]


def test_without_a_site_there_is_a_page_that_says_how_to_build_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docs_site, "_PLACES", (tmp_path / "nothing",))
    found = site_file("")
    assert found is not None
    assert b"make docs" in found[0]
    assert b'href="/reference"' in found[0]
    assert site_file("quickstart.html") is None
    assert missing_page() is None


def test_the_server_has_it_at_docs(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--empty") as server, httpx.Client(base_url=server.announced["base_url"]) as client:
        moved = client.get("/docs")
        assert (moved.status_code, moved.headers["location"]) == (302, "/docs/index.html")
        page = client.get("/docs/index.html")
        assert page.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "script-src 'self';" in page.headers["content-security-policy"]
        again = client.get("/docs/index.html", headers={"if-none-match": page.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get("/docs/nothing.html").status_code == 404
