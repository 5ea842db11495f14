"""The operations of `settings`, and what other services read of them.

A value holds from the next transaction on. See: rules.py for the settings there are.
"""

from __future__ import annotations

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import ListSettingsQuery
from sandbox.contract.models.settings import Setting, SettingUpdate
from sandbox.contract.pages import Page, decode_cursor
from sandbox.contract.problem import not_found
from sandbox.engine.call import Call
from sandbox.engine.transaction import Transaction
from sandbox.services.settings import problems
from sandbox.services.settings.records import SETTING_VALUES
from sandbox.services.settings.rules import SETTINGS, mistake


async def integer(tx: Transaction, key: str) -> int:
    """The value of an INTEGER setting."""
    changed = await tx.get(SETTING_VALUES, key)
    return int(SETTINGS[key].default if changed is None else changed.setting_value)


async def text(tx: Transaction, key: str) -> str:
    """The value of a STRING setting."""
    changed = await tx.get(SETTING_VALUES, key)
    return SETTINGS[key].default if changed is None else changed.setting_value


@operation("listSettings")
async def list_settings(call: Call, query: ListSettingsQuery) -> Page[Setting]:
    names = sorted(SETTINGS)
    if query.cursor is not None:
        after = decode_cursor(query.cursor)
        names = [name for name in names if name > after]
    elif query.page is not None:
        names = names[(query.page - 1) * query.limit :]
    shown = names[: query.limit]
    following = shown[-1] if len(names) > len(shown) and shown else None
    return Page([await _setting(call.tx, name) for name in shown], following)


@operation("getSetting")
async def get_setting(call: Call, setting_key: str) -> Setting:
    return await _setting(call.tx, setting_key)


@operation("updateSetting")
async def update_setting(call: Call, setting_key: str, body: SettingUpdate) -> Setting:
    before = await _setting(call.tx, setting_key)
    wrong = mistake(setting_key, body.setting_value)
    if wrong is not None:
        raise problems.setting_invalid(wrong)
    setting = put(call, setting_key, body.setting_value)
    call.tx.emit("setting.updated", setting, before)
    return setting


def put(call: Call, key: str, value: str) -> Setting:
    """Give a setting a value that fits it."""
    definition = SETTINGS[key]
    setting = Setting(
        setting_key=key,
        setting_value=value,
        data_type=definition.data_type,
        description=definition.description,
        is_encrypted=False,
        updated_at=call.now,
        updated_by=call.caller.user_id,
    )
    call.tx.put(setting)
    return setting


async def _setting(tx: Transaction, key: str) -> Setting:
    definition = SETTINGS.get(key)
    if definition is None:
        raise not_found("setting", key)
    return await tx.get(SETTING_VALUES, key) or Setting(
        setting_key=key,
        setting_value=definition.default,
        data_type=definition.data_type,
        description=definition.description,
        is_encrypted=False,
    )
