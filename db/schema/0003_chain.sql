-- From nominee to decision: columns and new tables only, no table is rebuilt.

-- ---------------------------------------------------------------- appraisal

-- What a piece of evidence is, where it counts towards conditions: the title or form it names, its loại hình, the
-- rating or the initiative's scope; and the award of this register it was made from.
ALTER TABLE evidence ADD COLUMN form_code TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN award_type TEXT NOT NULL DEFAULT '' CHECK (award_type IN
    ('', 'merit', 'thematic', 'sudden', 'contribution', 'seniority', 'external'));
ALTER TABLE evidence ADD COLUMN grade TEXT NOT NULL DEFAULT '' CHECK (grade IN
    ('', 'poor', 'done', 'good', 'excellent', 'unit', 'province', 'national'));
ALTER TABLE evidence ADD COLUMN award_id INTEGER REFERENCES award (id) ON DELETE RESTRICT;
CREATE INDEX evidence_award ON evidence (award_id);

-- The year judged of a nomination outside a drive's window; null: told by the window or the day handed in.
ALTER TABLE nomination ADD COLUMN judged_year INTEGER CHECK (judged_year BETWEEN 1900 AND 2200);

-- At least this share of the individuals of a line works hands-on.
ALTER TABLE campaign_award ADD COLUMN min_direct_percent INTEGER CHECK (min_direct_percent BETWEEN 1 AND 100);

-- The province's quy chế and the office's own rules are rows beside the law's.
ALTER TABLE award_condition ADD COLUMN scope TEXT NOT NULL DEFAULT 'law' CHECK (scope IN ('law', 'province', 'own'));

ALTER TABLE nomination_finding ADD COLUMN alternative TEXT NOT NULL DEFAULT '';
ALTER TABLE nomination_finding ADD COLUMN computed_date TEXT CHECK (date(computed_date, '+0 days') IS computed_date);
ALTER TABLE nomination_finding ADD COLUMN override_date TEXT CHECK (date(override_date, '+0 days') IS override_date);
-- An overridden finding whose rule no longer applies is kept and shown as such.
ALTER TABLE nomination_finding ADD COLUMN stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1));

-- What only the officer or the council can say of a nominee: a criterion judged, a share of members, "đã kiểm tra kỷ luật".
CREATE TABLE nomination_answer (
    id INTEGER PRIMARY KEY,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id) ON DELETE RESTRICT,
    question TEXT NOT NULL CHECK (length(question) > 0),
    answer TEXT NOT NULL CHECK (length(answer) > 0),
    document TEXT NOT NULL DEFAULT '',
    day TEXT CHECK (date(day, '+0 days') IS day),
    UNIQUE (nomination_id, question)
) STRICT;

CREATE TABLE discipline (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    subject_id INTEGER NOT NULL REFERENCES subject (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('under_review', 'reprimand', 'warning', 'demotion', 'dismissal', 'other')),
    start_date TEXT NOT NULL CHECK (date(start_date, '+0 days') IS start_date),
    end_date TEXT CHECK (date(end_date, '+0 days') IS end_date),
    document TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    CHECK (end_date IS NULL OR start_date <= end_date)
) STRICT;
CREATE INDEX discipline_subject ON discipline (subject_id);

-- ---------------------------------------------------------------- dossiers: requests, receipts, inquiries, days

-- A letter about papers to one unit: the request to complete, or the receipt.
CREATE TABLE dossier_letter (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('request', 'receipt')),
    unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    campaign_id INTEGER REFERENCES campaign (id) ON DELETE RESTRICT,
    number TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    due_date TEXT CHECK (date(due_date, '+0 days') IS due_date),
    answered_date TEXT CHECK (date(answered_date, '+0 days') IS answered_date),
    note TEXT NOT NULL DEFAULT '',
    CHECK (due_date IS NULL OR day <= due_date)
) STRICT;
CREATE INDEX dossier_letter_unit ON dossier_letter (unit_id);
CREATE INDEX dossier_letter_campaign ON dossier_letter (campaign_id);

CREATE TABLE dossier_letter_item (
    id INTEGER PRIMARY KEY,
    dossier_letter_id INTEGER NOT NULL REFERENCES dossier_letter (id) ON DELETE RESTRICT,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id) ON DELETE RESTRICT,
    paper_code TEXT NOT NULL,
    name TEXT NOT NULL CHECK (length(name) > 0),
    UNIQUE (dossier_letter_id, nomination_id, paper_code)
) STRICT;
CREATE INDEX dossier_letter_item_nomination ON dossier_letter_item (nomination_id);

ALTER TABLE inquiry ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE inquiry ADD COLUMN answered_date TEXT CHECK (date(answered_date, '+0 days') IS answered_date);
ALTER TABLE inquiry ADD COLUMN result TEXT NOT NULL DEFAULT 'waiting' CHECK (result IN ('waiting', 'agreed', 'objected'));
CREATE INDEX inquiry_nomination ON inquiry (nomination_id);
CREATE INDEX inquiry_round ON inquiry (award_round_id);

-- How many days something may take: a dated catalogue.
CREATE TABLE time_limit (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('complete', 'decide', 'consultation', 'disclosure', 'notice', 'superior')),
    form_code TEXT NOT NULL DEFAULT '',
    award_type TEXT NOT NULL DEFAULT '' CHECK (award_type IN
        ('', 'merit', 'thematic', 'sudden', 'contribution', 'seniority', 'external')),
    days INTEGER CHECK (days > 0),
    day_unit TEXT NOT NULL DEFAULT 'working' CHECK (day_unit IN ('calendar', 'working')),
    text TEXT NOT NULL DEFAULT '',
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

-- ---------------------------------------------------------------- money

-- How prizes are computed: rounding, the object's factor, which of several is paid. A dated catalogue.
CREATE TABLE prize_rule (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('rounding', 'object_factor', 'same_achievement')),
    parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)),
    text TEXT NOT NULL,
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

-- What goes with an award and costs money: frame, sheet, flowers. The unit price is null while nobody entered it.
CREATE TABLE award_cost (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('frame', 'sheet', 'flowers', 'other')),
    name TEXT NOT NULL CHECK (length(name) > 0),
    form_code TEXT NOT NULL DEFAULT '',
    object_kind TEXT NOT NULL DEFAULT '' CHECK (object_kind IN ('', 'individual', 'collective', 'household')),
    amount INTEGER CHECK (amount >= 0),
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

-- The instruments a prize rests on, in words, so that a corrected catalogue changes no award.
ALTER TABLE award ADD COLUMN prize_source TEXT NOT NULL DEFAULT '';

-- The award fund: what came in, and what was spent beside the prizes of our own decisions (those count by themselves).
CREATE TABLE fund_entry (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    year INTEGER NOT NULL CHECK (year BETWEEN 1945 AND 2200),
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    kind TEXT NOT NULL CHECK (kind IN
        ('carried', 'budget', 'contribution', 'frame', 'sheet', 'flowers', 'prize', 'other')),
    amount INTEGER NOT NULL CHECK (amount > 0),
    what TEXT NOT NULL DEFAULT '',
    document TEXT NOT NULL DEFAULT '',
    decision_id INTEGER REFERENCES decision (id) ON DELETE RESTRICT,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX fund_entry_year ON fund_entry (year);
CREATE INDEX fund_entry_decision ON fund_entry (decision_id);

-- ---------------------------------------------------------------- council

-- Quorum and approving share: a dated catalogue. The share is "2/3", "70%" or ">1/2" (more than half), and null
-- while nobody entered the local rule. The base: all members, or those who took part.
CREATE TABLE vote_rule (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('quorum', 'approval')),
    form_code TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL DEFAULT 'any' CHECK (level IN
        ('any', 'commune', 'district', 'province', 'ministry', 'state', 'unit')),
    session_kind TEXT NOT NULL DEFAULT '' CHECK (session_kind IN ('', 'meeting', 'written')),
    share TEXT,
    base TEXT NOT NULL DEFAULT 'present' CHECK (base IN ('all', 'present')),
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

-- A role that changes hands is a row that ends and another that begins.
ALTER TABLE council_member ADD COLUMN active_from TEXT CHECK (date(active_from, '+0 days') IS active_from);
ALTER TABLE council_member ADD COLUMN active_to TEXT CHECK (date(active_to, '+0 days') IS active_to);

-- How it was voted; the base of this session where it differs from the catalogue's; the ballots counted.
ALTER TABLE meeting ADD COLUMN method TEXT NOT NULL DEFAULT '' CHECK (method IN ('', 'ballots', 'raised'));
ALTER TABLE meeting ADD COLUMN vote_base TEXT NOT NULL DEFAULT '' CHECK (vote_base IN ('', 'all', 'present'));
ALTER TABLE meeting ADD COLUMN ballots_issued INTEGER CHECK (ballots_issued >= 0);
ALTER TABLE meeting ADD COLUMN ballots_returned INTEGER CHECK (ballots_returned >= 0);

-- An absent member asked in writing; in a written round everybody is asked.
ALTER TABLE meeting_attendance ADD COLUMN asked_date TEXT CHECK (date(asked_date, '+0 days') IS asked_date);
ALTER TABLE meeting_attendance ADD COLUMN answered_date TEXT CHECK (date(answered_date, '+0 days') IS answered_date);

-- Base, votes needed and the rule in words as they held when it was voted; null for votes of the first version.
ALTER TABLE vote ADD COLUMN votes_invalid INTEGER NOT NULL DEFAULT 0 CHECK (votes_invalid >= 0);
ALTER TABLE vote ADD COLUMN base INTEGER CHECK (base >= 0);
ALTER TABLE vote ADD COLUMN needed INTEGER CHECK (needed >= 0);
ALTER TABLE vote ADD COLUMN threshold TEXT NOT NULL DEFAULT '';

-- The simplified procedure needs no council: its reason and article, cited by the decision.
CREATE TABLE simplified_case (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    campaign_id INTEGER REFERENCES campaign (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    article TEXT NOT NULL CHECK (length(article) > 0),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
ALTER TABLE nomination ADD COLUMN simplified_case_id INTEGER REFERENCES simplified_case (id) ON DELETE RESTRICT;
CREATE INDEX nomination_simplified ON nomination (simplified_case_id);

-- ---------------------------------------------------------------- submissions, corrections, organs, look-up

-- The level it goes to and the level that decides; what went with it; when the level between passed it on.
ALTER TABLE submission ADD COLUMN level TEXT NOT NULL DEFAULT '' CHECK (level IN
    ('', 'commune', 'district', 'province', 'ministry', 'state', 'unit'));
ALTER TABLE submission ADD COLUMN decided_level TEXT NOT NULL DEFAULT '' CHECK (decided_level IN
    ('', 'commune', 'district', 'province', 'ministry', 'state', 'unit'));
ALTER TABLE submission ADD COLUMN sent_papers TEXT NOT NULL DEFAULT '';
ALTER TABLE submission ADD COLUMN forwarded_date TEXT CHECK (date(forwarded_date, '+0 days') IS forwarded_date);
ALTER TABLE submission ADD COLUMN forwarded_number TEXT NOT NULL DEFAULT '';

-- The paper that answers for one name, the lower form that was given, and the decision once it is in the register.
ALTER TABLE submission_item ADD COLUMN document TEXT NOT NULL DEFAULT '';
ALTER TABLE submission_item ADD COLUMN granted_form TEXT NOT NULL DEFAULT '';
ALTER TABLE submission_item ADD COLUMN decision_id INTEGER REFERENCES decision (id) ON DELETE RESTRICT;
CREATE INDEX submission_item_decision ON submission_item (decision_id);

-- The organ's name on the day it was issued: a merger or a renaming changes no old decision.
ALTER TABLE decision ADD COLUMN organ_name TEXT NOT NULL DEFAULT '';
UPDATE decision SET organ_name = (SELECT name FROM organization o WHERE o.id = decision.organization_id)
WHERE status = 'issued';

-- A decision that corrects another one, and its effect on each award.
ALTER TABLE decision ADD COLUMN corrects_id INTEGER REFERENCES decision (id) ON DELETE RESTRICT;
ALTER TABLE decision ADD COLUMN correction_kind TEXT NOT NULL DEFAULT '' CHECK (correction_kind IN
    ('', 'adjust', 'cancel', 'revoke'));
ALTER TABLE decision ADD COLUMN correction_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX decision_corrects ON decision (corrects_id);
CREATE INDEX decision_day ON decision (status, day);

-- changes: {"recipient": ["as it stood", "as it shall stand"]}.
CREATE TABLE award_correction (
    id INTEGER PRIMARY KEY,
    decision_id INTEGER NOT NULL REFERENCES decision (id) ON DELETE RESTRICT,
    award_id INTEGER NOT NULL REFERENCES award (id) ON DELETE RESTRICT,
    effect TEXT NOT NULL CHECK (effect IN ('adjust', 'cancel', 'revoke')),
    changes TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(changes)),
    UNIQUE (decision_id, award_id)
) STRICT;
CREATE INDEX award_correction_award ON award_correction (award_id);

CREATE TABLE organization_succession (
    id INTEGER PRIMARY KEY,
    former_id INTEGER NOT NULL REFERENCES organization (id) ON DELETE RESTRICT,
    present_id INTEGER NOT NULL REFERENCES organization (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    document TEXT NOT NULL DEFAULT '',
    UNIQUE (former_id, present_id),
    CHECK (former_id <> present_id)
) STRICT;
CREATE INDEX organization_succession_present ON organization_succession (present_id);

-- The number in the old book an award was taken over from; what was taken over waits for nothing any more.
ALTER TABLE award ADD COLUMN old_number TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN taken_over INTEGER NOT NULL DEFAULT 0 CHECK (taken_over IN (0, 1));

-- ---------------------------------------------------------------- statistics

ALTER TABLE subject ADD COLUMN religion TEXT NOT NULL DEFAULT '';

-- Who launched a drive and how far it reaches; empty: the office itself.
ALTER TABLE campaign ADD COLUMN launch_level TEXT NOT NULL DEFAULT '' CHECK (launch_level IN
    ('', 'central', 'province', 'own'));
ALTER TABLE campaign ADD COLUMN scope_level TEXT NOT NULL DEFAULT '' CHECK (scope_level IN
    ('', 'national', 'province', 'cluster', 'own'));

-- ---------------------------------------------------------------- papers

-- The form of a report on achievements by kind of award and day: its number in the decree, its sections.
CREATE TABLE paper_form (
    id INTEGER PRIMARY KEY,
    award_type TEXT NOT NULL DEFAULT '' CHECK (award_type IN
        ('', 'merit', 'thematic', 'sudden', 'contribution', 'seniority', 'external')),
    object_kind TEXT NOT NULL DEFAULT '' CHECK (object_kind IN ('', 'individual', 'collective', 'household')),
    layout TEXT NOT NULL CHECK (layout IN ('full', 'short')),
    form_number TEXT NOT NULL DEFAULT '',
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

-- How long a dossier is kept; neither years nor for ever: not known.
CREATE TABLE retention (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('award', 'drive', 'conference', 'plan', 'regulation', 'letter', 'foreign')),
    level TEXT NOT NULL DEFAULT '' CHECK (level IN
        ('', 'commune', 'district', 'province', 'ministry', 'state', 'unit')),
    name TEXT NOT NULL CHECK (length(name) > 0),
    years INTEGER CHECK (years > 0),
    permanent INTEGER NOT NULL DEFAULT 0 CHECK (permanent IN (0, 1)),
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    CHECK (permanent = 0 OR years IS NULL)
) STRICT;

-- Where prize money may be paid to.
ALTER TABLE subject ADD COLUMN bank_account TEXT NOT NULL DEFAULT '';
ALTER TABLE subject ADD COLUMN bank_name TEXT NOT NULL DEFAULT '';
