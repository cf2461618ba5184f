"""How many pre-printed sheets are still needed: counted by hand on the worked example."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import awards, certificate_templates, printing, sheet_stock
from db.store import Store
from db.talk import SilentTalk
from desktop.documents import phoi_need, template, template_list
from desktop.sample import load_sample

A4, A3 = "Phôi giấy khen A4", "Phôi giấy khen A3"
DAY = dt.date(2023, 8, 1)
NEW, HANDED_OVER = 2, 1


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example as a closed register, only copied."""
    path = tmp_path_factory.mktemp("sample") / "mau.sothidua"
    with Store.create(path) as made:
        load_sample(made, SilentTalk())
    return path


@pytest.fixture
def store(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(Path(shutil.copyfile(sample_file, tmp_path / "so.sothidua"))) as made:
        yield made


def enter(store: Store, name: str, count: int) -> None:
    with store.action("Nhập phôi") as action:
        sheet_stock.add_stock(action, name, count, day=DAY)


def waiting(store: Store) -> list[int]:
    """Awards of the new decision nobody was handed a certificate for."""
    return [one.id for one in awards.list_awards(store.con, NEW) if one.received_date is None]


def printed(store: Store, ids: list[int], stock: str, *, good: int, target: str = "printer") -> None:
    with store.action("In") as action:
        run = printing.start_run(
            action, NEW, ids, template_name="phoi-giay-khen-a4", target=target, stock=stock, overprint=True
        )
        printing.finish_run(action, run, good)


def test_without_phoi_nothing_is_needed(store: Store) -> None:
    """An office that prints on white paper is not told of sheets it does not use."""
    assert phoi_need.needs(store.con, 2023) == {}


def test_what_was_handed_over_and_other_years_need_none(store: Store) -> None:
    enter(store, A4, 5)
    everybody = awards.list_awards(store.con, NEW)
    assert len(waiting(store)) > 20
    assert all(one.received_date for one in awards.list_awards(store.con, HANDED_OVER))
    assert len(everybody) >= len(waiting(store))
    assert phoi_need.needs(store.con, 2023) == {A4: len(waiting(store))}
    assert phoi_need.needs(store.con, 2022) == {}


def test_good_sheets_out_of_a_printer_count_and_files_do_not(store: Store) -> None:
    enter(store, A4, 100)
    ids = waiting(store)
    printed(store, ids[:10], A4, good=7)
    assert phoi_need.needs(store.con, 2023) == {A4: len(ids) - 7}
    printed(store, ids[10:20], "", good=10, target="pdf")
    assert phoi_need.needs(store.con, 2023) == {A4: len(ids) - 7}
    with store.action("Trao") as action:
        awards.mark_received(action, ids[20:23], dt.date(2023, 12, 6))
    assert phoi_need.needs(store.con, 2023) == {A4: len(ids) - 10}


def test_the_kind_last_printed_on_is_the_one_needed(store: Store) -> None:
    enter(store, A4, 5)
    ids = waiting(store)
    printed(store, ids[:2], A3, good=2)
    assert phoi_need.needs(store.con, 2023) == {A3: len(ids) - 2}
    assert phoi_need.stocks(store.con)[:2] == (A3, A4)


def test_a_form_without_a_certificate_needs_none(store: Store) -> None:
    enter(store, A4, 5)
    with store.action("Không có giấy") as action:
        for row in store.con.execute("SELECT id FROM award_form WHERE code = 'giay_khen'").fetchall():
            action.update("award_form", row["id"], has_certificate=0)
    assert phoi_need.needs(store.con, 2023) == {}


def test_own_templates_stand_before_and_for_those_of_the_program(store: Store) -> None:
    body = {**template.raw("giay-khen-a4"), "title": "Mẫu của phường"}
    with store.action("Mẫu riêng") as action:
        certificate_templates.save(action, "mau-phuong", body)
    names = [one["name"] for one in template_list.bodies(store.con)]
    assert names[0] == "mau-phuong"
    assert sorted(names[1:]) == sorted(template.template_names())
    assert template_list.titles(store.con)["mau-phuong"] == "Mẫu của phường"
    usable = [one["name"] for one in template_list.usable(store.con)]
    assert usable[:2] == ["phoi-giay-khen-a4", "phoi-giay-khen-a3"]
    assert "mau-phuong" in usable
    assert "giay-khen-a4-huyen" not in usable
