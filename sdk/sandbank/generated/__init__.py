# Generated from openapi.yaml by openapi-python-client. Do not edit.
"""A client library for accessing Sandbank API"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
