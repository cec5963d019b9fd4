-- Who usually stands at a step. Rows are only added; the newest that holds wins. Days count from
-- 1970-01-01, both ends included.
CREATE TABLE staffing (
    id         INTEGER PRIMARY KEY,
    org        TEXT    NOT NULL,
    procedure  TEXT    NOT NULL,
    field      TEXT    NOT NULL,
    role       TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    officer    TEXT    NOT NULL,
    from_day   INTEGER NOT NULL,
    to_day     INTEGER NOT NULL
);
CREATE INDEX staffing_org ON staffing (org, to_day);

-- Who acts for whom while absent.
CREATE TABLE deputy (
    id         INTEGER PRIMARY KEY,
    org        TEXT    NOT NULL,
    officer    TEXT    NOT NULL,
    deputy     TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    from_day   INTEGER NOT NULL,
    to_day     INTEGER NOT NULL
);
CREATE INDEX deputy_org ON deputy (org, to_day);

-- Turns of duty: half is AM, PM or empty for both.
CREATE TABLE duty_roster (
    id         INTEGER PRIMARY KEY,
    org        TEXT    NOT NULL,
    role       TEXT    NOT NULL,
    half       TEXT    NOT NULL,
    officer    TEXT    NOT NULL,
    from_day   INTEGER NOT NULL,
    to_day     INTEGER NOT NULL
);
CREATE INDEX duty_roster_org ON duty_roster (org, to_day);

-- Findings of a process that a named person accepted; the hash names the text that was read.
CREATE TABLE process_acceptance (
    id         INTEGER PRIMARY KEY,
    hash       TEXT    NOT NULL,
    process    TEXT    NOT NULL,
    finding    TEXT    NOT NULL,
    officer    TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    reason     TEXT    NOT NULL
);
CREATE INDEX process_acceptance_hash ON process_acceptance (hash);
