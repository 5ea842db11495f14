"""The portal: what a bank looks like in a browser. A client of the contract through the SDK, nothing else.

It imports no code of the server; `app.py` is handed the contract's document and how to reach the API.
See: README.md, docs/portal.md.
"""
