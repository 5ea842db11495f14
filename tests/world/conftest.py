"""The fixtures of the world's tests: those of the services."""

from tests.services.conftest import api as api
