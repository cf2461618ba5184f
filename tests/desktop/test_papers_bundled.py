"""A submission's numbered files and a drive's archive, read back from the zip and the folder."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
import pypdfium2
import pytest

from db import (
    attachments,
    campaigns,
    council_votes,
    decisions,
    dossier_letters,
    dossiers,
    drive_files,
    nominations,
    organizations,
    registrations,
    submissions,
)
from db.errors import BadInput
from db.talk import SilentTalk
from desktop.documents import (
    bundle,
    drive_archive,
    submission_files,
)

DAY = dt.date(2023, 12, 22)


def decided(ward, *names, **facts):
    made = ward.decide(names=names or list(ward.nominee), **facts)
    return decisions.get_decision(ward.con, made)


def submitted(ward, names, *, kind="council", number="7", day="2023-12-01"):
    """A submission of these approved nominees, with its number where given."""
    with ward.store.action("Lập tờ trình") as action:
        made = submissions.submit(action, kind=kind, nomination_ids=[ward.nominee[name] for name in names])
        if number:
            submissions.set_number(
                action, made, number, dt.date.fromisoformat(day), symbol="UBND", council_symbol="HĐTĐKT"
            )
    return made


# ---------------------------------------------------------------- numbered files, archive


def names_in(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_a_submissions_files_are_numbered_and_listed(full_ward, tmp_path):
    full_ward.meet("Lò Văn Hộ")
    made = submitted(full_ward, ["Lê Văn Mẫu", "H’Ngăm Niê Kđăm", "Tổ dân phố 3"])
    with full_ward.store.action("Bản chụp") as action:
        scan = attachments.add(action, "Báo cáo của H’Ngăm.PDF", b"%PDF scan")
        other = attachments.add(action, "hiep-y.jpg", b"jpg")
        nominee = full_ward.nominee["H’Ngăm Niê Kđăm"]
        dossiers.set_dossier_item(
            action, nominee, "bao_cao_thanh_tich", name="Báo cáo thành tích", state="have", attachment_id=scan
        )
        dossiers.set_dossier_item(
            action, nominee, "hiep_y", name="Ý kiến hiệp y", state="have", attachment_id=other
        )
    target = tmp_path / "hồ sơ.zip"
    names = submission_files.write_submission(full_ward.con, made, target, SilentTalk(), suffixes=(".docx",))
    assert names_in(target) == list(names)
    assert list(names) == [
        "00_Muc-luc.docx",
        "01_To-trinh.docx",
        "02_Danh-sach.docx",
        "03_Bien-ban.docx",
        "04_BCTT_To-dan-pho-3.docx",
        "05_BCTT_HNgam-Nie-Kdam.pdf",
        "06_Y-kien-hiep-y_HNgam-Nie-Kdam.jpg",
        "07_BCTT_Le-Van-Mau.docx",
        "08_Bao-cao-tom-tat.docx",
    ]
    with zipfile.ZipFile(target) as archive:
        assert archive.read("05_BCTT_HNgam-Nie-Kdam.pdf") == b"%PDF scan"
        index = docx.Document(io.BytesIO(archive.read("00_Muc-luc.docx")))
        letter = docx.Document(io.BytesIO(archive.read("01_To-trinh.docx")))
    rows = [[cell.text for cell in row.cells] for row in index.tables[1].rows][1:]
    assert [row[0] for row in rows] == [str(n) for n in range(1, 9)]
    assert [row[-1] for row in rows] == [f"Tệp 0{n}" for n in range(1, 9)]
    assert rows[0][1:4] == ["07/TTr-HĐTĐKT", "01/12/2023", "Tờ trình"]
    assert "H’Ngăm Niê Kđăm" in rows[4][3]
    # The list is a file of its own: the letter has no annex.
    assert len(letter.sections) == 1


def test_a_submissions_files_go_into_a_folder_in_both_formats(full_ward, tmp_path):
    full_ward.meet()
    made = submitted(full_ward, ["Lê Văn Mẫu"], number="")
    folder = tmp_path / "a" / "b"
    names = submission_files.write_submission(full_ward.con, made, folder, SilentTalk())
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    assert {name.split(".")[1] for name in names} == {"docx", "pdf"}
    pdf = pypdfium2.PdfDocument(str(folder / "02_Danh-sach.pdf"))
    assert "Lê Văn Mẫu" in pdf[0].get_textpage().get_text_bounded()
    pdf.close()


def test_ballots_counted_go_with_the_dossier(full_ward, tmp_path):
    meeting = full_ward.meet()
    with full_ward.store.action("Phiếu kín") as action:
        council_votes.set_voting(action, meeting, method="ballots", ballots_issued=4, ballots_returned=4)
    made = submitted(full_ward, ["Lê Văn Mẫu"])
    names = submission_files.write_submission(
        full_ward.con, made, tmp_path / "x.zip", SilentTalk(), suffixes=(".pdf",)
    )
    assert names[-2:] == ("05_Kiem-phieu.pdf", "06_Bao-cao-tom-tat.pdf")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Nguyễn Văn Ân", "Nguyen-Van-An"),
        ("H’Ngăm Niê Kđăm", "HNgam-Nie-Kdam"),
        ("Rơ Châm Ƀlơi", "Ro-Cham-Bloi"),
        ("../../etc/passwd", "etc-passwd"),
        ("“”", "tep"),
        ("Tổ dân phố 3 " * 20, ("To-dan-pho-3-" * 20)[:60].strip("-")),
    ],
)
def test_names_of_files_any_system_takes_in(name, word):
    assert bundle.file_word(name) == word


def test_nothing_to_write_and_a_file_in_the_way(tmp_path):
    with pytest.raises(BadInput, match="Không có tệp nào"):
        bundle.write_bundle([], tmp_path / "a.zip")
    (tmp_path / "a").write_text("x", encoding="utf-8")
    from db.errors import TargetBusy

    with pytest.raises(TargetBusy, match="không phải thư mục"):
        bundle.write_bundle([bundle.Entry("x.txt", b"1")], tmp_path / "a")
    with pytest.raises(TargetBusy, match="Không có thư mục"):
        bundle.write_bundle([bundle.Entry("x.txt", b"1")], tmp_path / "không" / "a.zip")
    with pytest.raises(BadInput, match=r"\.docx hoặc \.pdf"):
        bundle.paper_bytes(None, ".odt")  # type: ignore[arg-type]


def test_the_same_papers_make_the_same_zip():
    entries = [bundle.Entry("a/b.txt", b"1"), bundle.Entry("c.txt", b"2")]
    assert bundle.zip_bytes(entries) == bundle.zip_bytes(entries)


def test_the_archive_of_a_drive_holds_everything_once(full_ward, tmp_path):
    full_ward.meet("Lò Văn Hộ")
    submitted(full_ward, ["Lê Văn Mẫu", "Tổ dân phố 3"])
    made = decided(full_ward, "Lê Văn Mẫu", "Tổ dân phố 3")
    with full_ward.store.action("Văn bản về hồ sơ") as action:
        lacking = dossier_letters.lacking(action.con, full_ward.campaign, dt.date(2023, 11, 1))
        sent = {"day": dt.date(2023, 11, 1), "campaign_id": full_ward.campaign}
        dossier_letters.request(action, lacking[:1], number="15", **sent)
        dossier_letters.request(action, lacking[-1:], **sent)
        dossier_letters.receive(action, [full_ward.nominee["Lò Văn Hộ"]], day=dt.date(2023, 11, 2))
    with full_ward.store.action("Tệp") as action:
        campaigns.add_document(
            action,
            full_ward.campaign,
            campaigns.DocumentDraft(
                number="41/KH-UBND", day="2023-03-10", summary="Kế hoạch", text="Nội dung"
            ),
        )
        registrations.attach(action, full_ward.registration["Tuyến đường hoa"], "ảnh.jpg", b"jpg")
        scan = attachments.add(action, "bctt.pdf", b"%PDF")
        dossiers.set_dossier_item(
            action,
            full_ward.nominee["Lê Văn Mẫu"],
            "bao_cao_thanh_tich",
            name="Báo cáo",
            state="have",
            attachment_id=scan,
        )
    target = tmp_path / "lưu.zip"
    more = [bundle.Entry("8_Bao-cao/99_So-khen-thuong.xlsx", b"xlsx")]
    names = drive_archive.write_archive(
        full_ward.con, full_ward.campaign, target, DAY, SilentTalk(), more=more
    )
    assert sorted(names_in(target)) == sorted(set(names))
    folders = [name.split("/")[0] for name in names if "/" in name]
    assert folders == sorted(folders)
    assert set(folders) == {
        "1_Phat-dong",
        "2_Dang-ky",
        "4_Ho-so-de-nghi",
        "5_Hoi-dong",
        "6_To-trinh",
        "7_Quyet-dinh",
        "8_Bao-cao",
    }
    with zipfile.ZipFile(target) as archive:
        index = docx.Document(io.BytesIO(archive.read("00_Muc-luc.docx")))
        assert archive.testzip() is None
    rows = [[cell.text for cell in row.cells] for row in index.tables[1].rows][1:]
    assert len(rows) == len(names) - 2
    assert [row[1] for row in rows if "41/KH" in row[1]] == ["41/KH-UBND"]
    assert made.number in [row[1] for row in rows]
    told = [row[3] for row in rows]
    # The request that has no number yet went to nobody; a receipt is of the day the dossier came in.
    assert [
        sum(what.startswith(word) for what in told) for word in ("Yêu cầu bổ sung", "Giấy tiếp nhận")
    ] == [1, 1]
    assert [what for what in told if "tóm tắt" in what] == [
        "Báo cáo tóm tắt thành tích đề nghị tặng Giấy khen"
    ]
    planned = drive_archive.planned_rows(full_ward.con, full_ward.campaign, DAY, SilentTalk())
    assert len(planned) == len(rows) - 1


def test_the_period_a_dossier_is_kept(full_ward):
    con, drive = full_ward.con, full_ward.campaign
    # Own awards: 10 years; a province's decision in the same dossier: 20; rows of the new law are not compared yet.
    assert drive_archive.retention_of(con, drive, DAY).period == "10 năm"
    with full_ward.store.action("QĐ tỉnh") as action:
        superior = organizations.add_organization(action, name="Ủy ban nhân dân tỉnh", level="province")
        nominations.set_status(action, [full_ward.nominee["Lê Văn Mẫu"]], "approved")
        decisions.add_superior_decision(
            action,
            organization_id=superior,
            number="99/QĐ-UBND",
            day=dt.date(2023, 12, 1),
            form_code="bang_khen",
            authority_level="province",
            nomination_ids=[full_ward.nominee["Lê Văn Mẫu"]],
            campaign_id=drive,
        )
    kept = drive_archive.retention_of(con, drive, DAY)
    assert (kept.period, kept.verified) == ("20 năm", False)
    assert drive_archive.retention_of(con, drive, dt.date(2010, 1, 1)).period == ""


def test_files_of_a_drive_say_where_they_come_from(full_ward):
    with full_ward.store.action("Tệp") as action:
        registrations.attach(action, full_ward.registration["Nhà văn hóa"], "b.jpg", b"1")
    (file,) = drive_files.attached(full_ward.con, full_ward.campaign)
    assert (file.stage, file.file_name, file.what, file.author) == (
        "registration",
        "b.jpg",
        "Nhà văn hóa",
        "Tổ dân phố 1",
    )
    assert drive_files.whole_day("2023") is None
    assert drive_files.whole_day(None) is None
    assert drive_files.whole_day("2023-08-15") == dt.date(2023, 8, 15)
