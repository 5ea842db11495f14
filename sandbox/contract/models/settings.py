"""Generated from openapi.yaml by sandbox.contract.generator. Do not edit.

The schemas of tag `settings`.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from sandbox.contract.models.shared import Timestamp

SettingType = Literal["STRING", "INTEGER", "DECIMAL", "BOOLEAN"]
"""How setting_value is to be read; more values may come."""


class Setting(Struct, frozen=True, kw_only=True):
    """One thing this bank can be told to do, with its value as a string."""

    setting_key: str
    setting_value: Annotated[str, Meta(max_length=1000)]
    data_type: SettingType
    description: str
    is_encrypted: bool
    updated_at: Timestamp | None = None
    updated_by: str | None = None


class SettingUpdate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The new value."""

    setting_value: Annotated[str, Meta(min_length=0, max_length=1000)]
