"""Does a server keep the contract? Named cases, part by part, against any server that claims to implement it.

case.py is the register; server.py asks, and compares every answer with openapi.yaml; problems.py, idempotency.py,
pagination.py, states.py, webhooks.py and schemas.py are the parts; run.py runs them in a bank of their own.
Nothing here knows how Sandbank works inside. See: docs/conformance.md, sandbox/commands/contract_check.py.
"""
