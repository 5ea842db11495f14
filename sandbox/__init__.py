"""Sandbank: a whole simulated bank behind one contract.

The house is described in CONTRIBUTING.md: contract, engine, gateway, services, world, and one
composition root (`server`). Start reading at `openapi.yaml`, then at a service's `operations.py`.
"""

__version__ = "0.1.0"
