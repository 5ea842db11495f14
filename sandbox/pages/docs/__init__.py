"""The documentation site: hand-written pages, and what is made of the contract and the code beside them.

Nothing generated is kept in the repository: `python -m sandbox.pages.docs` assembles `docs/`, the tables and the
pages of the API in `build/docs`, and builds the site from there. Imported by nothing that serves.
See: __main__.py, assembly.py, sandbox/pages/docs_site.py.
"""
