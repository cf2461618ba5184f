"""certificates and document through the command line; PDFs read with pypdfium2, Word files with python-docx."""

from __future__ import annotations

import docx
import pypdfium2
import pytest

from db import awards, certificate_templates, decisions, printing, settings
from db.store import Store
from desktop.documents import template

KINDS = ("decision", "submission", "minutes", "reminder", "report", "prize-list")


@pytest.fixture
def decided(full_ward):
    """The ward with a council, one refused nominee and decision 12/QĐ-UBND of 20/12/2023; closed."""
    full_ward.meet("Lò Văn Hộ")
    full_ward.decision = full_ward.decide(names=[n for n in full_ward.nominee if n != "Lò Văn Hộ"])
    full_ward.listed = [a.shown for a in awards.list_awards(full_ward.con, full_ward.decision)]
    full_ward.store.close()
    return full_ward


def pdf_pages(path):
    """The text of each page, in one line each."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def docx_text(path):
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def refused(result):
    code, out, err = result
    lines = [line for line in err.strip().splitlines() if line.startswith("Lỗi: ")]
    assert (code, out, len(lines)) == (1, "", 1)
    return lines[0]


def runs(path, decision):
    with Store.open(path) as store:
        return printing.list_runs(store.con, decision), printing.good_sheets(store.con, decision)


def test_every_recipient_has_exactly_one_page_in_order(decided, tmp_path, cli):
    out = tmp_path / "gk.pdf"
    code, said, _ = cli("certificates", decided.store.path, "--decision", "12/QĐ-UBND", "-o", out)
    assert code == 0
    assert "4 Giấy khen" in said
    pages = pdf_pages(out)
    assert [next(n for n in decided.listed if n in page) for page in pages] == decided.listed
    for number, page in enumerate(pages, start=1):
        assert "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN" in page
        assert "12/QĐ-UBND" in page
        assert f"{number:02d}/2023" in page
        assert "Trần Văn Bình" in page
        assert "Hoa Ban, ngày 20 tháng 12 năm 2023" in page
    assert not any("Lò Văn Hộ" in page for page in pages)


def test_the_run_is_in_the_ledger_and_can_be_undone(decided, tmp_path, cli):
    path = decided.store.path
    cli("certificates", path, "--decision", "12", "-o", tmp_path / "gk.pdf")
    found, sheets = runs(path, decided.decision)
    assert [(r.target, r.template_name, r.overprint, r.sheets) for r in found] == [
        ("pdf", "giay-khen-a4", False, 4)
    ]
    assert sorted(sheets.values()) == [1, 1, 1, 1]
    assert "In 4 Giấy khen của quyết định 12/QĐ-UBND ngày 20/12/2023 ra PDF" in cli("history", path)[1]
    assert cli("undo", path)[0] == 0
    assert runs(path, decided.decision)[0] == []


def test_overprint_leaves_the_fixed_words_out(decided, tmp_path, cli):
    out = tmp_path / "phôi.pdf"
    code, _, _ = cli(
        "certificates",
        decided.store.path,
        "--decision",
        "12",
        "-o",
        out,
        "--overprint",
        "--dx",
        "1.5",
        "--dy",
        "-2",
    )
    assert code == 0
    pages = pdf_pages(out)
    assert len(pages) == 4
    assert not any("CỘNG HÒA" in page or "GIẤY KHEN" in page for page in pages)
    assert decided.listed[0] in pages[0]
    assert runs(decided.store.path, decided.decision)[0][0].overprint is True


def test_a_register_the_window_holds_is_printed_without_ledger(full_ward, tmp_path, cli):
    full_ward.decide()
    out = tmp_path / "gk.pdf"
    code, _, err = cli("certificates", full_ward.store.path, "--decision", "12", "-o", out)
    assert code == 0
    assert "không được ghi vào sổ" in err
    assert len(pdf_pages(out)) == 5


def test_revoked_awards_get_no_certificate(full_ward, tmp_path, cli):
    made = full_ward.decide()
    first = awards.list_awards(full_ward.con, made)[0]
    with full_ward.store.action("Thu hồi") as action:
        action.update("award", first.id, revoked_date="2024-01-03", revoke_reason="gian dối")
    full_ward.store.close()
    cli("certificates", full_ward.store.path, "--decision", "12", "-o", tmp_path / "gk.pdf")
    assert len(pdf_pages(tmp_path / "gk.pdf")) == 4


def test_the_run_remembers_the_version_and_who_printed(full_ward, tmp_path, cli):
    body = {**template.raw("giay-khen-a4"), "title": "Giấy khen của phường"}
    with full_ward.store.action("Mẫu riêng") as action:
        settings.put(action, "officer_name", "Lê Thị Mơ")
        certificate_templates.save(action, "Mẫu phường", body)
        certificate_templates.save(action, "Mẫu phường", {**body, "forms": []})
    made = full_ward.decide()
    full_ward.store.close()
    out = tmp_path / "gk.pdf"
    code, _, err = cli(
        "certificates", full_ward.store.path, "--decision", "12", "-o", out, "--template", "mẫu phường"
    )
    assert (code, err) == (1, err)
    assert "Mẫu phường" in err, "the store's own are named beside the shipped ones"
    assert (
        cli("certificates", full_ward.store.path, "--decision", "12", "-o", out, "--template", "Mẫu phường")[
            0
        ]
        == 0
    )
    ((run,), _) = runs(full_ward.store.path, made)
    assert (run.template_name, run.template_version, run.officer) == ("Mẫu phường", 2, "Lê Thị Mơ")
    assert (run.open, run.note, len(run.planned)) == (False, "gk.pdf", run.sheets)


def test_the_first_sheets_are_a_trial_and_no_certificates(decided, tmp_path, cli):
    out = tmp_path / "thử.pdf"
    said = cli("certificates", decided.store.path, "--decision", "12", "-o", out, "--first", "2")[1]
    assert "2 Giấy khen" in said
    pages = pdf_pages(out)
    assert [next(n for n in decided.listed if n in page) for page in pages] == decided.listed[:2]
    (found, good) = runs(decided.store.path, decided.decision)
    assert [(run.trial, run.sheets) for run in found] == [(True, 2)]
    assert good == {}
    assert "In thử 2 Giấy khen" in cli("history", decided.store.path)[1]


def test_a_print_shop_gets_bleed_and_room_for_marks(decided, tmp_path, cli):
    plain, shop = tmp_path / "a.pdf", tmp_path / "b.pdf"
    cli("certificates", decided.store.path, "--decision", "12", "-o", plain)
    assert cli("certificates", decided.store.path, "--decision", "12", "-o", shop, "--print-shop")[0] == 0
    document = pypdfium2.PdfDocument(shop)
    trim, bleed = document[0].get_trimbox(), document[0].get_bleedbox()
    document.close()
    mm = 72 / 25.4
    assert [round((trim[n + 2] - trim[n]) / mm, 1) for n in (0, 1)] == [297, 210]
    assert [round(abs(trim[n] - bleed[n]) / mm, 2) for n in range(4)] == [3, 3, 3, 3]
    assert pdf_pages(plain) == pdf_pages(shop)


def test_the_vertical_scale_may_differ(decided, tmp_path, cli):
    """Where a word of the first page stands, before and after: y moves, x does not."""
    ends = []
    for extra in ((), ("--scale-y", "1.05")):
        out = tmp_path / "gk.pdf"
        cli("certificates", decided.store.path, "--decision", "12", "-o", out, *extra)
        document = pypdfium2.PdfDocument(out)
        page = document[0].get_textpage()
        left, bottom, _, _ = page.get_charbox(page.get_text_range().index(decided.listed[0]))
        ends.append((left, bottom - document[0].get_height() / 2))
        page.close()
        document.close()
    assert ends[1][0] == pytest.approx(ends[0][0], abs=0.05)
    assert ends[1][1] == pytest.approx(ends[0][1] * 1.05, abs=0.05)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("gia-dinh-van-hoa", "không dùng cho Giấy khen"),
        ("bang-khen", "không dùng cho Giấy khen"),
        ("giay-khen-a4-huyen", "cấp huyện"),
    ],
)
def test_a_template_that_is_not_for_this_decision_is_refused_unless_insisted_on(
    decided, tmp_path, cli, name, why
):
    out = tmp_path / "gk.pdf"
    asked = ("certificates", decided.store.path, "--decision", "12", "-o", out, "--template", name)
    said = refused(cli(*asked))
    assert why in said
    assert "hãy chọn mẫu khác, hoặc thêm --anyway" in said
    assert not out.exists()
    assert runs(decided.store.path, decided.decision)[0] == []
    code, _, err = cli(*asked, "--anyway")
    assert code == 0, err
    assert len(pdf_pages(out)) == 4
    assert "không dành cho quyết định 12/QĐ-UBND" in err
    assert why in err
    assert [run.template_name for run in runs(decided.store.path, decided.decision)[0]] == [name]


def set_form(ward, code):
    with ward.store.action("Đổi hình thức") as action:
        for award in awards.list_awards(action.con, ward.decision):
            action.update("award", award.id, form_code=code)


@pytest.fixture
def ward_with(full_ward):
    """The full ward's decision of another form, closed."""

    def made(code):
        full_ward.decision = full_ward.decide()
        set_form(full_ward, code)
        full_ward.store.close()
        return full_ward

    return made


def test_what_this_organ_may_not_issue_is_not_printed_by_any_template(ward_with, tmp_path, cli):
    """NĐ 98/2023: the Bằng khen is the province's; a ward's decision that lists one is not printed by the way."""
    ward, out = ward_with("bang_khen"), tmp_path / "bk.pdf"
    for extra in ((), ("--template", "bang-khen"), ("--template", "giay-khen-a4"), ("--overprint",)):
        said = refused(cli("certificates", ward.store.path, "--decision", "12", "-o", out, *extra))
        assert "cấp xã không có thẩm quyền" in said
        assert "hãy xem lại quyết định, hoặc thêm --anyway" in said
        assert not out.exists()
    asked = ("certificates", ward.store.path, "--decision", "12", "-o", out)
    assert cli(*asked, "--template", "bang-khen", "--anyway")[0] == 0
    assert "BẰNG KHEN" in pdf_pages(out)[0]


def test_without_a_template_named_the_one_that_fits_is_taken(ward_with, tmp_path, cli):
    ward, out = ward_with("gia_dinh_van_hoa"), tmp_path / "gđvh.pdf"
    code, _, err = cli("certificates", ward.store.path, "--decision", "12", "-o", out)
    assert code == 0, err
    assert [run.template_name for run in runs(ward.store.path, ward.decision)[0]] == ["gia-dinh-van-hoa"]


def test_where_only_pre_printed_sheets_fit_they_must_be_asked_for(full_ward, tmp_path, cli):
    full_ward.decision = full_ward.decide()
    full_ward.store.close()
    path, out = full_ward.store.path, tmp_path / "gk.pdf"
    whole = [name for name in template.template_names() if not name.startswith("phoi-")]
    with Store.open(path) as store, store.action("Mẫu riêng thay cho mẫu kèm theo") as action:
        for name in whole:
            body = {**template.raw(name), "forms": ["bang_khen"], "name": name}
            certificate_templates.save(action, name, body)
    said = refused(cli("certificates", path, "--decision", "12", "-o", out))
    assert "phôi" in said
    assert "hãy thêm --overprint" in said
    assert cli("certificates", path, "--decision", "12", "-o", out, "--overprint")[0] == 0
    ((run,), _) = runs(path, full_ward.decision)
    assert run.template_name.startswith("phoi-giay-khen")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--decision", "13"), "Không có quyết định"),
        (("--decision", "12", "--date", "1/1/2020"), "ngày 01/01/2020"),
        (("--decision", "12", "--date", "30/2/2020"), "hãy"),
        (("--decision", "12", "--template", "lạ"), "giay-khen-a4"),
        (("--decision", "12", "--dx", "nan"), "50 mm"),
        (("--decision", "12", "--dy", "nan"), "50 mm"),
        (("--decision", "12", "--dy", "80"), "50 mm"),
        (("--decision", "12", "--scale", "0"), "0.9"),
        (("--decision", "12", "--rotate", "90"), "5 độ"),
        (("--decision", "12", "--scale-y", "1.2"), "--scale-y"),
        (("--decision", "12", "--first", "0"), "--first"),
        (("--decision", "12", "--print-shop", "--overprint"), "nhà in"),
        (("--decision", "12", "--print-shop", "--template", "phoi-giay-khen-a4"), "hoa văn"),
    ],
)
def test_certificates_refuse_in_one_sentence_and_write_nothing(decided, tmp_path, cli, arguments, words):
    before = {path.name for path in tmp_path.iterdir()}
    assert words in refused(cli("certificates", decided.store.path, *arguments, "-o", tmp_path / "gk.pdf"))
    assert {path.name for path in tmp_path.iterdir()} == before
    assert runs(decided.store.path, decided.decision)[0] == []


@pytest.mark.parametrize("target", ["gk.docx", "không có/gk.pdf"])
def test_a_target_that_cannot_be_written_is_refused_first(decided, tmp_path, cli, target):
    refused(cli("certificates", decided.store.path, "--decision", "12", "-o", tmp_path / target))
    assert runs(decided.store.path, decided.decision)[0] == []


def test_a_name_too_long_stops_before_anything_is_written(ward, tmp_path, cli):
    ward.nominate("Nguyễn " * 90 + "An", sex="male", position="Tổ viên")
    made = ward.decide()
    ward.store.close()
    assert "quá dài" in refused(
        cli("certificates", ward.store.path, "--decision", "12", "-o", tmp_path / "gk.pdf")
    )
    assert not (tmp_path / "gk.pdf").exists()
    assert runs(ward.store.path, made)[0] == []


def test_a_risky_sheet_is_named_by_its_number(ward, tmp_path, cli):
    for name in ("Lê Văn An", "Tập thể nhân dân " * 6 + "An", "Lê Thị Ba"):
        ward.nominate(name, sex="male", position="Tổ viên")
    made = decisions.get_decision(ward.con, ward.decide())
    long = [award.ordinal for award in awards.list_awards(ward.con, made.id) if "nhân dân" in award.recipient]
    ward.store.close()
    out = tmp_path / "gk.pdf"
    code, _, err = cli("certificates", ward.store.path, "--decision", "12", "-o", out)
    assert code == 0
    told = [line for line in err.splitlines() if line.startswith("Tờ ")]
    assert [line.split(":")[0] for line in told] == [f"Tờ {number}" for number in long]
    assert "chữ chỉ còn" in told[0]


def test_what_the_shift_pushes_off_the_paper_is_told(decided, tmp_path, cli):
    out = tmp_path / "gk.pdf"
    asked = ("certificates", decided.store.path, "--decision", "12", "-o", out)
    code, _, err = cli(*asked, "--dx", "9.5")
    assert code == 0
    assert "Tờ 1: Khung hoa văn lấn 1,5 mm ra ngoài mép giấy, tờ nào cũng vậy" in err
    assert "mép giấy" not in cli(*asked, "--dx", "2", "--dy", "-1.5")[2]


def test_two_decisions_of_one_number_are_told_apart_by_day(full_ward, tmp_path, cli):
    listed = list(full_ward.nominee)
    full_ward.decide(names=listed[:3])
    full_ward.decide(day="2023-12-28", names=listed[3:])
    full_ward.store.close()
    out = tmp_path / "gk.pdf"
    both = refused(cli("certificates", full_ward.store.path, "--decision", "12/QĐ-UBND", "-o", out))
    assert "20/12/2023" in both
    assert "28/12/2023" in both
    assert (
        cli("certificates", full_ward.store.path, "--decision", "12", "--date", "2023-12-28", "-o", out)[0]
        == 0
    )
    assert len(pdf_pages(out)) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_word_and_pdf_of_a_paper_say_the_same(decided, tmp_path, cli, kind):
    as_of = ("--as-of", "2023-12-25") if kind in ("reminder", "report", "submission") else ()
    texts = []
    for suffix in (".docx", ".pdf"):
        out = tmp_path / f"{kind}{suffix}"
        code, said, err = cli("document", decided.store.path, kind, "-o", out, *as_of)
        assert (code, err) == (0, "")
        assert str(out) in said
        texts.append(docx_text(out) if suffix == ".docx" else " ".join(pdf_pages(out)))
    for name in {
        "decision": decided.listed,
        "prize-list": decided.listed,
        "submission": decided.listed,
        "minutes": [*decided.listed, "Lò Văn Hộ", "Ủy viên Số 1"],
        "reminder": ["Tổ dân phố 3", "Trường Tiểu học Hoa Ban", "Hội Liên hiệp Phụ nữ phường"],
        "report": ["Sân chơi", "Vườn cây", "1.350.000"],
    }[kind]:
        for text in texts:
            assert name in " ".join(text.split())
    assert not any("None" in text for text in texts)


def test_the_reminder_names_exactly_the_late_ones(decided, tmp_path, cli):
    out = tmp_path / "đôn đốc.docx"
    assert cli("document", decided.store.path, "reminder", "--as-of", "20/8/2023", "-o", out)[0] == 0
    text = docx_text(out)
    assert "Kế hoạch số 41/KH-UBND ngày 10 tháng 3 năm 2023 của Ủy ban nhân dân phường Hoa Ban" in text
    assert not any(name in text for name in ("Tổ dân phố 1", "Tổ dân phố 2", "Trạm Y tế phường"))
    assert "quá hạn" in refused(
        cli("document", decided.store.path, "reminder", "--as-of", "1/8/2023", "-o", out)
    )


def test_a_draft_has_blanks_and_the_decision_is_told_by_number(full_ward, tmp_path, cli):
    with full_ward.store.action("Dự thảo") as action:
        from db import nominations

        nominations.set_status(action, full_ward.nominee.values(), "approved")
        decisions.draft_decision(
            action, nomination_ids=full_ward.nominee.values(), campaign_id=full_ward.campaign
        )
    full_ward.store.close()
    out = tmp_path / "qđ.docx"
    for signing, law in (("2023-12-20", "91/2017/NĐ-CP"), ("2025-08-20", "152/2025/NĐ-CP")):
        assert cli("document", full_ward.store.path, "decision", "--as-of", signing, "-o", out)[0] == 0
        text = docx_text(out)
        assert "Lê Văn Mẫu" in text
        assert f"ngày     tháng     năm {signing[:4]}" in text
        assert "Số:       /QĐ-UBND" in text
        assert law in text
    refused(cli("document", full_ward.store.path, "decision", "--decision", "12", "-o", out))
    refused(cli("document", full_ward.store.path, "prize-list", "-o", out))


def test_what_does_not_fit_and_what_the_law_changed_is_said_before_writing(full_ward, tmp_path, cli):
    from db import nominations

    full_ward.meet(day="2023-11-20")
    ids = list(full_ward.nominee.values())
    with full_ward.store.action("Dự thảo") as action:
        nominations.set_status(action, ids, "approved")
        made = decisions.draft_decision(action, nomination_ids=ids)
        for award in awards.list_awards(action.con, made)[:1]:
            action.update("award", award.id, recipient="Tổ dân phố số 3")
    full_ward.store.close()
    out = tmp_path / "qđ.docx"
    code, said, warned = cli("document", full_ward.store.path, "decision", "--as-of", "2024-01-20", "-o", out)
    assert code == 0
    assert out.exists()
    assert "Tổ dân phố số 3" in warned
    assert "Từ ngày 20/11/2023 đến ngày ký 20/01/2024 có" in warned
    assert "98/2023/NĐ-CP" in warned
    assert "98/2023/NĐ-CP" not in said


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_write_about_is_one_sentence(ward, tmp_path, cli, kind):
    ward.store.close()
    result = cli("document", ward.store.path, kind, "--as-of", "2023-08-01", "-o", tmp_path / "x.docx")
    if kind == "report":
        assert result[0] == 0
    else:
        refused(result)
        assert not (tmp_path / "x.docx").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_register_without_drive_is_refused(store_path, tmp_path, cli, kind):
    refused(cli("document", store_path, kind, "-o", tmp_path / "x.docx"))


@pytest.mark.parametrize("name", ["không có.sothidua", "lạ.sothidua"])
def test_a_missing_or_foreign_register_is_refused(tmp_path, cli, name):
    (tmp_path / "lạ.sothidua").write_bytes(b"not a register at all" * 100)
    refused(cli("certificates", tmp_path / name, "--decision", "12", "-o", tmp_path / "gk.pdf"))
    refused(cli("document", tmp_path / name, "report", "-o", tmp_path / "x.docx"))
