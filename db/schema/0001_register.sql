-- Version 1 of the register. Never edited after it shipped: later versions are new files.
--
-- Conventions
--   id            integer key, used inside this file only
--   uid           uuid of whatever leaves the file (forms, exports) and comes back
--   day, *_date   ISO date; date(x,'+0 days') IS x also refuses 31/02, which plain date(x) lets through
--   start_on, …   partial dates are declared with the three-way check: 2023, 2023-06 or 2023-06-15
--   money         integer đồng; lengths µm; scales ppm; coefficients and measures in thousandths. No REAL.
--   folded        accent-free text for search; sort_key: Vietnamese dictionary order under BINARY collation
-- Foreign keys are RESTRICT everywhere: undo must never find rows that vanished by themselves.

-- ---------------------------------------------------------------- the change log itself (not logged)

CREATE TABLE action (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) > 0),
    at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
    who TEXT NOT NULL DEFAULT '',
    undoes_id INTEGER REFERENCES action (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX action_undoes ON action (undoes_id);

-- Exactly one row while an action runs; the triggers refuse every write without it.
CREATE TABLE open_action (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    action_id INTEGER NOT NULL REFERENCES action (id) ON DELETE RESTRICT
) STRICT;

CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES action (id) ON DELETE RESTRICT,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    operation TEXT NOT NULL CHECK (operation IN ('insert', 'update', 'delete')),
    payload TEXT,
    payload_sha256 TEXT
) STRICT;
CREATE INDEX change_of_action ON change (action_id);
CREATE INDEX change_of_row ON change (table_name, row_id);

-- Facts about the file rather than the register, e.g. the action after the last rebuilding migration.
CREATE TABLE store_fact (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- ---------------------------------------------------------------- attachments

CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    name TEXT NOT NULL CHECK (length(name) > 0),
    mime TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0)
) STRICT;
CREATE INDEX attachment_sha ON attachment (sha256);

-- Outside the change log: JSON holds no blobs. Dropped only when no attachment and no action refers to them.
CREATE TABLE attachment_bytes (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL
) STRICT;

-- ---------------------------------------------------------------- office, units, clusters

CREATE TABLE organization (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) > 0),
    header_lines TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    parent_name TEXT NOT NULL DEFAULT '',
    province TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL CHECK (level IN
        ('commune', 'ward', 'township', 'special_zone', 'district', 'town', 'city', 'province', 'other')),
    symbol TEXT NOT NULL DEFAULT 'UBND',
    council_symbol TEXT NOT NULL DEFAULT 'HĐTĐKT',
    head_title TEXT NOT NULL DEFAULT '',
    is_own INTEGER NOT NULL DEFAULT 0 CHECK (is_own IN (0, 1)),
    emblem_id INTEGER REFERENCES attachment (id) ON DELETE RESTRICT,
    logo_id INTEGER REFERENCES attachment (id) ON DELETE RESTRICT,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX organization_own ON organization (is_own) WHERE is_own = 1;

CREATE TABLE signer (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    organization_id INTEGER NOT NULL REFERENCES organization (id) ON DELETE RESTRICT,
    name TEXT NOT NULL CHECK (length(name) > 0),
    title TEXT NOT NULL,
    signature_form TEXT NOT NULL DEFAULT 'head' CHECK (signature_form IN ('head', 'kt', 'tl', 'tuq', 'tm', 'q')),
    ordinal INTEGER NOT NULL DEFAULT 0,
    active_from TEXT CHECK (date(active_from, '+0 days') IS active_from),
    active_to TEXT CHECK (date(active_to, '+0 days') IS active_to)
) STRICT;
CREATE INDEX signer_organization ON signer (organization_id);

CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) > 0),
    short_name TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL CHECK (kind IN
        ('department', 'sector', 'neighborhood', 'front_union', 'party', 'school', 'health', 'police_military',
         'vertical', 'enterprise', 'religious', 'commune', 'other')),
    head_name TEXT NOT NULL DEFAULT '',
    contact_name TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    active_from TEXT CHECK (date(active_from, '+0 days') IS active_from),
    active_to TEXT CHECK (date(active_to, '+0 days') IS active_to),
    note TEXT NOT NULL DEFAULT '',
    folded TEXT NOT NULL,
    sort_key TEXT NOT NULL
) STRICT;
CREATE INDEX unit_order ON unit (sort_key, folded, name);

CREATE TABLE unit_succession (
    id INTEGER PRIMARY KEY,
    predecessor_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    successor_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (predecessor_id, successor_id),
    CHECK (predecessor_id <> successor_id)
) STRICT;
CREATE INDEX unit_succession_successor ON unit_succession (successor_id);

CREATE TABLE cluster (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) > 0),
    kind TEXT NOT NULL DEFAULT 'cluster' CHECK (kind IN ('cluster', 'bloc')),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE cluster_year (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id) ON DELETE RESTRICT,
    year INTEGER NOT NULL CHECK (year BETWEEN 1945 AND 2200),
    head_unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    deputy_unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    pledge_date TEXT CHECK (date(pledge_date, '+0 days') IS pledge_date),
    pledge_id INTEGER REFERENCES attachment (id) ON DELETE RESTRICT,
    UNIQUE (cluster_id, year)
) STRICT;

CREATE TABLE cluster_member (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL REFERENCES cluster (id) ON DELETE RESTRICT,
    unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    year INTEGER NOT NULL CHECK (year BETWEEN 1945 AND 2200),
    UNIQUE (cluster_id, unit_id, year)
) STRICT;
CREATE INDEX cluster_member_unit ON cluster_member (unit_id);

-- ---------------------------------------------------------------- campaigns

CREATE TABLE campaign (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL UNIQUE CHECK (length(code) > 0),
    title TEXT NOT NULL CHECK (length(title) > 0),
    short_title TEXT NOT NULL DEFAULT '',
    folded TEXT NOT NULL,
    parent_id INTEGER REFERENCES campaign (id) ON DELETE RESTRICT,
    mode TEXT NOT NULL DEFAULT 'thematic' CHECK (mode IN ('regular', 'thematic')),
    scope TEXT NOT NULL DEFAULT '',
    theme TEXT NOT NULL DEFAULT '',
    start_on TEXT CHECK (start_on IS NULL OR (length(start_on) = 4 AND start_on GLOB '[12][0-9][0-9][0-9]')
        OR (length(start_on) = 7 AND date(start_on || '-01', '+0 days') IS start_on || '-01')
        OR date(start_on, '+0 days') IS start_on),
    end_on TEXT CHECK (end_on IS NULL OR (length(end_on) = 4 AND end_on GLOB '[12][0-9][0-9][0-9]')
        OR (length(end_on) = 7 AND date(end_on || '-01', '+0 days') IS end_on || '-01')
        OR date(end_on, '+0 days') IS end_on),
    closed_date TEXT CHECK (date(closed_date, '+0 days') IS closed_date),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE campaign_anniversary (
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    years INTEGER,
    day TEXT CHECK (date(day, '+0 days') IS day)
) STRICT;
CREATE INDEX campaign_anniversary_campaign ON campaign_anniversary (campaign_id);

CREATE TABLE campaign_phase (
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE RESTRICT,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) > 0),
    start_date TEXT CHECK (date(start_date, '+0 days') IS start_date),
    end_date TEXT CHECK (date(end_date, '+0 days') IS end_date),
    UNIQUE (campaign_id, ordinal)
) STRICT;

CREATE TABLE campaign_document (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE RESTRICT,
    role TEXT NOT NULL CHECK (role IN ('superior_launch', 'own_plan', 'guidance', 'extension', 'allocation', 'other')),
    type TEXT NOT NULL CHECK (type IN ('plan', 'directive', 'letter', 'decision', 'guidance', 'report', 'other')),
    number TEXT,
    day TEXT CHECK (day IS NULL OR (length(day) = 4 AND day GLOB '[12][0-9][0-9][0-9]')
        OR (length(day) = 7 AND date(day || '-01', '+0 days') IS day || '-01')
        OR date(day, '+0 days') IS day),
    issuer TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    attachment_id INTEGER REFERENCES attachment (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX campaign_document_campaign ON campaign_document (campaign_id);

CREATE TABLE campaign_award (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE RESTRICT,
    ordinal INTEGER NOT NULL DEFAULT 0,
    form_code TEXT NOT NULL,
    form_name TEXT NOT NULL,
    authority TEXT NOT NULL DEFAULT '',
    authority_level TEXT NOT NULL DEFAULT 'commune'
        CHECK (authority_level IN ('commune', 'district', 'province', 'ministry', 'state', 'unit')),
    object_kinds TEXT NOT NULL DEFAULT 'individual,collective,household',
    quota_individual INTEGER CHECK (quota_individual >= 0),
    quota_collective INTEGER CHECK (quota_collective >= 0),
    quota_household INTEGER CHECK (quota_household >= 0),
    quota_total INTEGER CHECK (quota_total >= 0),
    window_start INTEGER CHECK (window_start BETWEEN 1900 AND 2200),
    window_end INTEGER CHECK (window_end BETWEEN 1900 AND 2200),
    window_mode TEXT NOT NULL DEFAULT 'within' CHECK (window_mode IN ('within', 'every_year', 'consecutive')),
    window_years INTEGER CHECK (window_years > 0),
    criteria TEXT NOT NULL DEFAULT '',
    quote TEXT NOT NULL DEFAULT '',
    citation_individual TEXT NOT NULL DEFAULT '',
    citation_collective TEXT NOT NULL DEFAULT '',
    citation_household TEXT NOT NULL DEFAULT '',
    campaign_document_id INTEGER REFERENCES campaign_document (id) ON DELETE RESTRICT,
    CHECK (window_start IS NULL OR window_end IS NULL OR window_start <= window_end)
) STRICT;
CREATE INDEX campaign_award_campaign ON campaign_award (campaign_id);

CREATE TABLE award_round (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    campaign_id INTEGER REFERENCES campaign (id) ON DELETE RESTRICT,
    phase_id INTEGER REFERENCES campaign_phase (id) ON DELETE RESTRICT,
    name TEXT NOT NULL CHECK (length(name) > 0),
    day TEXT CHECK (date(day, '+0 days') IS day),
    closed_date TEXT CHECK (date(closed_date, '+0 days') IS closed_date)
) STRICT;
CREATE INDEX award_round_campaign ON award_round (campaign_id);

CREATE TABLE milestone (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE RESTRICT,
    campaign_document_id INTEGER REFERENCES campaign_document (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN
        ('registration', 'plan', 'report', 'pledge', 'phase_end', 'dossier', 'review', 'launch', 'ceremony',
         'end', 'other')),
    direction TEXT NOT NULL DEFAULT 'from_units' CHECK (direction IN ('from_units', 'to_superior', 'inside', 'none')),
    who TEXT NOT NULL DEFAULT '',
    what TEXT NOT NULL CHECK (length(what) > 0),
    day_kind TEXT NOT NULL CHECK (day_kind IN ('fixed', 'recurring', 'relative', 'unset')),
    day TEXT CHECK (date(day, '+0 days') IS day),
    recurrence TEXT CHECK (recurrence IN ('weekly', 'monthly', 'quarterly', '6 months', 'yearly')),
    recurrence_day INTEGER CHECK (recurrence_day BETWEEN 1 AND 31),
    relative_to_id INTEGER REFERENCES milestone (id) ON DELETE RESTRICT,
    relative_days INTEGER,
    relative_unit TEXT CHECK (relative_unit IN ('calendar', 'working')),
    relative_text TEXT NOT NULL DEFAULT '',
    quote TEXT NOT NULL DEFAULT '',
    quote_start INTEGER,
    quote_end INTEGER,
    section TEXT NOT NULL DEFAULT '',
    confirmed_by TEXT NOT NULL DEFAULT '',
    confirmed_at TEXT CHECK (confirmed_at IS NULL OR datetime(confirmed_at) IS NOT NULL),
    CHECK (day_kind <> 'fixed' OR day IS NOT NULL),
    CHECK (day_kind <> 'recurring' OR recurrence IS NOT NULL)
) STRICT;
CREATE INDEX milestone_campaign ON milestone (campaign_id);

CREATE TABLE requirement (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE RESTRICT,
    milestone_id INTEGER REFERENCES milestone (id) ON DELETE RESTRICT,
    name TEXT NOT NULL CHECK (length(name) > 0),
    who TEXT NOT NULL DEFAULT '',
    unit_kinds TEXT NOT NULL DEFAULT '',
    rule TEXT NOT NULL CHECK (rule IN ('any', 'all')),
    min_model INTEGER NOT NULL DEFAULT 0 CHECK (min_model >= 0),
    min_work INTEGER NOT NULL DEFAULT 0 CHECK (min_work >= 0),
    min_task INTEGER NOT NULL DEFAULT 0 CHECK (min_task >= 0),
    quote TEXT NOT NULL DEFAULT '',
    ambiguity TEXT NOT NULL DEFAULT '',
    CHECK (min_model + min_work + min_task > 0)
) STRICT;
CREATE INDEX requirement_campaign ON requirement (campaign_id);

CREATE TABLE obligation (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE RESTRICT,
    requirement_id INTEGER REFERENCES requirement (id) ON DELETE RESTRICT,
    milestone_id INTEGER REFERENCES milestone (id) ON DELETE RESTRICT,
    unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    direction TEXT NOT NULL CHECK (direction IN ('from_units', 'to_superior', 'inside')),
    kind TEXT NOT NULL CHECK (kind IN ('registration', 'plan', 'report', 'dossier', 'pledge', 'other')),
    name TEXT NOT NULL CHECK (length(name) > 0),
    responsible TEXT NOT NULL DEFAULT '',
    due_date TEXT CHECK (date(due_date, '+0 days') IS due_date),
    extended_to TEXT CHECK (date(extended_to, '+0 days') IS extended_to),
    extension_document TEXT NOT NULL DEFAULT '',
    waived_date TEXT CHECK (date(waived_date, '+0 days') IS waived_date),
    waiver_reason TEXT NOT NULL DEFAULT '',
    waiver_document TEXT NOT NULL DEFAULT '',
    CHECK (direction <> 'from_units' OR unit_id IS NOT NULL),
    CHECK ((kind = 'registration') = (requirement_id IS NOT NULL)),
    CHECK (waived_date IS NULL OR length(waiver_reason) > 0)
) STRICT;
CREATE UNIQUE INDEX obligation_requirement ON obligation (requirement_id, unit_id) WHERE requirement_id IS NOT NULL;
CREATE UNIQUE INDEX obligation_milestone ON obligation (milestone_id, unit_id, due_date)
    WHERE requirement_id IS NULL AND milestone_id IS NOT NULL;
CREATE INDEX obligation_campaign ON obligation (campaign_id);
CREATE INDEX obligation_unit ON obligation (unit_id);

CREATE TABLE submission_received (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    obligation_id INTEGER NOT NULL REFERENCES obligation (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    channel TEXT NOT NULL DEFAULT 'letter' CHECK (channel IN ('letter', 'zalo', 'phone', 'meeting', 'email', 'other')),
    number TEXT NOT NULL DEFAULT '',
    document_date TEXT CHECK (date(document_date, '+0 days') IS document_date),
    attachment_id INTEGER REFERENCES attachment (id) ON DELETE RESTRICT,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX submission_received_obligation ON submission_received (obligation_id);

CREATE TABLE reminder (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    obligation_id INTEGER NOT NULL REFERENCES obligation (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    channel TEXT NOT NULL CHECK (channel IN ('letter', 'zalo', 'phone', 'meeting', 'email', 'other')),
    number TEXT NOT NULL DEFAULT '',
    by_whom TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX reminder_obligation ON reminder (obligation_id);

CREATE TABLE registration (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('model', 'work', 'task')),
    title TEXT NOT NULL CHECK (length(title) > 0),
    folded TEXT NOT NULL,
    content TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    planned_budget INTEGER CHECK (planned_budget >= 0),
    planned_people INTEGER CHECK (planned_people >= 0),
    planned_other INTEGER CHECK (planned_other >= 0),
    final_budget INTEGER CHECK (final_budget >= 0),
    final_people INTEGER CHECK (final_people >= 0),
    final_other INTEGER CHECK (final_other >= 0),
    labour_days INTEGER CHECK (labour_days >= 0),
    land_m2 INTEGER CHECK (land_m2 >= 0),
    beneficiaries TEXT NOT NULL DEFAULT '',
    start_on TEXT CHECK (start_on IS NULL OR (length(start_on) = 4 AND start_on GLOB '[12][0-9][0-9][0-9]')
        OR (length(start_on) = 7 AND date(start_on || '-01', '+0 days') IS start_on || '-01')
        OR date(start_on, '+0 days') IS start_on),
    finish_on TEXT CHECK (finish_on IS NULL OR (length(finish_on) = 4 AND finish_on GLOB '[12][0-9][0-9][0-9]')
        OR (length(finish_on) = 7 AND date(finish_on || '-01', '+0 days') IS finish_on || '-01')
        OR date(finish_on, '+0 days') IS finish_on),
    channel TEXT NOT NULL DEFAULT 'letter' CHECK (channel IN ('letter', 'zalo', 'phone', 'meeting', 'email', 'other')),
    awaits_paper INTEGER NOT NULL DEFAULT 0 CHECK (awaits_paper IN (0, 1)),
    number TEXT NOT NULL DEFAULT '',
    document_date TEXT CHECK (date(document_date, '+0 days') IS document_date),
    received_date TEXT CHECK (date(received_date, '+0 days') IS received_date),
    status TEXT NOT NULL DEFAULT 'registered' CHECK (status IN
        ('registered', 'in_progress', 'completed', 'accepted', 'plaque', 'stopped')),
    returned_date TEXT CHECK (date(returned_date, '+0 days') IS returned_date),
    return_reason TEXT NOT NULL DEFAULT '',
    replaced_by_id INTEGER REFERENCES registration (id) ON DELETE RESTRICT,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX registration_campaign ON registration (campaign_id);

CREATE TABLE registration_unit (
    id INTEGER PRIMARY KEY,
    registration_id INTEGER NOT NULL REFERENCES registration (id) ON DELETE RESTRICT,
    unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    role TEXT NOT NULL DEFAULT 'lead' CHECK (role IN ('lead', 'together')),
    UNIQUE (registration_id, unit_id)
) STRICT;
CREATE INDEX registration_unit_unit ON registration_unit (unit_id);

CREATE TABLE registration_progress (
    id INTEGER PRIMARY KEY,
    registration_id INTEGER NOT NULL REFERENCES registration (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    note TEXT NOT NULL
) STRICT;
CREATE INDEX registration_progress_registration ON registration_progress (registration_id);

CREATE TABLE registration_attachment (
    id INTEGER PRIMARY KEY,
    registration_id INTEGER NOT NULL REFERENCES registration (id) ON DELETE RESTRICT,
    attachment_id INTEGER NOT NULL REFERENCES attachment (id) ON DELETE RESTRICT,
    UNIQUE (registration_id, attachment_id)
) STRICT;

CREATE TABLE target (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE RESTRICT,
    unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    ordinal INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL CHECK (length(name) > 0),
    measure TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'cumulative' CHECK (kind IN ('cumulative', 'state', 'decrease')),
    annual_thousandths INTEGER NOT NULL,
    due_on TEXT CHECK (due_on IS NULL OR (length(due_on) = 4 AND due_on GLOB '[12][0-9][0-9][0-9]')
        OR (length(due_on) = 7 AND date(due_on || '-01', '+0 days') IS due_on || '-01')
        OR date(due_on, '+0 days') IS due_on),
    quote TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX target_campaign ON target (campaign_id);

CREATE TABLE target_result (
    id INTEGER PRIMARY KEY,
    target_id INTEGER NOT NULL REFERENCES target (id) ON DELETE RESTRICT,
    phase_id INTEGER NOT NULL REFERENCES campaign_phase (id) ON DELETE RESTRICT,
    value_thousandths INTEGER NOT NULL,
    day TEXT CHECK (date(day, '+0 days') IS day),
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (target_id, phase_id)
) STRICT;

CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE RESTRICT,
    unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    who TEXT NOT NULL DEFAULT '',
    what TEXT NOT NULL CHECK (length(what) > 0),
    due_date TEXT CHECK (date(due_date, '+0 days') IS due_date),
    done_date TEXT CHECK (date(done_date, '+0 days') IS done_date),
    section TEXT NOT NULL DEFAULT '',
    quote TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX task_campaign ON task (campaign_id);

-- ---------------------------------------------------------------- people, nominations, evidence

CREATE TABLE subject (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('individual', 'collective', 'household')),
    honorific TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL CHECK (length(name) > 0),
    birth_on TEXT CHECK (birth_on IS NULL OR (length(birth_on) = 4 AND birth_on GLOB '[12][0-9][0-9][0-9]')
        OR (length(birth_on) = 7 AND date(birth_on || '-01', '+0 days') IS birth_on || '-01')
        OR date(birth_on, '+0 days') IS birth_on),
    sex TEXT CHECK (sex IN ('male', 'female')),
    ethnic_group TEXT NOT NULL DEFAULT '',
    position TEXT NOT NULL DEFAULT '',
    unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    workplace TEXT NOT NULL DEFAULT '',
    object_class TEXT NOT NULL DEFAULT '' CHECK (object_class IN
        ('', 'leader', 'manager', 'official', 'direct', 'farmer', 'business', 'other')),
    head_name TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    since_year INTEGER CHECK (since_year BETWEEN 1900 AND 2200),
    note TEXT NOT NULL DEFAULT '',
    folded TEXT NOT NULL,
    sort_key TEXT NOT NULL
) STRICT;
CREATE INDEX subject_order ON subject (sort_key, folded, name);
CREATE INDEX subject_folded ON subject (folded);
CREATE INDEX subject_unit ON subject (unit_id);

CREATE TABLE nomination (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    campaign_id INTEGER REFERENCES campaign (id) ON DELETE RESTRICT,
    campaign_award_id INTEGER REFERENCES campaign_award (id) ON DELETE RESTRICT,
    award_round_id INTEGER REFERENCES award_round (id) ON DELETE RESTRICT,
    award_type TEXT NOT NULL DEFAULT 'thematic' CHECK (award_type IN
        ('merit', 'thematic', 'sudden', 'contribution', 'seniority', 'external')),
    subject_id INTEGER NOT NULL REFERENCES subject (id) ON DELETE RESTRICT,
    proposing_unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    form_code TEXT NOT NULL,
    citation TEXT,
    summary TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN
        ('draft', 'submitted', 'appraised', 'approved', 'rejected', 'decided', 'sent_up', 'returned', 'withdrawn')),
    submitted_date TEXT CHECK (date(submitted_date, '+0 days') IS submitted_date),
    returned_date TEXT CHECK (date(returned_date, '+0 days') IS returned_date),
    status_reason TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX nomination_campaign ON nomination (campaign_id);
CREATE INDEX nomination_subject ON nomination (subject_id);

CREATE TABLE nomination_finding (
    id INTEGER PRIMARY KEY,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id) ON DELETE RESTRICT,
    rule TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('met', 'not_met', 'unknown')),
    sentence TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    override_reason TEXT NOT NULL DEFAULT '',
    override_document TEXT NOT NULL DEFAULT '',
    UNIQUE (nomination_id, rule)
) STRICT;

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id) ON DELETE RESTRICT,
    year_from INTEGER NOT NULL CHECK (year_from BETWEEN 1900 AND 2200),
    year_to INTEGER NOT NULL CHECK (year_to BETWEEN 1900 AND 2200),
    kind TEXT NOT NULL CHECK (kind IN ('title', 'certificate', 'initiative', 'figures', 'confirmation', 'rating', 'other')),
    what TEXT NOT NULL CHECK (length(what) > 0),
    number TEXT NOT NULL DEFAULT '',
    document_on TEXT CHECK (document_on IS NULL OR (length(document_on) = 4 AND document_on GLOB '[12][0-9][0-9][0-9]')
        OR (length(document_on) = 7 AND date(document_on || '-01', '+0 days') IS document_on || '-01')
        OR date(document_on, '+0 days') IS document_on),
    issuer TEXT NOT NULL DEFAULT '',
    attachment_id INTEGER REFERENCES attachment (id) ON DELETE RESTRICT,
    checked INTEGER NOT NULL DEFAULT 0 CHECK (checked IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    CHECK (year_from <= year_to)
) STRICT;
CREATE INDEX evidence_nomination ON evidence (nomination_id);

CREATE TABLE dossier_item (
    id INTEGER PRIMARY KEY,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id) ON DELETE RESTRICT,
    paper_code TEXT NOT NULL,
    name TEXT NOT NULL CHECK (length(name) > 0),
    state TEXT NOT NULL CHECK (state IN ('have', 'missing', 'awaited', 'not_needed')),
    day TEXT CHECK (date(day, '+0 days') IS day),
    attachment_id INTEGER REFERENCES attachment (id) ON DELETE RESTRICT,
    UNIQUE (nomination_id, paper_code)
) STRICT;

CREATE TABLE inquiry (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    award_round_id INTEGER REFERENCES award_round (id) ON DELETE RESTRICT,
    nomination_id INTEGER REFERENCES nomination (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('consultation', 'disclosure')),
    place TEXT NOT NULL DEFAULT '',
    start_date TEXT CHECK (date(start_date, '+0 days') IS start_date),
    end_date TEXT CHECK (date(end_date, '+0 days') IS end_date),
    answer TEXT NOT NULL DEFAULT '',
    objection TEXT NOT NULL DEFAULT '',
    CHECK (award_round_id IS NOT NULL OR nomination_id IS NOT NULL)
) STRICT;

-- ---------------------------------------------------------------- dated catalogues
-- key columns differ, the tail (valid_from, valid_to, source, verified, note) is the same everywhere

CREATE TABLE award_form (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CHECK (length(code) > 0),
    name TEXT NOT NULL CHECK (length(name) > 0),
    short_name TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL CHECK (category IN ('title', 'form')),
    object_kinds TEXT NOT NULL,
    ordinal INTEGER NOT NULL DEFAULT 0,
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE award_condition (
    id INTEGER PRIMARY KEY,
    form_code TEXT NOT NULL,
    award_type TEXT NOT NULL DEFAULT '' CHECK (award_type IN
        ('', 'merit', 'thematic', 'sudden', 'contribution', 'seniority', 'external')),
    object_kind TEXT NOT NULL DEFAULT '' CHECK (object_kind IN ('', 'individual', 'collective', 'household')),
    alternative TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)),
    text TEXT NOT NULL,
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE prize_rate (
    id INTEGER PRIMARY KEY,
    form_code TEXT NOT NULL,
    object_kind TEXT NOT NULL CHECK (object_kind IN ('individual', 'collective', 'household')),
    level TEXT NOT NULL CHECK (level IN ('any', 'commune', 'district', 'province', 'ministry', 'state', 'unit')),
    coefficient_thousandths INTEGER CHECK (coefficient_thousandths >= 0),
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE base_salary (
    id INTEGER PRIMARY KEY,
    amount INTEGER NOT NULL CHECK (amount > 0),
    valid_from TEXT NOT NULL CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE authority (
    id INTEGER PRIMARY KEY,
    form_code TEXT NOT NULL,
    object_kind TEXT NOT NULL DEFAULT '' CHECK (object_kind IN ('', 'individual', 'collective', 'household')),
    level TEXT NOT NULL CHECK (level IN ('commune', 'district', 'province', 'ministry', 'state', 'unit')),
    decided_by TEXT NOT NULL,
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE legal_basis (
    id INTEGER PRIMARY KEY,
    paper_kind TEXT NOT NULL,
    ordinal INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL,
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE paper_requirement (
    id INTEGER PRIMARY KEY,
    form_code TEXT NOT NULL DEFAULT '',
    award_type TEXT NOT NULL DEFAULT '' CHECK (award_type IN
        ('', 'merit', 'thematic', 'sudden', 'contribution', 'seniority', 'external')),
    object_kind TEXT NOT NULL DEFAULT '' CHECK (object_kind IN ('', 'individual', 'collective', 'household')),
    paper_code TEXT NOT NULL,
    name TEXT NOT NULL,
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE holiday (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    name TEXT NOT NULL,
    valid_from TEXT CHECK (date(valid_from, '+0 days') IS valid_from),
    valid_to TEXT CHECK (date(valid_to, '+0 days') IS valid_to),
    source TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

-- ---------------------------------------------------------------- council, submissions, decisions, awards

CREATE TABLE council (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) > 0),
    number TEXT NOT NULL DEFAULT '',
    day TEXT CHECK (date(day, '+0 days') IS day),
    active_from TEXT CHECK (date(active_from, '+0 days') IS active_from),
    active_to TEXT CHECK (date(active_to, '+0 days') IS active_to)
) STRICT;

CREATE TABLE council_member (
    id INTEGER PRIMARY KEY,
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE RESTRICT,
    ordinal INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL CHECK (length(name) > 0),
    position TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL CHECK (role IN ('chair', 'standing_deputy', 'deputy', 'member', 'secretary'))
) STRICT;
CREATE INDEX council_member_council ON council_member (council_id);

CREATE TABLE meeting (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    council_id INTEGER NOT NULL REFERENCES council (id) ON DELETE RESTRICT,
    campaign_id INTEGER REFERENCES campaign (id) ON DELETE RESTRICT,
    award_round_id INTEGER REFERENCES award_round (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL DEFAULT 'meeting' CHECK (kind IN ('meeting', 'written')),
    number TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    place TEXT NOT NULL DEFAULT '',
    returned_date TEXT CHECK (date(returned_date, '+0 days') IS returned_date),
    minutes TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE meeting_attendance (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
    council_member_id INTEGER NOT NULL REFERENCES council_member (id) ON DELETE RESTRICT,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (meeting_id, council_member_id)
) STRICT;

CREATE TABLE vote (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id) ON DELETE RESTRICT,
    votes_for INTEGER NOT NULL CHECK (votes_for >= 0),
    votes_against INTEGER NOT NULL DEFAULT 0 CHECK (votes_against >= 0),
    result TEXT NOT NULL CHECK (result IN ('approved', 'rejected', 'deferred')),
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (meeting_id, nomination_id)
) STRICT;
CREATE INDEX vote_nomination ON vote (nomination_id);

CREATE TABLE submission (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    campaign_id INTEGER REFERENCES campaign (id) ON DELETE RESTRICT,
    award_round_id INTEGER REFERENCES award_round (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('council', 'superior')),
    form_code TEXT NOT NULL DEFAULT '',
    addressee TEXT NOT NULL DEFAULT '',
    number TEXT,
    day TEXT CHECK (date(day, '+0 days') IS day),
    sent_date TEXT CHECK (date(sent_date, '+0 days') IS sent_date),
    answer_due TEXT CHECK (date(answer_due, '+0 days') IS answer_due),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE submission_item (
    id INTEGER PRIMARY KEY,
    submission_id INTEGER NOT NULL REFERENCES submission (id) ON DELETE RESTRICT,
    nomination_id INTEGER NOT NULL REFERENCES nomination (id) ON DELETE RESTRICT,
    result TEXT NOT NULL DEFAULT 'waiting' CHECK (result IN ('waiting', 'granted', 'lower', 'refused', 'returned')),
    result_date TEXT CHECK (date(result_date, '+0 days') IS result_date),
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (submission_id, nomination_id)
) STRICT;
CREATE INDEX submission_item_nomination ON submission_item (nomination_id);

CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    organization_id INTEGER NOT NULL REFERENCES organization (id) ON DELETE RESTRICT,
    campaign_id INTEGER REFERENCES campaign (id) ON DELETE RESTRICT,
    award_round_id INTEGER REFERENCES award_round (id) ON DELETE RESTRICT,
    meeting_id INTEGER REFERENCES meeting (id) ON DELETE RESTRICT,
    status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'to_sign', 'issued')),
    number TEXT,
    day TEXT CHECK (date(day, '+0 days') IS day),
    title TEXT NOT NULL DEFAULT '',
    form_code TEXT NOT NULL,
    authority_level TEXT NOT NULL CHECK (authority_level IN
        ('commune', 'district', 'province', 'ministry', 'state', 'unit')),
    signer_name TEXT NOT NULL DEFAULT '',
    signer_title TEXT NOT NULL DEFAULT '',
    signature_form TEXT NOT NULL DEFAULT 'head' CHECK (signature_form IN ('head', 'kt', 'tl', 'tuq', 'tm', 'q')),
    attachment_id INTEGER REFERENCES attachment (id) ON DELETE RESTRICT,
    note TEXT NOT NULL DEFAULT '',
    CHECK ((status = 'issued') = (number IS NOT NULL AND day IS NOT NULL)),
    CHECK ((number IS NULL) = (day IS NULL))
) STRICT;
CREATE UNIQUE INDEX decision_number ON decision (organization_id, number, day) WHERE number IS NOT NULL;
CREATE INDEX decision_campaign ON decision (campaign_id);

CREATE TABLE award (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    decision_id INTEGER NOT NULL REFERENCES decision (id) ON DELETE RESTRICT,
    nomination_id INTEGER REFERENCES nomination (id) ON DELETE RESTRICT,
    subject_id INTEGER NOT NULL REFERENCES subject (id) ON DELETE RESTRICT,
    ordinal INTEGER NOT NULL DEFAULT 0,
    form_code TEXT NOT NULL,
    object_kind TEXT NOT NULL CHECK (object_kind IN ('individual', 'collective', 'household')),
    award_type TEXT NOT NULL DEFAULT 'thematic' CHECK (award_type IN
        ('merit', 'thematic', 'sudden', 'contribution', 'seniority', 'external')),
    honorific TEXT NOT NULL DEFAULT '',
    recipient TEXT NOT NULL CHECK (length(recipient) > 0),
    position_unit TEXT NOT NULL DEFAULT '',
    citation TEXT NOT NULL DEFAULT '',
    register_number TEXT,
    prize_amount INTEGER CHECK (prize_amount >= 0),
    prize_coefficient_thousandths INTEGER CHECK (prize_coefficient_thousandths >= 0),
    prize_base_salary INTEGER CHECK (prize_base_salary > 0),
    prize_note TEXT NOT NULL DEFAULT '',
    received_date TEXT CHECK (date(received_date, '+0 days') IS received_date),
    received_by TEXT NOT NULL DEFAULT '',
    revoked_date TEXT CHECK (date(revoked_date, '+0 days') IS revoked_date),
    revoke_reason TEXT NOT NULL DEFAULT '',
    UNIQUE (decision_id, subject_id, form_code)
) STRICT;
CREATE UNIQUE INDEX award_register_number ON award (register_number) WHERE register_number IS NOT NULL;
CREATE INDEX award_subject ON award (subject_id);
CREATE INDEX award_nomination ON award (nomination_id);

-- ---------------------------------------------------------------- printing

CREATE TABLE certificate_template (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE printer_calibration (
    id INTEGER PRIMARY KEY,
    printer TEXT NOT NULL,
    template_name TEXT NOT NULL,
    tray TEXT NOT NULL DEFAULT '',
    dx_um INTEGER NOT NULL DEFAULT 0,
    dy_um INTEGER NOT NULL DEFAULT 0,
    scale_x_ppm INTEGER NOT NULL DEFAULT 1000000,
    scale_y_ppm INTEGER NOT NULL DEFAULT 1000000,
    rotation_udeg INTEGER NOT NULL DEFAULT 0,
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (printer, template_name, tray)
) STRICT;

CREATE TABLE print_run (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    decision_id INTEGER NOT NULL REFERENCES decision (id) ON DELETE RESTRICT,
    template_name TEXT NOT NULL,
    overprint INTEGER NOT NULL DEFAULT 0 CHECK (overprint IN (0, 1)),
    target TEXT NOT NULL CHECK (target IN ('pdf', 'printer')),
    printer TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX print_run_decision ON print_run (decision_id);

CREATE TABLE printed_sheet (
    id INTEGER PRIMARY KEY,
    print_run_id INTEGER NOT NULL REFERENCES print_run (id) ON DELETE RESTRICT,
    award_id INTEGER NOT NULL REFERENCES award (id) ON DELETE RESTRICT,
    ordinal INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'good' CHECK (state IN ('good', 'spoiled')),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX printed_sheet_run ON printed_sheet (print_run_id);
CREATE INDEX printed_sheet_award ON printed_sheet (award_id);

CREATE TABLE sheet_stock (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) > 0),
    day TEXT NOT NULL CHECK (date(day, '+0 days') IS day),
    delta INTEGER NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
) STRICT;

-- ---------------------------------------------------------------- settings

CREATE TABLE setting (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE saved_mapping (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    shape TEXT NOT NULL,
    columns TEXT NOT NULL CHECK (json_valid(columns)),
    last_used TEXT NOT NULL CHECK (date(last_used, '+0 days') IS last_used),
    UNIQUE (kind, shape)
) STRICT;
