-- Who usually stands at a step. Rows are only added; the newest that holds wins. Days count from
-- 1970-01-01, both ends included.
CREATE TABLE staffing (
    id         BIGINT PRIMARY KEY,
    org        TEXT COLLATE "C" NOT NULL,
    procedure  TEXT COLLATE "C" NOT NULL,
    field      TEXT COLLATE "C" NOT NULL,
    role       TEXT COLLATE "C" NOT NULL,
    kind       TEXT COLLATE "C" NOT NULL,
    officer    TEXT COLLATE "C" NOT NULL,
    from_day   BIGINT NOT NULL,
    to_day     BIGINT NOT NULL
);
CREATE INDEX staffing_org ON staffing (org, to_day);

-- Who acts for whom while absent.
CREATE TABLE deputy (
    id         BIGINT PRIMARY KEY,
    org        TEXT COLLATE "C" NOT NULL,
    officer    TEXT COLLATE "C" NOT NULL,
    deputy     TEXT COLLATE "C" NOT NULL,
    reason     TEXT COLLATE "C" NOT NULL,
    from_day   BIGINT NOT NULL,
    to_day     BIGINT NOT NULL
);
CREATE INDEX deputy_org ON deputy (org, to_day);

-- Turns of duty: half is AM, PM or empty for both.
CREATE TABLE duty_roster (
    id         BIGINT PRIMARY KEY,
    org        TEXT COLLATE "C" NOT NULL,
    role       TEXT COLLATE "C" NOT NULL,
    half       TEXT COLLATE "C" NOT NULL,
    officer    TEXT COLLATE "C" NOT NULL,
    from_day   BIGINT NOT NULL,
    to_day     BIGINT NOT NULL
);
CREATE INDEX duty_roster_org ON duty_roster (org, to_day);

-- Findings of a process that a named person accepted; the hash names the text that was read.
CREATE TABLE process_acceptance (
    id         BIGINT PRIMARY KEY,
    hash       TEXT COLLATE "C" NOT NULL,
    process    TEXT COLLATE "C" NOT NULL,
    finding    TEXT COLLATE "C" NOT NULL,
    officer    TEXT COLLATE "C" NOT NULL,
    at         BIGINT NOT NULL,
    reason     TEXT COLLATE "C" NOT NULL
);
CREATE INDEX process_acceptance_hash ON process_acceptance (hash);
