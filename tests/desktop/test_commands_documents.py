"""document, dossier, archive and template-fields through the command line; Word files read with python-docx."""

from __future__ import annotations

import datetime as dt
import json
import zipfile

import docx
import pytest

from db import dossier_letters, nominations, registrations, submissions
from desktop.documents import paper_kinds

REST = {
    "achievement": ["--subject", "Lê Văn Mẫu"],
    "confirmation": ["--subject", "lê văn mẫu"],
    "correction": ["--correction", "cancel", "--reason", "hồ sơ không đúng", "--decision", "12"],
    "roll-call": ["--at-once", "2"],
    "invitation": ["--each"],
    "prize-list": ["--accounts"],
}


@pytest.fixture
def chain(full_ward):
    """The ward with a session, a submission, decision 12/QĐ-UBND and a finished work; closed."""
    full_ward.meet("Lò Văn Hộ")
    with full_ward.store.action("Tờ trình, công trình") as action:
        names = ["Lê Văn Mẫu", "Tổ dân phố 3", "Nguyễn Thị Thuỷ"]
        submissions.submit(action, kind="council", nomination_ids=[full_ward.nominee[n] for n in names])
        registrations.change_registration(action, full_ward.registration["Nhà văn hóa"], status="completed")
        lacking = dossier_letters.lacking(action.con, full_ward.campaign, dt.date(2023, 11, 1))
        dossier_letters.request(action, lacking, day=dt.date(2023, 11, 1), campaign_id=full_ward.campaign)
    full_ward.decide(names=names)
    full_ward.store.close()
    return full_ward


def words_of(path):
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def refused(result):
    code, out, err = result
    lines = [line for line in err.strip().splitlines() if line.startswith("Lỗi: ")]
    assert (code, out, len(lines)) == (1, "", 1)
    return lines[0]


@pytest.mark.parametrize("kind", sorted(paper_kinds.BY_COMMAND))
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_every_kind_is_written(chain, tmp_path, cli, kind, suffix):
    out = tmp_path / f"x.{suffix}"
    code, said, err = cli(
        "document", chain.store.path, kind, "--as-of", "2023-12-22", *REST.get(kind, []), "-o", out
    )
    assert (code, err) == (0, "")
    assert str(out) in said
    assert out.read_bytes()[:2] in (b"PK", b"%P")


def test_options_reach_the_paper(chain, tmp_path, cli):
    path, out = chain.store.path, tmp_path / "x.docx"
    cli("document", path, "roll-call", "--at-once", "2", "-o", out)
    assert "LƯỢT 2 (01 cá nhân)" in words_of(out)
    cli("document", path, "invitation", "--each", "-o", out)
    assert words_of(out).count("trân trọng kính mời:") == 3
    cli("document", path, "prize-list", "--accounts", "-o", out)
    assert "Số tài khoản, ngân hàng" in words_of(out)
    cli("document", path, "ballot", "--named", "-o", out)
    assert "Thành viên Hội đồng: Ủy viên Số 1, Chủ tịch Hội đồng." in words_of(out)
    cli("document", path, "correction", "--decision", "12", "--correction", "revoke", "--reason", "hồ sơ giả",
        "--subject", "Lê Văn Mẫu", "-o", out)  # fmt: skip
    assert "Thu hồi Giấy khen và tiền thưởng đã tặng ông Lê Văn Mẫu" in words_of(out)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["achievement"], "Chưa nêu người được đề nghị"),
        (["achievement", "--subject", "Không Ai"], "Không có người được đề nghị tên “Không Ai”"),
        (["confirmation", "--subject", "Lò Văn Hộ"], "chưa có lần khen thưởng nào"),
        (["confirmation"], "Chưa nêu người được khen"),
        (["correction", "--decision", "12"], "Chưa ghi lý do"),
        (["correction", "--subject", "Lê Văn Mẫu", "--reason", "x"], "Chưa nêu quyết định cần sửa"),
        (["pledge", "--cluster", "số 9"], "không có cụm, khối thi đua “số 9”"),
        (["roll-call", "--at-once", "0"], "từ 1 trở lên"),
        (["plaque-list", "--approved"], "Chưa có công trình nào hoàn thành"),
        (["decision", "--decision", "99"], "Không có quyết định số “99”"),
    ],
)
def test_what_cannot_be_written_is_one_sentence_and_no_file(chain, tmp_path, cli, arguments, said):
    out = tmp_path / "x.docx"
    sentence = refused(cli("document", chain.store.path, *arguments, "-o", out))
    assert said in sentence
    assert not out.exists()


def test_the_offices_template_goes_with_any_kind(chain, tmp_path, cli):
    template, out = tmp_path / "mau.docx", tmp_path / "ra.docx"
    document = docx.Document()
    document.add_paragraph("{{ so }} {{ phong_trao }}")
    document.save(str(template))
    assert cli("document", chain.store.path, "plan", "--template", template, "-o", out)[0] == 0
    assert words_of(out).startswith("Số:       /KH-UBND ")
    sentence = refused(cli("document", chain.store.path, "ballot", "--template", template, "-o", out))
    assert "phong_trao" in sentence


def test_the_fields_of_a_kind_are_listed_and_a_template_checked(tmp_path, cli):
    code, said, _ = cli("template-fields", "decision")
    assert code == 0
    assert "{{ tong_tien }}" in said
    listed = json.loads(cli("template-fields", "decision", "--json")[1])
    assert {
        "field": "so_luong",
        "meaning": listed[[f["field"] for f in listed].index("so_luong")]["meaning"],
    } in listed
    template = tmp_path / "mau.docx"
    document = docx.Document()
    document.add_paragraph("{{ so_luong }}")
    document.save(str(template))
    assert cli("template-fields", "decision", "--check", template)[0] == 0
    assert "so_luong" in refused(cli("template-fields", "plan", "--check", template))


def test_a_submissions_files(chain, tmp_path, cli):
    folder, packed = tmp_path / "hồ sơ", tmp_path / "hs.zip"
    code, said, _ = cli("dossier", chain.store.path, "-o", folder, "--format", "docx")
    assert code == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names[:4] == ["00_Muc-luc.docx", "01_To-trinh.docx", "02_Danh-sach.docx", "03_Bien-ban.docx"]
    assert names[4:] == [
        "04_BCTT_To-dan-pho-3.docx",
        "05_BCTT_Le-Van-Mau.docx",
        "06_BCTT_Nguyen-Thi-Thuy.docx",
        "07_Bao-cao-tom-tat.docx",
    ]
    assert f"{len(names)} tệp" in said
    assert cli("dossier", chain.store.path, "-o", packed)[0] == 0
    with zipfile.ZipFile(packed) as archive:
        assert len(archive.namelist()) == 2 * len(names)


def test_a_submission_is_found_by_its_number(chain, tmp_path, cli):
    assert "không có tờ trình số “9”; hãy ghi đúng số đã in (" in refused(
        cli("dossier", chain.store.path, "--submission", "9", "-o", tmp_path / "a")
    )


def test_a_drive_without_submission_has_no_dossier(full_ward, tmp_path, cli):
    assert nominations.list_nominations(full_ward.con, full_ward.campaign)
    full_ward.store.close()
    assert "chưa có tờ trình" in refused(cli("dossier", full_ward.store.path, "-o", tmp_path / "a"))


def test_the_archive_of_a_drive(chain, tmp_path, cli):
    out = tmp_path / "lưu.zip"
    code, said, _ = cli("archive", chain.store.path, "--as-of", "2023-12-31", "-o", out)
    assert code == 0
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
    assert names[:2] == ["00_Muc-luc.docx", "00_Muc-luc.pdf"]
    assert any(name.startswith("7_Quyet-dinh/") for name in names)
    assert f"{len(names)} tệp" in said
    assert "phải có đuôi .zip" in refused(cli("archive", chain.store.path, "-o", tmp_path / "lưu.rar"))
