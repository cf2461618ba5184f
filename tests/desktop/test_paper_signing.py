"""Who signs a paper: TM., KT., TL., TUQ. and Q. as Điều 13 NĐ 30/2020/NĐ-CP has them, and who may be chosen."""

from __future__ import annotations

import datetime as dt

import docx
import pytest

from db import nominations, organizations, submissions
from db.errors import BadInput
from desktop.documents import paper_checks, paper_kinds
from desktop.documents.paper_kinds import SIGNED_BY_OFFICE, Choice

DAY = dt.date(2023, 8, 20)
# Điều 13: the head for the committee, a deputy for the head, by order and by delegation for the head alone.
FORMS = {
    "kt": ("Phó Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    "q": ("Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
    "head": ("Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    "tl": ("Trưởng phòng Văn hóa - Xã hội", ("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI")),
    "tuq": ("Chánh Văn phòng", ("TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
}


def signer(ward, form):
    with ward.store.action("Người ký") as action:
        office = organizations.own(action.con)
        return organizations.save_signer(
            action,
            office.id,
            name="Lò Thị Phó",
            title=FORMS[form][0],
            signature_form=form,
            ordinal=5,
        )


def reminder(ward, signer_id):
    choice = Choice(DAY, campaign_id=ward.campaign, signer_id=signer_id)
    return paper_kinds.build(ward.con, "reminder", choice), choice


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_signing(full_ward, form):
    paper, _ = reminder(full_ward, signer(full_ward, form))
    assert [(s.lines, s.name) for s in paper.signatures] == [(FORMS[form][1], "Lò Thị Phó")]


def test_without_a_choice_the_first_signer_signs(full_ward):
    signer(full_ward, "kt")
    paper, _ = reminder(full_ward, None)
    assert [(s.lines, s.name) for s in paper.signatures] == [
        (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Trần Văn Bình")
    ]


@pytest.mark.parametrize("key", ["decision", "prize_list", "minutes", "ballot"])
def test_what_is_not_the_committees_keeps_its_signature(full_ward, key):
    full_ward.meet()
    made = full_ward.decide()
    plain = Choice(DAY, campaign_id=full_ward.campaign, decision_id=made)
    chosen = Choice(DAY, campaign_id=full_ward.campaign, decision_id=made, signer_id=signer(full_ward, "kt"))
    papers = [paper_kinds.build(full_ward.con, key, choice) for choice in (plain, chosen)]
    assert papers[0].signatures == papers[1].signatures
    assert key not in SIGNED_BY_OFFICE


@pytest.mark.parametrize(("kind", "said"), [("council", "TM. HỘI ĐỒNG"), ("superior", "TM. ỦY BAN NHÂN DÂN")])
def test_of_the_submissions_only_the_committees_own_changes_hands(full_ward, kind, said):
    with full_ward.store.action("Trình") as action:
        nominations.set_status(action, full_ward.nominee.values(), "approved")
        sent = submissions.submit(
            action, kind=kind, nomination_ids=full_ward.nominee.values(), addressee="Chủ tịch tỉnh"
        )
    choice = Choice(
        DAY, campaign_id=full_ward.campaign, submission_id=sent, signer_id=signer(full_ward, "kt")
    )
    (signature,) = paper_kinds.build(full_ward.con, "submission", choice).signatures
    assert signature.lines[0] == said
    assert (signature.name == "Lò Thị Phó") is (kind == "superior")


def test_every_sheet_of_an_invitation_is_signed_by_the_same(full_ward):
    made = full_ward.decide()
    choice = Choice(
        DAY, campaign_id=full_ward.campaign, decision_id=made, each=True, signer_id=signer(full_ward, "kt")
    )
    paper = paper_kinds.build(full_ward.con, "invitation", choice)
    names = {s.name for one in (paper, *paper.annexes) for s in one.signatures}
    assert (names, len(paper.annexes)) == ({"Lò Thị Phó"}, 4)


def test_who_is_not_in_office_on_the_day_is_told(full_ward):
    gone = signer(full_ward, "kt")
    with full_ward.store.action("Nghỉ") as action:
        action.update("signer", gone, active_to="2023-06-30")
    paper, choice = reminder(full_ward, gone)
    told = paper_checks.cross_check(full_ward.con, "reminder", choice, paper)
    assert any("Lò Thị Phó" in sentence and "20/08/2023" in sentence for sentence in told)


def test_a_signer_taken_off_meanwhile_is_refused(full_ward):
    with pytest.raises(BadInput, match="không còn trong Danh mục"):
        reminder(full_ward, 999)


def test_on_the_command_line_a_signer_is_named(full_ward, tmp_path, cli):
    signer(full_ward, "kt")
    full_ward.store.close()
    out = tmp_path / "cv.docx"
    said = ["document", full_ward.store.path, "reminder", "--as-of", "2023-08-20", "-o", out]
    assert cli(*said, "--signer", "lo thi pho")[0] == 0
    text = [p.text for p in docx.Document(str(out)).tables[-1].rows[0].cells[1].paragraphs]
    assert text == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lò Thị Phó"]
    code, _, err = cli(*said, "--signer", "Ai Đó")
    assert code == 1
    assert "Cơ quan không có người ký tên “Ai Đó”" in err
    assert "Trần Văn Bình, Lò Thị Phó" in err
