"""Sandbank: the Python client of a whole bank on your laptop.

    from sandbank import Sandbank

    bank = Sandbank(api_key="sbk_…")
    account = bank.accounts.get_account("acct_…")

See: api.md for every method, errors.py for what is raised, pages.py for lists, webhooks.py for what the
bank sends, testing.py for a suite of your own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbank import errors as errors
    from sandbank import event_types as event_types
    from sandbank import models as models
    from sandbank import webhooks as webhooks
    from sandbank._transport import RawResponse as RawResponse
    from sandbank.client import AsyncSandbank as AsyncSandbank
    from sandbank.client import Sandbank as Sandbank
    from sandbank.errors import APIConnectionError as APIConnectionError
    from sandbank.errors import APIStatusError as APIStatusError
    from sandbank.errors import APITimeoutError as APITimeoutError
    from sandbank.errors import SandbankError as SandbankError
    from sandbank.pages import AsyncPage as AsyncPage
    from sandbank.pages import Page as Page

__version__ = "0.1.0"
__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncPage",
    "AsyncSandbank",
    "Page",
    "RawResponse",
    "Sandbank",
    "SandbankError",
    "errors",
    "event_types",
    "models",
    "webhooks",
]

_HOMES = {
    "Sandbank": "client",
    "AsyncSandbank": "client",
    "RawResponse": "_transport",
    "Page": "pages",
    "AsyncPage": "pages",
    "APIConnectionError": "errors",
    "APIStatusError": "errors",
    "APITimeoutError": "errors",
    "SandbankError": "errors",
}


# A type checker sees the names above, and tells of a wrong one.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Load each part when it is first used: importing the package costs nothing."""
        import importlib

        if name in _HOMES:
            return getattr(importlib.import_module(f"sandbank.{_HOMES[name]}"), name)
        if name in ("errors", "event_types", "models", "webhooks"):
            return importlib.import_module(f"sandbank.{name}")
        raise AttributeError(f"module 'sandbank' has no attribute {name!r}")
