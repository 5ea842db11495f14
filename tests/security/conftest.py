"""The fixtures of the tests of security: those of the services."""

from tests.services.conftest import api as api
