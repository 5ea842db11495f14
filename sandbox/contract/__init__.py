"""The contract: loads `openapi.yaml`, generates models from it, and binds operations to it.

Knows nothing of the rest of the house. See: CONTRIBUTING.md for how a change starts here.
"""
