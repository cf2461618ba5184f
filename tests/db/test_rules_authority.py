"""Who decides, on the shipped table, before and after the district level ended."""

from __future__ import annotations

from datetime import date

import pytest

from db import resources
from db.rules.authority import AuthorityRow, decider_at, deciders, may_decide, submission_route


def rows() -> list[AuthorityRow]:
    return [
        AuthorityRow(
            **{
                **row,
                "valid_from": date.fromisoformat(row["valid_from"]),
                "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            }
        )
        for row in resources.read_json("law/authority.json")["rows"]
    ]


@pytest.mark.parametrize(
    ("form", "level", "day", "outcome"),
    [
        ("giay_khen", "commune", date(2023, 12, 20), "met"),
        ("giay_khen", "commune", date(2025, 8, 1), "met"),
        ("giay_khen", "commune", date(2026, 11, 1), "unknown"),
        ("giay_khen", "district", date(2025, 6, 30), "met"),
        ("giay_khen", "district", date(2025, 7, 1), "not_met"),
        ("cstd_co_so", "commune", date(2024, 5, 1), "not_met"),
        ("cstd_co_so", "commune", date(2025, 8, 1), "unknown"),
        ("cstd_co_so", "district", date(2024, 5, 1), "met"),
        ("bang_khen", "commune", date(2024, 5, 1), "not_met"),
        ("bang_khen", "province", date(2024, 5, 1), "met"),
        ("khong_co", "commune", date(2024, 5, 1), "unknown"),
        ("giay_khen", "commune", date(1999, 5, 1), "unknown"),
    ],
    ids=[
        "Luật 2003 Đ.80, NĐ 91/2017 Đ.43: Giấy khen của xã",
        "NĐ 152/2025: Giấy khen của xã",
        "Luật 06/2026: chưa đối chiếu",
        "Luật 06/2022 Đ.80 k.2: Giấy khen của huyện",
        "Luật TCCQĐP 72/2025: hết cấp huyện",
        "Luật 06/2022 Đ.80: CSTĐCS không của xã",
        "NĐ 152/2025: CSTĐCS của xã, chưa đối chiếu",
        "Luật 06/2022 Đ.80 k.2: CSTĐCS của huyện",
        "Luật 06/2022 Đ.79: Bằng khen không của xã",
        "Luật 06/2022 Đ.79: Bằng khen của tỉnh",
        "danh mục không có hình thức này",
        "trước Luật 2003: danh mục không có dòng",
    ],
)
def test_may_decide(form: str, level: str, day: date, outcome: str) -> None:
    assert may_decide(rows(), form, level, day).outcome == outcome


def test_the_refusal_names_who_decides_and_why() -> None:
    finding = may_decide(rows(), "cstd_toan_quoc", "commune", date(2024, 5, 1))
    assert "Thủ tướng Chính phủ" in finding.sentence
    assert "06/2022/QH15" in finding.source


def test_deciders_lowest_first() -> None:
    levels = [row.level for row in deciders(rows(), "giay_khen", date(2024, 5, 1))]
    assert levels == ["unit", "commune", "district"]
    found = decider_at(rows(), "gia_dinh_van_hoa", "commune", date(2024, 5, 1), "household")
    assert found is not None
    assert found.decided_by == "Chủ tịch Ủy ban nhân dân cấp xã"


@pytest.mark.parametrize(
    ("own", "target", "day", "route"),
    [
        ("commune", "province", date(2023, 12, 20), ("district", "province")),
        ("commune", "province", date(2025, 7, 1), ("province",)),
        ("commune", "state", date(2024, 5, 1), ("district", "province", "state")),
        ("commune", "district", date(2024, 5, 1), ("district",)),
        ("commune", "commune", date(2024, 5, 1), ()),
        ("commune", "ministry", date(2024, 5, 1), ("ministry",)),
    ],
    ids=[
        "ba cấp trước 1/7/2025: qua huyện",
        "Luật TCCQĐP 72/2025: thẳng lên tỉnh",
        "ba cấp: lên Nhà nước",
        "ba cấp: chỉ tới huyện",
        "của xã: không trình",
        "bộ, ngành: không có cấp trung gian",
    ],
)
def test_route_upward(own: str, target: str, day: date, route: tuple[str, ...]) -> None:
    assert submission_route(rows(), own, target, day) == route
