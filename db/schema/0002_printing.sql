-- Columns only: no table is rebuilt, so that what was done before can still be undone.

ALTER TABLE award_form ADD COLUMN has_certificate INTEGER NOT NULL DEFAULT 1 CHECK (has_certificate IN (0, 1));
-- Money without a certificate; whatever else the officer added keeps the usual.
UPDATE award_form SET has_certificate = 0 WHERE code IN ('ldtt', 'tt_ldtt');

-- A run is written down before its first sheet: `planned` holds the ids of its awards in order. It is open while
-- something is planned and `finished_at` is null; runs of the first version planned nothing and are closed.
ALTER TABLE print_run ADD COLUMN template_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE print_run ADD COLUMN tray TEXT NOT NULL DEFAULT '';
ALTER TABLE print_run ADD COLUMN officer TEXT NOT NULL DEFAULT '';
ALTER TABLE print_run ADD COLUMN stock TEXT NOT NULL DEFAULT '';
ALTER TABLE print_run ADD COLUMN planned TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(planned));
ALTER TABLE print_run ADD COLUMN finished_at TEXT CHECK (finished_at IS NULL OR datetime(finished_at) IS NOT NULL);
ALTER TABLE print_run ADD COLUMN reprint_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE print_run ADD COLUMN trial INTEGER NOT NULL DEFAULT 0 CHECK (trial IN (0, 1));

ALTER TABLE printed_sheet ADD COLUMN reprint INTEGER NOT NULL DEFAULT 0 CHECK (reprint IN (0, 1));

-- The run that took these sheets; null where the officer entered the movement.
ALTER TABLE sheet_stock ADD COLUMN print_run_id INTEGER REFERENCES print_run (id) ON DELETE RESTRICT;
CREATE INDEX sheet_stock_run ON sheet_stock (print_run_id);
