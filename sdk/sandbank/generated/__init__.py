# Generated from openapi.yaml by openapi-python-client. Do not edit.
"""Models and raw endpoints of the contract; `sandbank` is the way to use them. Imports nothing, so it costs nothing."""
