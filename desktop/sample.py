"""Filling a register with the invented ward of ``resources/samples/mau.json``, action by action.

The example goes through the same commands the officer's window runs, so that its history reads like a year's
work and every check of the register applies to it. Codes of the file become ids on the way.
"""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

from db import (
    awards,
    board,
    campaigns,
    clusters,
    council_votes,
    councils,
    decisions,
    dossiers,
    milestones,
    nominations,
    organizations,
    people,
    registrations,
    resources,
    targets,
    units,
)
from db.campaigns import AwardDraft, CampaignDraft, DocumentDraft, PhaseDraft
from db.council_votes import Ballot
from db.milestones import MilestoneDraft, RequirementDraft
from db.store import Action, Store
from db.talk import Talk
from db.targets import TargetDraft, TaskDraft
from desktop.invented import invented

Row = dict[str, Any]
DECIDED_SHARE = 95
STEPS = 8


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _only(row: Row, *names: str) -> Row:
    return {name: row[name] for name in names if row.get(name) is not None}


class Sample:
    """Writes the worked example into an empty register. ``nominees`` replaces the example's own by that many."""

    def __init__(self, store: Store, talk: Talk, nominees: int | None = None) -> None:
        self._store = store
        self._talk = talk
        self._nominees = nominees
        self._data: Row = resources.read_json("samples/mau.json")
        self._ids: dict[tuple[str, str], int] = {}
        self._done = 0

    def load(self) -> None:
        """Write everything; each step is one or more actions of the history."""
        for step in (
            self._office,
            self._units,
            self._campaigns,
            self._registrations,
            self._receipts,
            self._nominations,
            self._council,
            self._decisions,
        ):
            self._talk.progress(self._done, STEPS, "Đang dựng sổ ví dụ")
            step()
            self._done += 1
        self._talk.progress(STEPS, STEPS, "Đang dựng sổ ví dụ")

    def _id(self, noun: str, code: str | None) -> int | None:
        return self._ids[noun, code] if code else None

    def _must(self, noun: str, code: str) -> int:
        return self._ids[noun, code]

    # ------------------------------------------------------------ office and units

    def _office(self) -> None:
        row = self._data["organization"]
        with self._store.action(f"Ghi thông tin {row['name']}") as action:
            office = organizations.save_own(
                action,
                **_only(row, "name", "level", "place", "parent_name", "province", "symbol", "head_title"),
            )
            for ordinal, signer in enumerate(row["signers"]):
                organizations.save_signer(
                    action, office, ordinal=ordinal, **_only(signer, "name", "title", "signature_form")
                )

    def _units(self) -> None:
        rows = self._data["units"]
        facts = ("name", "short_name", "kind", "head_name", "contact_name", "phone", "address", "note")
        with self._store.action(f"Thêm {len(rows)} đơn vị dán từ Excel") as action:
            for row in rows:
                self._ids["unit", row["code"]] = units.add_unit(
                    action,
                    **_only(row, *facts),
                    active_from=_day(row["active_from"]),
                    active_to=_day(row["active_to"]),
                )
        for row in self._data["unit_succession"]:
            with self._store.action("Ghi nhận sáp nhập đơn vị") as action:
                units.succeed(
                    action,
                    [self._must("unit", row["predecessor"])],
                    self._must("unit", row["successor"]),
                    dt.date.fromisoformat(row["day"]),
                    row["note"],
                )
        with self._store.action("Lập các cụm, khối thi đua") as action:
            for row in self._data["clusters"]:
                clusters.save(
                    action,
                    name=row["name"],
                    kind=row["kind"],
                    year=row["year"],
                    members=[self._must("unit", code) for code in row["members"]],
                    head_unit_id=self._must("unit", row["head_unit"]) if row["head_unit"] else None,
                    pledge_date=_day(row["pledge_date"]),
                )

    # ------------------------------------------------------------ drives

    def _campaigns(self) -> None:
        for row in self._data["campaigns"]:
            with self._store.action(f"Tạo phong trào {row['code']} từ kế hoạch") as action:
                campaign_id = campaigns.start_campaign(action, self._draft(row))
                self._ids["campaign", row["code"]] = campaign_id
                for document in row["documents"][1:]:
                    campaigns.add_document(action, campaign_id, self._document(document))
                for award_round in row["rounds"]:
                    self._ids["round", award_round["code"]] = action.insert(
                        "award_round",
                        campaign_id=campaign_id,
                        name=award_round["name"],
                        day=award_round["day"],
                    )
            self._remember(row, campaign_id)
            self._results(row)

    def _document(self, row: Row) -> DocumentDraft:
        text = ""
        if row["file"]:
            text = resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8")
        return DocumentDraft(
            **_only(row, "role", "type", "number", "day", "issuer", "summary"),
            text=text,
            file_name=row["file"] or "",
        )

    def _draft(self, row: Row) -> CampaignDraft:
        codes = [m["code"] for m in row["milestones"]]
        text = resources.path("samples/ke-hoach.txt").read_text(encoding="utf-8")
        facts = ("kind", "what", "who", "direction", "recurrence", "recurrence_day", "quote", "section")

        def milestone(m: Row) -> MilestoneDraft:
            start = text.find(m["quote"]) if m["quote"] else -1
            place: Row = {"quote_start": start, "quote_end": start + len(m["quote"])} if start >= 0 else {}
            return MilestoneDraft(day=_day(m["day"]), **_only(m, *facts), **place)

        return CampaignDraft(
            **_only(
                row, "code", "title", "short_title", "mode", "scope", "theme", "start_on", "end_on", "note"
            ),
            document=self._document(row["documents"][0]),
            anniversaries=tuple((a["name"], a["years"], _day(a["day"])) for a in row["anniversaries"]),
            phases=tuple(
                PhaseDraft(p["name"], _day(p["start_date"]), _day(p["end_date"])) for p in row["phases"]
            ),
            milestones=tuple(milestone(m) for m in row["milestones"]),
            requirements=tuple(
                RequirementDraft(
                    milestone=codes.index(r["milestone"]),
                    unit_kinds=tuple(r["unit_kinds"]),
                    **_only(
                        r, "name", "who", "rule", "min_model", "min_work", "min_task", "quote", "ambiguity"
                    ),
                )
                for r in row["requirements"]
            ),
            awards=tuple(
                AwardDraft(
                    object_kinds=tuple(a["object_kinds"]),
                    **{k: v for k, v in a.items() if k not in ("code", "object_kinds") and v is not None},
                )
                for a in row["awards"]
            ),
            targets=tuple(
                TargetDraft(
                    value=Decimal(t["annual_thousandths"]) / 1000,
                    unit_id=self._id("unit", t["unit"]),
                    **_only(t, "name", "measure", "kind", "due_on", "quote", "note"),
                )
                for t in row["targets"]
            ),
            tasks=tuple(
                TaskDraft(due_date=_day(t["due_date"]), **_only(t, "who", "what", "section", "quote"))
                for t in row["tasks"]
            ),
        )

    def _remember(self, row: Row, campaign_id: int) -> None:
        """Codes of what a drive was written with, by the order it was written in."""
        con = self._store.con
        stones = sorted(milestones.list_milestones(con, campaign_id), key=lambda m: m.id)
        lines = campaigns.awards(con, campaign_id)
        wanted = sorted(milestones.requirements(con, campaign_id), key=lambda r: r.id)
        for noun, rows, made in (
            ("milestone", row["milestones"], [m.id for m in stones]),
            ("requirement", row["requirements"], [r.id for r in wanted]),
            ("line", row["awards"], [a.id for a in lines]),
            ("phase", row["phases"], [p.id for p in campaigns.phases(con, campaign_id)]),
        ):
            for one, made_id in zip(rows, made, strict=True):
                self._ids[noun, f"{row['code']}/{one['code']}"] = made_id

    def _results(self, row: Row) -> None:
        campaign_id = self._must("campaign", row["code"])
        made = sorted(targets.list_targets(self._store.con, campaign_id), key=lambda t: t.id)
        for phase in row["phases"]:
            with self._store.action(f"Ghi kết quả chỉ tiêu {phase['name']}") as action:
                for target, source in zip(made, row["targets"], strict=True):
                    for result in source["results"]:
                        if result["phase"] == phase["code"]:
                            phase_id = self._must("phase", f"{row['code']}/{phase['code']}")
                            value = Decimal(result["value_thousandths"]) / 1000
                            targets.set_result(action, target.id, phase_id, value, _day(result["day"]))
        tasks = targets.list_tasks(self._store.con, campaign_id)
        with self._store.action("Đánh dấu nhiệm vụ đã xong") as action:
            for task, source in zip(tasks, row["tasks"], strict=True):
                if source["done_date"]:
                    targets.set_task_done(action, task.id, _day(source["done_date"]))

    # ------------------------------------------------------------ registrations and what units hand in

    def _registrations(self) -> None:
        numbers = ("planned", "final")
        facts = [
            "content",
            "place",
            "beneficiaries",
            "number",
            "note",
            "labour_days",
            "land_m2",
            "channel",
            "status",
        ]
        facts += [f"{when}_{what}" for when in numbers for what in ("budget", "people", "other")]
        facts += ["start_on", "finish_on", "awaits_paper"]
        names = {row["code"]: row["name"] for row in self._data["units"]}
        for row in self._data["registrations"]:
            with self._store.action(f"Ghi đăng ký của {names[row['units'][0]]}") as action:
                made = registrations.register(
                    action,
                    campaign_id=self._must("campaign", row["campaign"]),
                    unit_ids=tuple(self._must("unit", code) for code in row["units"]),
                    kind=row["kind"],
                    title=row["title"],
                    received_date=_day(row["received_date"]),
                    document_date=_day(row["document_date"]),
                    **_only(row, *facts),
                )
                self._ids["registration", row["code"]] = made
                for note in row["progress"]:
                    registrations.add_progress(action, made, dt.date.fromisoformat(note["day"]), note["note"])
                if row["returned_date"]:
                    registrations.return_to_redo(
                        action, made, dt.date.fromisoformat(row["returned_date"]), row["return_reason"]
                    )
        for row in self._data["registrations"]:
            if row["replaced_by"]:
                with self._store.action("Thay đăng ký cũ bằng đăng ký mới") as action:
                    registrations.replace(
                        action,
                        self._must("registration", row["code"]),
                        self._must("registration", row["replaced_by"]),
                    )

    def _obligation(self, row: Row) -> int:
        """The obligation a row names: requirement or milestone, unit, and day where a duty recurs."""
        key = "requirement" if row.get("requirement") else "milestone"
        column = f"{key}_id"
        owner = next(
            i for (noun, code), i in self._ids.items() if noun == key and code.endswith(f"/{row[key]}")
        )
        unit_id = self._id("unit", row["unit"])
        return board.find_obligation(self._store.con, column, owner, unit_id, _day(row.get("due_date")))

    def _receipts(self) -> None:
        with self._store.action("Gia hạn và miễn đăng ký theo công văn") as action:
            for row in self._data["extensions"]:
                board.extend(action, self._obligation(row), _day(row["to"]), row["document"])
            for row in self._data["waivers"]:
                board.waive(action, self._obligation(row), _day(row["day"]), row["reason"], row["document"])
        with self._store.action("Ghi nhận kế hoạch, giao ước, báo cáo các đơn vị đã nộp") as action:
            for row in self._data["submissions_received"]:
                board.receive(
                    action,
                    self._obligation(row),
                    dt.date.fromisoformat(row["day"]),
                    document_date=_day(row["document_date"]),
                    **_only(row, "channel", "number", "note"),
                )
        with self._store.action("Ghi các lần đôn đốc") as action:
            for row in self._data["reminders"]:
                board.remind(
                    action,
                    [self._obligation(row)],
                    dt.date.fromisoformat(row["day"]),
                    **_only(row, "channel", "number", "by_whom"),
                )

    # ------------------------------------------------------------ nominees

    def _nominations(self) -> None:
        if self._nominees is not None:
            self._generated_nominations(self._nominees)
            return
        with self._store.action("Thêm người, tập thể, hộ gia đình được đề nghị") as action:
            for row in self._data["subjects"]:
                facts = {k: v for k, v in row.items() if k not in ("code", "unit")}
                self._ids["subject", row["code"]] = people.add_subject(
                    action, unit_id=self._id("unit", row["unit"]), **facts
                )
        by_drive = itertools.groupby(self._data["nominations"], key=lambda row: row["campaign"])
        for code, rows in by_drive:
            with self._store.action(f"Nhận hồ sơ đề nghị khen thưởng {code}") as action:
                for row in rows:
                    self._nominate(action, row)

    def _nominate(self, action: Action, row: Row) -> None:
        made = nominations.nominate(
            action,
            subject_id=self._must("subject", row["subject"]),
            campaign_award_id=self._must("line", f"{row['campaign']}/{row['award']}"),
            award_round_id=self._id("round", row["round"]),
            proposing_unit_id=self._id("unit", row["proposing_unit"]),
            submitted_date=_day(row["submitted_date"]),
            **_only(row, "award_type", "citation", "summary", "note"),
        )
        self._ids["nomination", row["code"]] = made
        for piece in row["evidence"]:
            facts = {k: v for k, v in piece.items() if k != "checked" and v is not None}
            evidence_id = dossiers.add_evidence(action, made, **facts)
            if piece["checked"]:
                dossiers.set_checked(action, [evidence_id])
        for paper in row["dossier"]:
            dossiers.set_dossier_item(
                action,
                made,
                paper["paper_code"],
                name=paper["name"],
                state=paper["state"],
                day=_day(paper["day"]),
            )

    def _generated_nominations(self, count: int) -> None:
        campaign = self._data["campaigns"][-1]
        line = campaign["awards"][0]
        line_id = self._must("line", f"{campaign['code']}/{line['code']}")
        places = [self._must("unit", row["code"]) for row in self._data["units"] if row["active_to"] is None]
        made: list[int] = []
        with self._store.action(
            f"Nhận hồ sơ đề nghị khen thưởng của {count} tập thể, cá nhân, hộ gia đình"
        ) as action:
            for number, facts in enumerate(itertools.islice(invented(), count)):
                unit_id = places[number % len(places)]
                subject = people.add_subject(action, unit_id=unit_id, **facts)
                nomination = nominations.nominate(
                    action,
                    subject_id=subject,
                    campaign_award_id=line_id,
                    proposing_unit_id=unit_id,
                    submitted_date=dt.date(2023, 11, 15),
                )
                dossiers.add_evidence(
                    action,
                    nomination,
                    year_from=2013 + number % 11,
                    kind="confirmation",
                    what="Xác nhận thành tích của đơn vị đề nghị",
                )
                made.append(nomination)
                if number % 500 == 499:
                    self._talk.progress(self._done * count + number, STEPS * count, "Đang dựng sổ ví dụ")
        decided = max(1, -(-count * DECIDED_SHARE // 100))
        self._data["nominations"] = []
        for meeting in self._data["meetings"]:
            meeting["votes"] = []
        codes = [f"GEN{i}" for i in range(len(made))]
        self._ids |= {("nomination", code): nomination for code, nomination in zip(codes, made, strict=True)}
        votes = self._data["meetings"][-1]["votes"]
        votes += [
            {"nomination": c, "votes_for": 8, "votes_against": 0, "result": "approved"}
            for c in codes[:decided]
        ]
        self._data["decisions"] = self._data["decisions"][-1:]
        self._data["decisions"][0]["nominations"] = codes[:decided]

    # ------------------------------------------------------------ council and decisions

    def _council(self) -> None:
        row = self._data["council"]
        with self._store.action("Ghi thành phần Hội đồng Thi đua - Khen thưởng") as action:
            council = councils.save_council(
                action,
                name=row["name"],
                number=row["number"],
                day=_day(row["day"]),
                active_from=_day(row["active_from"]),
            )
            for member in row["members"]:
                self._ids["member", member["code"]] = councils.save_member(
                    action, council, **_only(member, "name", "position", "role")
                )
        for meeting in self._data["meetings"]:
            with self._store.action(f"Ghi biên bản họp Hội đồng số {meeting['number']}") as action:
                made = councils.save_meeting(
                    action,
                    council,
                    day=dt.date.fromisoformat(meeting["day"]),
                    campaign_id=self._id("campaign", meeting["campaign"]),
                    award_round_id=self._id("round", meeting["round"]),
                    **_only(meeting, "kind", "number", "place"),
                )
                self._ids["meeting", meeting["code"]] = made
                present = {
                    self._must("member", a["member"]): bool(a["present"]) for a in meeting["attendance"]
                }
                notes = {self._must("member", a["member"]): a["note"] for a in meeting["attendance"]}
                councils.set_attendance(action, made, present, notes)
                council_votes.record_votes(action, made, [self._ballot(vote) for vote in meeting["votes"]])

    def _ballot(self, row: Row) -> Ballot:
        return Ballot(
            self._must("nomination", row["nomination"]),
            **_only(row, "votes_for", "votes_against", "result", "note"),
        )

    def _decisions(self) -> None:
        signers = {s.name: s.id for s in organizations.signers(self._store.con, 1)}
        for row in self._data["decisions"]:
            chosen = [self._must("nomination", code) for code in row["nominations"]]
            waiting = [
                n.id for n in nominations.by_ids(self._store.con, chosen) if n.status in nominations.UNDECIDED
            ]
            day = dt.date.fromisoformat(row["day"])
            with self._store.action(f"Ban hành Quyết định {row['number']}") as action:
                if waiting:
                    nominations.set_status(action, waiting, "approved")
                made = decisions.draft_decision(
                    action,
                    nomination_ids=chosen,
                    form_code=row["form_code"],
                    campaign_id=self._id("campaign", row["campaign"]),
                    award_round_id=self._id("round", row["round"]),
                    meeting_id=self._id("meeting", row["meeting"]),
                    signer_id=signers[row["signer_name"]],
                    title=row["title"],
                )
                decisions.issue(action, made, row["number"], day)
            if row["received_date"]:
                with self._store.action(f"Ghi đã trao thưởng theo Quyết định {row['number']}") as action:
                    given = [award.id for award in awards.list_awards(action.con, made)]
                    awards.mark_received(action, given, dt.date.fromisoformat(row["received_date"]))
        self._close_former_drives()
        self._other_ends()

    def _close_former_drives(self) -> None:
        """Drives before the last one ended when their awards were handed over."""
        for row in self._data["campaigns"][:-1]:
            handed = [d["received_date"] for d in self._data["decisions"] if d["campaign"] == row["code"]]
            day = _day(max(handed, default=None) or row["end_on"])
            with self._store.action(f"Kết thúc phong trào {row['code']}") as action:
                campaigns.close_campaign(action, self._must("campaign", row["code"]), day)

    def _other_ends(self) -> None:
        """Nominations that were refused, returned, withdrawn or sent up rather than decided."""
        for row in self._data["nominations"]:
            present = nominations.get_nomination(self._store.con, self._must("nomination", row["code"]))
            if present.status == row["status"] or row["status"] == "decided":
                continue
            sentence = f"{nominations.STATUSES[row['status']]}: {present.name}"
            with self._store.action(sentence) as action:
                nominations.set_status(
                    action,
                    [present.id],
                    row["status"],
                    reason=row["status_reason"] or "Theo đề nghị của đơn vị",
                    day=_day(row["returned_date"]),
                )


def load_sample(store: Store, talk: Talk, nominees: int | None = None) -> None:
    """Fill an empty register with the worked example; see :class:`Sample`."""
    Sample(store, talk, nominees).load()
