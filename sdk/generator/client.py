"""openapi-python-client, with `type` as it is: an event's `type` is read in every program that takes events.

Run as a module in place of the package's own command: `python -m sdk.generator.client generate …`.
"""

from __future__ import annotations

from openapi_python_client import strings
from openapi_python_client.cli import app

strings.RESERVED_WORDS.discard("type")

if __name__ == "__main__":
    app()
