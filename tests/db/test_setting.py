"""Settings: declared once, typed, bounded, logged like everything else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db import history, settings
from db.errors import BadInput
from db.settings import SETTINGS, Setting
from db.store import Store

IDS = [setting.key for setting in SETTINGS]


def put(store: Store, key: str, value: settings.Value) -> bool:
    with store.action("Đặt") as action:
        return settings.put(action, key, value)


def other_value(setting: Setting) -> settings.Value:
    if setting.choices:
        return next(choice.value for choice in setting.choices if choice.value != setting.default)
    return setting.maximum if isinstance(setting.default, int) else "Nguyễn Thị Hoa"


def test_keys_are_unique_and_everything_is_told() -> None:
    assert len(set(IDS)) == len(IDS)
    for setting in SETTINGS:
        assert setting.title
        assert setting.description.endswith(".")
        if setting.choices:
            assert setting.default in {choice.value for choice in setting.choices}
        if isinstance(setting.default, int):
            assert setting.minimum <= setting.default <= setting.maximum


@pytest.mark.parametrize("setting", SETTINGS, ids=IDS)
def test_each_setting_defaults_changes_and_comes_back(store: Store, setting: Setting) -> None:
    assert settings.get(store.con, setting.key) == setting.default
    value = other_value(setting)
    assert put(store, setting.key, value)
    assert settings.get(store.con, setting.key) == value
    assert type(settings.get(store.con, setting.key)) is type(setting.default)
    assert settings.get_all(store.con) == {s.key: s.default for s in SETTINGS} | {setting.key: value}
    assert not put(store, setting.key, value)
    history.undo(store)
    assert settings.get(store.con, setting.key) == setting.default


def test_writing_the_default_is_no_action(store: Store) -> None:
    before = len(history.actions(store.con))
    assert not put(store, "theme", "system")
    assert len(history.actions(store.con)) == before


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("registration_day", "hôm qua"),
        ("theme", ""),
        ("due_soon_days", -1),
        ("due_soon_days", 91),
        ("due_soon_days", "bảy"),
        ("backup_keep", 0),
        ("approval_percent", 101),
        ("approval_percent", 49),
    ],
)
def test_senseless_values_are_refused(
    store: Store, key: str, value: settings.Value, sentence: Callable[..., str]
) -> None:
    with pytest.raises(BadInput) as refused:
        put(store, key, value)
    assert settings.declared(key).title in sentence(refused.value)


def test_numbers_may_come_as_typed_text(store: Store) -> None:
    assert put(store, "due_soon_days", " 14 ")
    assert settings.get(store.con, "due_soon_days") == 14


def test_a_key_nobody_declared_is_a_fault_of_the_caller(store: Store) -> None:
    with pytest.raises(KeyError):
        settings.get(store.con, "không có")
