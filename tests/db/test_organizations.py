"""The office, its paper header and its signers, at every level before and after 1/7/2025."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db import organizations
from db.organizations import Organization, header_lines, signature_lines
from db.store import Action, Store

Refuse = Callable[[Callable[[Action], object]], str]


def save(store: Store, name: str, level: str = "ward", **facts: str) -> Organization:
    with store.action("Cơ quan") as action:
        organizations.save_own(action, name=name, level=level, **{"place": "An Lạc", **facts})  # type: ignore[arg-type]
    found = organizations.own(store.con)
    assert found is not None
    return found


# Name, level, lines of the header, who awards, tier. Districts and townships ended on 1/7/2025; old papers keep them.
OFFICES: list[tuple[str, str, tuple[str, ...], str, str]] = [
    (
        "Ủy ban nhân dân xã Đắk Nông",
        "commune",
        ("ỦY BAN NHÂN DÂN", "XÃ ĐẮK NÔNG"),
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐẮK NÔNG",
        "commune",
    ),
    (
        "Ủy ban nhân dân phường An Lạc",
        "ward",
        ("ỦY BAN NHÂN DÂN", "PHƯỜNG AN LẠC"),
        "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG AN LẠC",
        "commune",
    ),
    (
        "Ủy ban nhân dân thị trấn Ea Drăng",
        "township",
        ("ỦY BAN NHÂN DÂN", "THỊ TRẤN EA DRĂNG"),
        "CHỦ TỊCH ỦY BAN NHÂN DÂN THỊ TRẤN EA DRĂNG",
        "commune",
    ),
    (
        "Ủy ban nhân dân đặc khu Phú Quý",
        "special_zone",
        ("ỦY BAN NHÂN DÂN", "ĐẶC KHU PHÚ QUÝ"),
        "CHỦ TỊCH ỦY BAN NHÂN DÂN ĐẶC KHU PHÚ QUÝ",
        "commune",
    ),
    (
        "Ủy ban nhân dân huyện Ea H’leo",
        "district",
        ("ỦY BAN NHÂN DÂN", "HUYỆN EA H’LEO"),
        "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN EA H’LEO",
        "district",
    ),
    (
        "Ủy ban nhân dân thị xã Buôn Hồ",
        "town",
        ("ỦY BAN NHÂN DÂN", "THỊ XÃ BUÔN HỒ"),
        "CHỦ TỊCH ỦY BAN NHÂN DÂN THỊ XÃ BUÔN HỒ",
        "district",
    ),
    (
        "Ủy ban nhân dân thành phố Hoa",
        "city",
        ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HOA"),
        "CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ HOA",
        "district",
    ),
    (
        "Ủy ban nhân dân tỉnh Lâm Đồng",
        "province",
        ("ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG"),
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
        "province",
    ),
    (
        "phường An Lạc",
        "ward",
        ("PHƯỜNG AN LẠC",),
        "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG AN LẠC",
        "commune",
    ),
    (
        "Uỷ ban nhân dân xã Thuỷ Tiên",
        "commune",
        ("UỶ BAN NHÂN DÂN", "XÃ THUỶ TIÊN"),
        "CHỦ TỊCH UỶ BAN NHÂN DÂN XÃ THUỶ TIÊN",
        "commune",
    ),
    (
        "UBND xã Đắk Nông",
        "commune",
        ("ỦY BAN NHÂN DÂN", "XÃ ĐẮK NÔNG"),
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐẮK NÔNG",
        "commune",
    ),
]


@pytest.mark.parametrize(("name", "level", "lines", "chairman", "tier"), OFFICES, ids=[o[0] for o in OFFICES])
def test_header_chairman_and_tier(
    store: Store, name: str, level: str, lines: tuple[str, ...], chairman: str, tier: str
) -> None:
    office = save(store, name, level)
    assert header_lines(name) == office.header_lines == lines
    assert office.chairman_title == chairman
    assert office.tier == tier


def test_another_kind_of_office_is_headed_by_its_own_head(store: Store) -> None:
    office = save(store, "Trường Tiểu học Hoa Sen", "other", head_title="Hiệu trưởng")
    assert office.header_lines == ("TRƯỜNG TIỂU HỌC HOA SEN",)
    assert office.chairman_title == "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC HOA SEN"
    assert office.tier == "unit"


def test_every_level_has_a_tier_and_can_be_stored(store: Store) -> None:
    assert set(organizations.TIERS) == set(organizations.LEVELS)
    for level in organizations.LEVELS:
        assert save(store, "Ủy ban nhân dân xã A", level).level == level


def test_there_is_one_own_office_and_it_is_changed_in_place(store: Store) -> None:
    assert organizations.own(store.con) is None
    with store.action("Cơ quan cấp trên") as action:
        organizations.add_organization(action, name="Ủy ban nhân dân tỉnh Đắk Lắk", level="province")
        organizations.add_organization(
            action, name="Ban Chấp hành Đảng bộ tỉnh", level="other", place="Đắk Lắk"
        )
    first = save(store, "Ủy ban nhân dân thị trấn Ea Drăng", "township")
    again = save(
        store, "Ủy ban nhân dân xã Ea Drăng", "commune", place=" Ea  Drăng ", symbol=" ", head_title=""
    )
    assert again.id == first.id
    assert (again.place, again.symbol, again.head_title, again.council_symbol) == (
        "Ea Drăng",
        "UBND",
        "Chủ tịch",
        "HĐTĐKT",
    )
    assert [o.name for o in organizations.list_organizations(store.con)] == [
        "Ủy ban nhân dân xã Ea Drăng",
        "Ban Chấp hành Đảng bộ tỉnh",
        "Ủy ban nhân dân tỉnh Đắk Lắk",
    ]


def test_what_an_office_must_have(store: Store, refused: Refuse) -> None:
    office = save(store, "Ủy ban nhân dân phường An Lạc").id
    right = {"name": "Ủy ban nhân dân phường B", "level": "ward", "place": "B"}
    for sentence, facts in {
        "Chưa có tên cơ quan;": {"name": "\u200b "},
        "Chưa chọn cấp": {"level": "quận"},
        "Chưa có địa danh": {"place": " "},
    }.items():
        values = {**right, **facts}
        assert refused(lambda a, v=values: organizations.save_own(a, **v)).startswith(sentence)  # type: ignore[misc]
    assert "Chưa có tên cơ quan ban hành" in refused(
        lambda a: organizations.add_organization(a, name="", level="province")
    )
    assert "Chưa có họ tên người ký" in refused(
        lambda a: organizations.save_signer(a, office, name=" ", title="Chủ tịch")
    )


@pytest.mark.parametrize(
    ("form", "title", "head", "lines"),
    [
        ("head", "Chủ tịch", "Chủ tịch", ("CHỦ TỊCH",)),
        ("head", "", "Chủ tịch", ("CHỦ TỊCH",)),
        ("kt", "Phó Chủ tịch", "Chủ tịch", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("tl", "Chánh Văn phòng", "Chủ tịch", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("tuq", "Trưởng phòng", "Chủ tịch", ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG")),
        ("q", "Chủ tịch", "Chủ tịch", ("Q. CHỦ TỊCH",)),
        ("kt", "Phó Hiệu trưởng", "Hiệu trưởng", ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")),
    ],
)
def test_lines_above_the_signature(form: str, title: str, head: str, lines: tuple[str, ...]) -> None:
    assert signature_lines(form, title, head) == lines


def test_signers_keep_their_order_and_every_form_can_be_stored(store: Store) -> None:
    office = save(store, "Ủy ban nhân dân phường An Lạc").id
    with store.action("Người ký") as action:
        ids = {
            form: organizations.save_signer(
                action, office, name=f" Người  {form} ", title="Chức vụ", signature_form=form
            )
            for form in organizations.SIGNATURE_FORMS
        }
        other = organizations.add_organization(action, name="Ủy ban nhân dân tỉnh A", level="province")
        organizations.save_signer(action, other, name="Của tỉnh", title="Chủ tịch")
    assert [s.signature_form for s in organizations.signers(store.con, office)] == list(ids)
    wanted = ["q", "tm", "kt", "head", "tuq", "tl"]
    with store.action("Xếp lại") as action:
        organizations.order_signers(action, [ids[form] for form in wanted])
    assert [s.signature_form for s in organizations.signers(store.con, office)] == wanted
    with store.action("Sửa, bỏ") as action:
        organizations.remove_signer(action, ids["q"])
        organizations.save_signer(action, office, name="Y Thông Mlô", title="Chủ tịch", signer_id=ids["tm"])
    first = organizations.signers(store.con, office)[0]
    assert (first.id, first.name, first.signature_form) == (ids["tm"], "Y Thông Mlô", "head")
    assert [s.name for s in organizations.signers(store.con, other)] == ["Của tỉnh"]


@pytest.mark.parametrize(
    ("name", "level", "place"),
    [
        ("Ủy ban nhân dân phường An Lạc", "ward", "An Lạc"),
        ("ỦY BAN NHÂN DÂN XÃ ĐẮK NÔNG", "commune", "ĐẮK NÔNG"),
        ("Uỷ ban nhân dân thị trấn Ea Drăng", "township", "Ea Drăng"),
        ("Ủy ban nhân dân đặc khu Phú Quý", "special_zone", "Phú Quý"),
        ("Ủy ban nhân dân thị xã Buôn Hồ", "town", "Buôn Hồ"),
        ("Ủy ban nhân dân thành phố Hoa", "city", "Hoa"),
        ("Ủy ban nhân dân tỉnh Lâm Đồng", "province", "Lâm Đồng"),
        ("huyện Ea H’leo", "district", "Ea H’leo"),
        ("Trường Tiểu học Hoa Sen", None, ""),
        ("", None, ""),
    ],
)
def test_level_and_place_a_name_suggests(name: str, level: str | None, place: str) -> None:
    assert organizations.guess(name) == (level, place)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ủy ban nhân dân phường 5", ("ward", "Phường 5")),
        ("Ủy ban nhân dân quận 12", ("district", "Quận 12")),
        ("Ủy ban nhân dân phường An Lạc", ("ward", "An Lạc")),
        ("Ủy ban nhân dân xã Ea Mới", ("commune", "Ea Mới")),
    ],
)
def test_a_place_named_by_a_number_is_written_in_full(name: str, expected: tuple[str, str]) -> None:
    assert organizations.guess(name) == expected
