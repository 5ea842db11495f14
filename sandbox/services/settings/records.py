"""What `settings` stores: the settings that were changed. The others have their defaults."""

from __future__ import annotations

from sandbox.contract.models.settings import Setting
from sandbox.engine.records import Kind

SETTING_VALUES = Kind(Setting, prefix="", name="Setting")
