"""Every dated, recurring or event-bound obligation, with its kind, its actor and its quote."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from desktop.plans import vocabulary
from desktop.plans.acts import OTHER, Act, choose, distance, find_acts, first_event, strong
from desktop.plans.blocks import HEADING_LEVEL, Block, Sentence, sentences
from desktop.plans.dated import ANNIVERSARY, FREE, Dated
from desktop.plans.deadline_merge import ONCE, merged
from desktop.plans.deadline_occasions import each_year, is_postposed, kind_of_occasion
from desktop.plans.deadline_spans import of_period, of_phases, said_of_the_period
from desktop.plans.deadline_times import BY, finest, yearly
from desktop.plans.deadline_years import NO_YEAR, at_each_end, has_no_year, left_open, over_years
from desktop.plans.document import Document
from desktop.plans.gate import CHANGE, purpose
from desktop.plans.proposal import DOUBTFUL, LIKELY, Deadline, Period, Phase
from desktop.plans.roles import block_actor, leading_actor, nearest_actor
from desktop.plans.schedule import UNION
from desktop.plans.steps import Steps
from desktop.plans.times import TimeExpression

_SHORT_TAIL: Final = 90
_NEAR_RECURRENCE: Final = 90
_LEAD: Final = 40
_WHAT: Final = 160
_HALF_YEAR_MONTHS: Final = frozenset({5, 6, 7, 8})
_GOES_ON: Final = re.compile(
    r"(?:(?:và|,)(?: (?:cả |hết )?năm| quý| (?:đợt|giai đoạn|chặng) (?:\d|[IVX]+)| (?:đối với|với) [^,;]{3,40})?"
    r"|[(,] ?riêng [^,;()]{3,40}"
    r"|(?<!\w)(?:nộp|gửi|trình|hoàn thành|xong)(?: [^\W\d]+){0,6}) ?$",
    re.IGNORECASE,
)
"""A clause that only says who hands it in by when; what it is was said before."""
_LISTS: Final = re.compile(
    r"(?:danh mục|danh sách|phiếu|bản)(?: [^\W\d]+){0,4} (?:gửi|nộp|chuyển)(?!\w)", re.IGNORECASE
)
"""A clause about the list that was just asked for: "… đăng ký 01 công trình; danh mục gửi phòng …"."""
_GENERIC: Final = re.compile(
    r"hoàn thành|ph[ấâầ]n đ[ấâầ]u|diễn ra|dự kiến|triển khai|gửi|nộp|quán triệt|tuyên truyền|vận động|rà soát",
    re.IGNORECASE,
)
"""Acts that say too little: what is done is said by the heading above."""
_AIMED_AT: Final = re.compile(r"(?<!\w)(?:khi|để|tiêu chí|căn cứ|cơ sở|điều kiện) $", re.IGNORECASE)
_UNTIL: Final = re.compile(
    r", (?P<act>(?:tiếp )?nhận (?:bài|tác phẩm|sản phẩm|ảnh)[^,;.]{0,30}?) (?:đến|hết)", re.IGNORECASE
)
_DONE_BY: Final = re.compile(r", (?P<act>hoàn thành|xong) (?:trước|trong|chậm nhất|vào|đến)", re.IGNORECASE)
_AND_DO: Final = re.compile(
    r"đăng k[ýí](?:,| và)(?: tổ chức)? (?:thực hiện|hoàn thành|xây dựng|triển khai)(?!\w)", re.IGNORECASE
)
"""What is registered and then done: the day behind "hoàn thành" is that of the work."""
_CITES: Final = re.compile(r"(?:về việc|V/v|về) ", re.IGNORECASE)
_OF_YEAR: Final = re.compile(r" năm 20\d\d(?!\d)")
_YEAR: Final = re.compile(r"(?<![\d/-])(20\d\d)(?![\d/])")
_PART_VERB: Final = re.compile(
    r" (?:bắt đầu|tính|kể|diễn ra|thực hiện|triển khai|tổ chức)(?!\w)", re.IGNORECASE
)
_CLAUSE_END: Final = re.compile(r"[,;.:]")


def read_deadlines(
    document: Document,
    dated: list[Dated],
    period: Period | None,
    phases: tuple[Phase, ...],
    plan_date: datetime.date | None,
    steps: Steps,
) -> tuple[Deadline, ...]:
    """All obligations in reading order; the same one said twice by the same actor is one with both quotes.

    Raises:
        Cancelled: the officer stopped the reading.
    """
    spans = [phase.span for phase in phases]
    found = list(of_period(document, dated, period, bool(phases))) + list(of_phases(phases))
    taken = [(s.where.start, s.where.end) for s in spans]
    if period is not None and period.derived != UNION:
        taken += said_of_the_period(dated, period)
        if period.start_where is not None:
            taken.append((period.start_where.start, period.start_where.end))
    by_block: dict[int, list[Dated]] = {}
    for item in dated:
        by_block.setdefault(item.block.index, []).append(item)
    for block in steps.each(document.blocks):
        reader = _BlockReader(document, block, by_block.get(block.index, []), taken, plan_date, period)
        found.extend(reader.read())
    title = document.slice(*document.zones.title) if document.zones.title else ""
    return merged(found, extended="gia hạn" in title.lower())


@dataclass(slots=True)
class _BlockReader:
    """Reads one block; keeps what the steps share."""

    document: Document
    block: Block
    items: list[Dated]
    taken: list[tuple[int, int]]
    plan_date: datetime.date | None
    period: Period | None = None
    """The span of the drive itself: another span is that of a part of it."""

    def read(self) -> Iterator[Deadline]:
        whole = [Sentence(self.block, self.block.head, len(self.block.view.text))]
        for sentence in whole if self.block.kind == "row" else sentences(self.block):
            inside = [i for i in self.items if sentence.start <= i.time.start < sentence.end]
            begun = [i for i in inside if self._begins_a_part(i)]
            counted = [i for i in inside if all(i is not other for other in begun) and self._counts(i)]
            times = finest(yearly(counted), self.block.view.text)
            dated = [
                deadline for index in range(len(times)) for deadline in self._dated(sentence, times, index)
            ]
            parts = [deadline for item in begun for deadline in self._of_part(sentence, item)]
            yield from dated
            yield from parts
            if not dated and not parts:
                yield from self._relative(sentence, inside)

    def _begins_a_part(self, item: Dated) -> bool:
        """Whether the time is the span of a drive within the drive ("Chiến dịch 30 ngày … tính từ ngày 01/10")."""
        time = item.time
        exact = time.first_precision if time.is_range else time.precision if time.bound == "from" else ""
        if item.role != FREE or time.recurring or time.first is None or exact != "day":
            return False
        begin, _ = self.block.view.span(time.start, time.end)
        if any(a <= begin < b for a, b in self.taken):
            return False
        start = max(self.block.head, self.block.view.text.rfind(". ", 0, time.start) + 1)
        said = self.block.view.text[start : time.end]
        spoilt = vocabulary.any_of("items", "period_part_spoilers").search(said)
        return spoilt is None and vocabulary.any_of("items", "part_drives").search(said) is not None

    def _of_part(self, sentence: Sentence, item: Dated) -> Iterator[Deadline]:
        """The first day of a part of the drive, and the last where one is said or can be counted."""
        time = item.time
        where = self.document.where(self.block, sentence.start, time.end, LIKELY)
        said = vocabulary.any_of("items", "part_drives").search(self.block.view.text[: time.end])
        name = _PART_VERB.split(said.group(), maxsplit=1)[0][:_WHAT] if said is not None else "đợt"
        yield Deadline(time.first, "launch", "", f"bắt đầu {name}", where)
        if time.is_range and time.last is not None and time.precision == "day":
            kind = "phase_end" if self.period is not None else "campaign_end"
            doubtful = replace(where, confidence=DOUBTFUL, reason=time.derived) if time.derived else where
            yield Deadline(time.last, kind, "", f"kết thúc {name}", doubtful, derived=time.derived)

    def _counts(self, item: Dated) -> bool:
        """Whether the expression can be the day of a duty at all."""
        time = item.time
        begin, _ = self.block.view.span(time.start, time.end)
        if item.role != FREE or any(a <= begin < b for a, b in self.taken):
            return False
        if time.recurring is not None:
            return True
        if vocabulary.any_of("acts", "data_days").search(self.block.view.text[: time.start][-_LEAD:]):
            return False
        if time.is_range:
            # A length "kể từ ngày ký" hangs on an event: only the drive's own end is counted from it.
            counted = bool(time.derived and time.anchor)
            return time.precision != "year" and time.last is not None and not counted
        if has_no_year(time):
            return True
        if time.bound == "from" or time.last is None:
            reports = "báo cáo" in self.block.view.text[: time.start].lower()
            return time.bound in BY and reports and self._again(time) is not None
        past = self.plan_date is not None and time.last < self.plan_date
        if past and self._tells_how_it_stands(item):
            return False
        if time.precision == "year":
            edge = "cuối năm" in item.text.lower() or "hết năm" in item.text.lower()
            text = self.block.view.text
            if not time.bound and time.start > self.block.head and text[time.end : time.end + 1] == ":":
                return False  # "Bình xét cuối năm: …" names the thing
            return edge or time.bound in {"before"}
        if time.precision in {"half", "none"}:
            return time.bound in BY
        return not (past and time.bound == "")

    def _tells_how_it_stands(self, item: Dated) -> bool:
        """Whether a past day tells what was reached by then, or what an earlier paper asked ("mới đạt 41,6%")."""
        text = self.block.view.text
        start = max(
            self.block.head, text.rfind(". ", 0, item.time.start), text.rfind("; ", 0, item.time.start)
        )
        stop = min(
            (at for at in (text.find(mark, item.time.end) for mark in (". ", "; ")) if at >= 0), default=None
        )
        told = vocabulary.any_of("acts", "status_words").search(text[start:stop])
        # Before the first number a later paper repeats the days it changes.
        return told is not None or (not self.block.path and purpose(self.document) == CHANGE)

    def _dated(self, sentence: Sentence, times: list[Dated], index: int) -> Iterator[Deadline]:
        time = times[index].time
        text = self.block.view.text
        same = [i.time for i in times if (i.time.start, i.time.end) == (time.start, time.end)]
        left = max([sentence.start, *(i.time.end for i in times[:index] if i.time.end <= time.start)])
        right = min([sentence.end, *(i.time.start for i in times[index + 1 :] if i.time.start >= time.end)])
        acts = self._acts_for(sentence, time, left, right)
        if time.recurring is not None:
            acts = (
                acts if strong(acts) else choose(find_acts(text, sentence.start, time.start), from_end=True)
            )
            acts = self._recurring(acts, time) or self._recurring(
                choose(find_acts(text, time.end, right), from_end=False), time
            )
            if not acts or (len(same) == 1 and time.bound == "" and _is_adverb(text, time)):
                return
        elif not acts:
            past = self.plan_date is not None and time.last is not None and time.last < self.plan_date
            if time.bound not in BY or time.precision == "year" or past:
                acts = self._labelled(sentence, time)
                if not acts:
                    return
        if not acts:
            acts = [
                Act(OTHER, min(left, time.start) if left > sentence.start else sentence.start, time.start)
            ]
        criteria = vocabulary.any_of("items", "criteria_headings")
        if not strong(acts) and time.is_range and self.document.under(self.block, criteria):
            return
        if time.precision == "year":
            # "triển khai … đến hết năm 2025" says how long, not what is due.
            going_on = vocabulary.any_of("acts", "going_on")
            acts = [act for act in acts if not going_on.fullmatch(text[act.start : act.end])]
        reasons = vocabulary.any_of("acts", "not_duties")
        if not strong(acts) and reasons.search(text[sentence.start : time.start]):
            return
        for act in acts:
            if time.recurring or time.last is not None or act.kind == "report" or has_no_year(time):
                yield self._deadline(sentence, times[index], act, right)

    def _labelled(self, sentence: Sentence, time: TimeExpression) -> list[Act]:
        """A line of a schedule: "05/12/2021: ra quyết định công nhận" or "Khám sức khỏe: 05/11 - 20/11/2025"."""
        text = self.block.view.text
        if time.precision != "day" or (
            self.plan_date is not None and time.last is not None and time.last < self.plan_date
        ):
            return []
        lead, rest = text[sentence.start : time.start], text[time.end : sentence.end]
        if not re.search(r"\w", lead) and re.match(r": ?\w", rest):
            return [Act(OTHER, time.end + 1, sentence.end)]
        label = re.match(r"[-+•\s]*(?P<name>[^:;.\d]{6,100}):(?: [^:;.\d]{0,20})?$", lead)
        generic = vocabulary.any_of("acts", "schedule_labels", starts=True)
        ends = re.match(r" ?(?:\([^()]*\))? ?(?:[;.,]|$)", rest)
        if (
            label is None
            or ends is None
            or generic.match(label["name"])
            or self.document.under(self.block, generic)
        ):
            return []
        return [Act(OTHER, sentence.start + label.start("name"), sentence.start + label.end("name"))]

    def _recurring(self, acts: list[Act], time: TimeExpression) -> list[Act]:
        """Those near the recurrence that can come again and again."""
        text = self.block.view.text
        kinds = vocabulary.words("acts", "recurring_kinds")
        others = vocabulary.any_of("acts", "recurring_others")
        able = [a for a in acts if a.kind in kinds or others.search(text[a.start : a.end])]
        return [
            act
            for act in able
            if distance(act, time) <= _NEAR_RECURRENCE
            and not (act.kind == OTHER and _AIMED_AT.search(text, self.block.head, act.start))
        ]

    def _acts_for(self, sentence: Sentence, time: TimeExpression, left: int, right: int) -> list[Act]:
        """The act (or two linked ones) the time belongs to: before it, else behind it, else in the heading."""
        text = self.block.view.text
        blocked = (time.start, time.end)
        before = find_acts(text, left, time.start, blocked)
        after = find_acts(text, time.end, right, blocked)
        leads = not re.search(r"\w{2,} \w{2,}", text[left : time.start]) or (
            not strong(before)
            and strong(after)
            and text[time.end : time.end + 2].strip()[:1] in {",", ":", "-", ")", "|"}
        )
        chosen = choose(before, from_end=True) if not leads else choose(after, from_end=False)
        if not strong(chosen) and not leads and strong(after) and time.bound == "":
            chosen = choose(after, from_end=False)
        if not strong(chosen) and left > sentence.start:
            earlier = choose(find_acts(text, sentence.start, time.start, blocked), from_end=True)
            chosen = earlier if strong(earlier) and _GOES_ON.search(text[left : time.start] or "") else chosen
        if left > sentence.start and is_postposed(text[left : time.start]):
            chosen = choose(find_acts(text, sentence.start, left, blocked), from_end=True) or chosen
        occasion = kind_of_occasion(text, self.block.head, left, time)
        chosen = self._nearer(chosen, time, left)
        if occasion is not None:
            return [Act(occasion, max(left, text.rfind(". ", left, time.start) + 2), time.start)]
        if not strong(chosen) and sentence.start > self.block.head:
            chosen = self._from_lead(sentence, left) or self._from_before(sentence, time) or chosen
        named = any(_GENERIC.search(text[act.start : act.end]) is None for act in chosen)
        if not strong(chosen) and not named and len(text) - self.block.head < 2 * _SHORT_TAIL:
            chosen = self._from_heading() or chosen
        return chosen

    def _nearer(self, chosen: list[Act], time: TimeExpression, left: int) -> list[Act]:
        """The act right before the time, where the named one is over when it begins ("phát động …, nhận bài đến …")."""
        last = chosen[0] if len(chosen) == 1 else None
        if last is None or last.kind not in {"launch", "registration"} or last.start >= time.start:
            return chosen
        text = self.block.view.text
        pattern = _UNTIL if last.kind == "launch" else _DONE_BY
        found = pattern.search(text, last.end, time.end)
        if found is None or found.start("act") < left or found.end("act") + 1 < time.start:
            return chosen
        if last.kind == "registration" and _AND_DO.match(text, last.start) is None:
            return chosen
        return [Act(OTHER, found.start("act"), time.start)]

    def _from_lead(self, sentence: Sentence, left: int) -> list[Act]:
        """The act a list opens with: "Báo cáo: 6 tháng, trước ngày 12/6; cả năm, trước ngày 12/11"."""
        text = self.block.view.text
        if left == sentence.start and _LISTS.match(text, left) is not None:
            before = choose(find_acts(text, self.block.head, sentence.start), from_end=True)
            if strong(before) and before[-1].kind == "registration":
                return [Act("registration", sentence.start, sentence.start)]
            if "khen thưởng" in text[self.block.head : sentence.start].lower():
                return [Act("nomination_dossier", sentence.start, sentence.start)]
        colon = text.find(":", self.block.head, self.block.head + _SHORT_TAIL)
        if (
            colon < 0
            or sentence.end - sentence.start > _SHORT_TAIL
            or text[sentence.start - 2 : sentence.start] != "; "
        ):
            return []
        named = choose(find_acts(text, self.block.head, colon), from_end=True)
        return [Act(named[0].kind, sentence.start, sentence.start)] if strong(named) else []

    def _from_before(self, sentence: Sentence, time: TimeExpression) -> list[Act]:
        """What a sentence that is only a term speaks of: "Hồ sơ gồm: … Thời hạn nộp: ngày 20/6"."""
        text = self.block.view.text
        if (
            vocabulary.any_of("acts", "bare_terms", starts=True).match(text[sentence.start : time.end])
            is None
        ):
            return []
        named = choose(find_acts(text, self.block.head, sentence.start), from_end=False)
        return [Act(named[0].kind, sentence.start, sentence.start)] if strong(named) else []

    def _from_heading(self) -> list[Act]:
        """The act named above: "- Thời gian: trước ngày 15/8" stands under "1. Đăng ký thi đua"."""
        for above in self.document.ancestors(self.block)[:1]:
            if above.level <= HEADING_LEVEL:
                return []
            strong = [
                act
                for act in find_acts(above.text[:_WHAT], 0, min(len(above.text), _WHAT))
                if act.kind != OTHER
            ]
            if strong:
                return [Act(strong[0].kind, self.block.head, self.block.head)]
        return []

    def _deadline(self, sentence: Sentence, item: Dated, act: Act, right: int) -> Deadline:
        time, text = item.time, self.block.view.text
        start = min(act.start, time.start)
        tail = text[time.end : sentence.end]
        end = sentence.end if len(tail) <= _SHORT_TAIL or time.start <= act.start else time.end
        if right < sentence.end:
            end = time.end if act.start < time.start else max(time.end, right)
        end += text[end : end + 1] == ")" and text[start:end].count("(") > text[start:end].count(")")
        precision = {"day": None, "none": None, "half": "month"}.get(time.precision, time.precision)
        kind = self._kind(act, time)
        again = self._again(time, kind)
        is_open = has_no_year(time) and again is None
        doubts = ["Không rõ việc phải làm"] if act.kind == OTHER else []
        if time.derived:
            doubts.append(time.derived)
        if time.assumed and time.last is not None and again is None:
            doubts.append(f"Văn bản không ghi năm; hiểu là năm {time.last.year}")
        if is_open:
            doubts.append(NO_YEAR)
        where = self.document.where(self.block, start, end, DOUBTFUL if doubts else LIKELY, "; ".join(doubts))
        return Deadline(
            date=None if time.recurring or again else time.last,
            kind=kind,
            who=self._who(sentence, act),
            what=self._what(act, time, sentence),
            where=where,
            recurring=time.recurring or again,
            precision=None if is_open else "around" if time.bound == "around" else precision,
            relative_to=left_open(text[time.start : time.end]) if is_open else None,
            day_of_month=time.day_of_month,
            ambiguity=NO_YEAR if is_open else None,
            derived=time.derived,
        )

    def _again(self, time: TimeExpression, kind: str = "report") -> str | None:
        """The rhythm of a duty whose day has no year, in a drive of several years."""
        if not over_years(self.period):
            return None
        text = self.block.view.text
        begun = max(self.block.head, *(text.rfind(mark, 0, time.start) for mark in (". ", "; ")))
        if kind == "report" and (rhythm := each_year(text, begun, time)) is not None:
            return rhythm
        return "yearly" if kind not in ONCE and at_each_end(text, begun, time) else None

    def _kind(self, act: Act, time: TimeExpression | None) -> str:
        """A mid-term review that is not of the half year ends a phase; who turns out each week launches nothing."""
        if act.kind == "launch" and time is not None and time.recurring is not None:
            return OTHER
        if act.kind != "review_6_month" or time is None or time.recurring is not None or time.last is None:
            return act.kind
        half = re.search(
            r"(?:6|06|sáu) tháng", self.block.view.text[act.start : time.end + _LEAD], re.IGNORECASE
        )
        text = self.block.view.text[act.start : time.end]
        midway = vocabulary.any_of("acts", "midway").search(text) is not None
        return act.kind if half or (time.last.month in _HALF_YEAR_MONTHS and not midway) else "phase_end"

    def _who(self, sentence: Sentence, act: Act) -> str:
        text = self.block.view.text
        if self.block.kind == "row":
            cells = [cell.strip() for cell in text.split("|")]
            return next((cell for cell in cells if (leading_actor(cell) or ("", 0))[0] == cell and cell), "")
        near = nearest_actor(text[sentence.start : sentence.end], max(0, act.start - sentence.start))
        return near or block_actor(self.document, self.block) or ""

    def _what(self, act: Act, time: TimeExpression, sentence: Sentence) -> str:
        text = self.block.view.text
        if act.start < time.start:
            return text[act.start : time.start].strip(" ,;:|*(-")[:_WHAT]
        return text[act.start : sentence.end].strip(" ,;:|*.(-/")[:_WHAT]

    def _relative(self, sentence: Sentence, inside: list[Dated]) -> Iterator[Deadline]:
        """Duties hung on an event ("kết thúc đợt thi đua", "vào dịp …"): kept without a day."""
        text = self.block.view.text
        event = first_event(text, sentence)
        kinds = set(vocabulary.words("acts", "relative_kinds"))
        if event is None:
            yield from self._of_year(sentence)
            return
        relative_to, at, past = event
        if relative_to == "counted":
            kinds.add(OTHER)
        if relative_to == "campaign_end" and not text[at:past].lower().startswith("vào dịp"):
            kinds -= {"award_ceremony", "review_6_month"}
        before = [act for act in find_acts(text, sentence.start, at) if act.kind in kinds]
        after = [act for act in find_acts(text, past, sentence.end) if act.kind in kinds]
        if relative_to == "event" and after and after[0].start - past <= 1:
            after = after[1:]  # "vào dịp tổng kết năm": what follows names the event
        leads = not before
        acts = before[-1:] if before else after[:1]
        if relative_to == "counted" and not acts:
            acts, leads = [Act(OTHER, sentence.start, at)], False
        for act in acts:
            start = at if leads else act.start
            where = self.document.where(
                self.block, start, sentence.end, DOUBTFUL, "Văn bản không nêu ngày, chỉ gắn với một sự kiện"
            )
            day = _celebrated_day(inside, at) if relative_to == "event" else None
            years = [int(y) for y in _YEAR.findall(text[past : sentence.end])] if not leads else []
            yield Deadline(
                date=day,
                kind=act.kind,
                who=self._who(sentence, act),
                what=text[act.start : at if not leads else sentence.end].strip(" ,;:.|*/")[:_WHAT],
                where=where,
                precision="around" if day is not None else None,
                year=years[-1] if years and day is None else None,
                relative_to=None
                if day is not None
                else _named_event(text, relative_to, at, past, sentence.end),
            )

    def _of_year(self, sentence: Sentence) -> Iterator[Deadline]:
        """A pledge of which only the year is said ("ký kết giao ước thi đua năm 2026")."""
        text = self.block.view.text
        if _OF_YEAR.search(text, sentence.start, sentence.end) is None:
            return
        for act in find_acts(text, sentence.start, sentence.end):
            year = re.match(r" năm (20\d\d)(?!\d)", text[act.end :])
            cited = not self.block.path and _CITES.search(text, sentence.start, act.start) is not None
            if act.kind == "pledge" and year is not None and not cited:
                where = self.document.where(
                    self.block, act.start, act.end + year.end(), DOUBTFUL, "Chỉ nêu năm"
                )
                what = text[act.start : act.end]
                yield Deadline(None, "pledge", self._who(sentence, act), what, where, year=int(year[1]))
                return


def _named_event(text: str, relative_to: str, at: int, past: int, end: int) -> str:
    """The key of an event, or its words where only they tell it ("trong vòng 20 ngày kể từ ngày ban hành")."""
    if relative_to in {"days", "counted"}:
        clause = _CLAUSE_END.search(text, past, end)
        return text[at : clause.start() if clause is not None else end].strip()
    return text[at:past] if relative_to == "event" else relative_to


def _is_adverb(text: str, time: TimeExpression) -> bool:
    """Whether the words describe a thing ("nhiệm vụ hằng năm"), not when a duty falls."""
    before = text[max(0, time.start - 24) : time.start]
    return (
        re.search(r"(?:nhiệm vụ|kế hoạch|chỉ tiêu|công tác|xã hội|thường xuyên) $", before, re.IGNORECASE)
        is not None
    )


def _celebrated_day(inside: list[Dated], at: int) -> datetime.date | None:
    """The day of the anniversary the duty is hung on."""
    for item in inside:
        if item.role == ANNIVERSARY and item.time.start >= at:
            return item.time.last
    return None
