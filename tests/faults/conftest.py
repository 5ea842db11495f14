"""The fixtures of the tests of faults: those of the services, and a bank at rest to be damaged."""

from __future__ import annotations

import pytest

from tests.faults.damaged_bank import Original, make_original
from tests.services.conftest import api as api


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Original:
    """Made once; each test damages a copy."""
    return make_original(tmp_path_factory.mktemp("original"))
