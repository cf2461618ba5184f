"""The officer's own templates: versions, names, pictures that stay as long as a template names them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from db import attachments, calibrations, certificate_templates, history, sqlite
from db.calibrations import Calibration
from db.errors import NotFound, Refused
from db.store import Action, Store

SHIPPED = ("giay-khen-a4", "phoi-giay-khen-a4")
BODY: dict[str, Any] = {
    "width": 297,
    "height": 210.5,
    "title": "Giấy khen",
    "areas": [{"x": 1, "text": "ô ư"}],
}


def save(store: Store, name: str, body: dict[str, Any], taken: tuple[str, ...] = SHIPPED) -> int:
    with store.action("Lưu mẫu") as action:
        return certificate_templates.save(action, name, body, taken=taken)


def test_a_version_grows_with_every_change_and_only_then(store: Store) -> None:
    assert save(store, " Giấy  khen phường ", BODY) == 1
    last = history.last_action_id(store.con)
    assert save(store, "Giấy khen phường", dict(reversed(BODY.items()))) == 1
    assert save(store, "Giấy khen phường", {**BODY, "version": 7, "name": "tên khác"}) == 1
    assert history.last_action_id(store.con) == last, "the same body makes no action"
    assert save(store, "Giấy khen phường", {**BODY, "width": 420}) == 2
    own = certificate_templates.get_own(store.con, "Giấy khen phường")
    assert own.body == {**BODY, "width": 420, "name": "Giấy khen phường", "version": 2}
    history.undo(store)
    assert certificate_templates.get_own(store.con, "Giấy khen phường").body["width"] == 297


def test_texts_are_kept_in_one_form(store: Store) -> None:
    save(store, "Mẫu", {"title": "Giấy khen"})
    assert save(store, "Mẫu", {"title": "Giấy khen"}) == 1


def refused(store: Store, command: Callable[[Action], object], sentence: Callable[..., str]) -> str:
    with pytest.raises(Refused) as caught, store.action("Thử") as action:
        command(action)
    return sentence(caught.value)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("", "Chưa có tên mẫu"),
        ("  ", "Chưa có tên mẫu"),
        ("Giay-Khen-A4", "kèm chương trình"),
        ("MẪU một", "Đã có mẫu"),
    ],
)
def test_a_name_that_is_taken_is_refused(
    store: Store, sentence: Callable[..., str], name: str, named: str
) -> None:
    save(store, "Mẫu Một", BODY)
    save(store, "Mẫu Hai", BODY)
    for command in (
        lambda a: certificate_templates.save(a, name, BODY, taken=SHIPPED),
        lambda a: certificate_templates.rename(a, "Mẫu Hai", name, taken=SHIPPED),
        lambda a: certificate_templates.copy(a, "Mẫu Hai", name, taken=SHIPPED),
    ):
        assert named in refused(store, command, sentence)


def test_what_is_not_there_is_refused(store: Store, sentence: Callable[..., str]) -> None:
    assert certificate_templates.find_own(store.con, "Không") is None
    for command in (
        lambda a: certificate_templates.get_own(a.con, "Không"),
        lambda a: certificate_templates.rename(a, "Không", "Có"),
        lambda a: certificate_templates.copy(a, "Không", "Có"),
        lambda a: certificate_templates.remove(a, "Không"),
        lambda a: attachments.by_sha256(a.con, "0" * 64),
    ):
        refused(store, command, sentence)
    with pytest.raises(NotFound):
        certificate_templates.get_own(store.con, "Không")


def test_a_new_name_takes_the_calibrations_along(store: Store) -> None:
    save(store, "Mẫu Một", BODY)
    with store.action("Hiệu chỉnh") as action:
        calibrations.save(action, "Canon", "Mẫu Một", Calibration(500))
        calibrations.save(action, "Canon", "giay-khen-a4", Calibration(700))
    with store.action("Đổi tên") as action:
        assert certificate_templates.rename(action, "Mẫu Một", "MẪU MỘT", taken=SHIPPED)
        assert not certificate_templates.rename(action, "MẪU MỘT", "MẪU MỘT", taken=SHIPPED)
    own = certificate_templates.get_own(store.con, "MẪU MỘT")
    assert (own.version, own.body["name"]) == (1, "MẪU MỘT")
    assert calibrations.get(store.con, "Canon", "MẪU MỘT") == Calibration(500)
    assert calibrations.get(store.con, "Canon", "giay-khen-a4") == Calibration(700)


def test_a_removed_name_that_left_a_calibration_does_not_stand_in_the_way(store: Store) -> None:
    save(store, "Mẫu Một", BODY)
    with store.action("Hiệu chỉnh") as action:
        calibrations.save(action, "Canon", "Mẫu Hai", Calibration(300))
        calibrations.save(action, "Canon", "Mẫu Một", Calibration(500))
        certificate_templates.rename(action, "Mẫu Một", "Mẫu Hai", taken=SHIPPED)
    assert calibrations.get(store.con, "Canon", "Mẫu Hai") == Calibration(500)


def test_a_copy_is_a_template_of_its_own(store: Store) -> None:
    save(store, "Mẫu Một", BODY)
    save(store, "Mẫu Một", {**BODY, "width": 420})
    with store.action("Chép") as action:
        certificate_templates.copy(action, "Mẫu Một", "Đẹp", taken=SHIPPED)
    save(store, "Đẹp", {**BODY, "width": 300})
    assert [(o.name, o.version, o.body["width"]) for o in certificate_templates.list_own(store.con)] == [
        ("Đẹp", 2, 300),
        ("Mẫu Một", 2, 420),
    ]


def test_a_picture_is_stored_once_and_found_by_its_digest(store: Store, sentence: Callable[..., str]) -> None:
    with store.action("Ảnh") as action:
        digest = attachments.add_picture(action, "phôi.png", b"scan")
        assert attachments.add_picture(action, "phôi lần hai.png", b"scan") == digest
    assert digest == hashlib.sha256(b"scan").hexdigest()
    assert attachments.by_sha256(store.con, digest) == b"scan"
    assert store.con.execute("SELECT count(*) FROM attachment").fetchone()[0] == 1
    assert "trống" in refused(store, lambda a: attachments.add_picture(a, "x.png", b""), sentence)


def forget(store: Store) -> None:
    """Take the log away, as erasing a person's data will: nothing but the rows themselves speaks for the bytes."""
    store.con.execute("UPDATE change SET payload = '{}'")


def test_bytes_only_a_template_names_are_not_dropped(store: Store) -> None:
    """Neither by housekeeping nor by anybody else; once no template names them they go."""
    with store.action("Mẫu có ảnh") as action:
        digest = attachments.add_picture(action, "phôi.png", b"scan")
        certificate_templates.save(action, "Mẫu", {"phoi": {"scan": digest}})
        (row,) = action.con.execute("SELECT id FROM attachment").fetchall()
        action.delete("attachment", row["id"])
    forget(store)
    assert attachments.drop_unreferenced(store) == 0
    assert attachments.by_sha256(store.con, digest) == b"scan"
    with pytest.raises(sqlite.IntegrityError), store.maintenance() as con:
        con.execute("DELETE FROM attachment_bytes")
    with store.action("Bỏ ảnh") as action:
        certificate_templates.save(action, "Mẫu", {"phoi": {"scan": ""}})
    assert attachments.drop_unreferenced(store) == 0, "undoing would bring the template with its picture back"
    forget(store)
    assert attachments.drop_unreferenced(store) == 1
