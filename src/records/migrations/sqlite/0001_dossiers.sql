-- The dossier as it stands after its last event. Lists and searches read the columns; the rest of
-- what was handed in is one JSON text, because no list ever asks for it.
CREATE TABLE dossier (
    id             INTEGER PRIMARY KEY,   -- number of the event that made it
    code           TEXT    NOT NULL,
    version        INTEGER NOT NULL,
    state          TEXT    NOT NULL,
    stage          INTEGER NOT NULL,      -- 0 clock runs, 1 result waits for its owner, 2 final
    desk           TEXT    NOT NULL,
    org            TEXT    NOT NULL,
    role           TEXT    NOT NULL,
    holder         TEXT,
    step           INTEGER NOT NULL,
    step_name      TEXT    NOT NULL,
    since          INTEGER NOT NULL,      -- session ordinal
    sender         TEXT    NOT NULL,
    received_at    INTEGER NOT NULL,      -- UTC milliseconds
    received       INTEGER NOT NULL,      -- session ordinal
    time_limit     TEXT    NOT NULL,
    due            INTEGER NOT NULL,      -- session ordinal; a far constant when there is none
    due_at         INTEGER,
    provisional    INTEGER NOT NULL,
    finished_at    INTEGER,
    finished       INTEGER,
    returned_at    INTEGER,
    procedure      TEXT    NOT NULL,
    procedure_name TEXT    NOT NULL,
    owner          TEXT    NOT NULL,
    summary        TEXT    NOT NULL,
    content        TEXT    NOT NULL,
    process        TEXT    NOT NULL REFERENCES process_version(hash),
    rules          TEXT    NOT NULL
);
CREATE UNIQUE INDEX dossier_code ON dossier (code);
-- Every list of open work is a range of one of these two, in the order in which it is shown.
CREATE INDEX dossier_desk ON dossier (desk, stage, due, id) WHERE stage < 2;
CREATE INDEX dossier_inbox ON dossier (org, role, stage, due, id) WHERE stage < 2;

-- The steps in force at receipt, kept once however many dossiers follow them.
CREATE TABLE process_version (
    hash TEXT PRIMARY KEY,
    body TEXT NOT NULL
) WITHOUT ROWID;

-- Names folded by our own code: the engine's folding does not know đ.
CREATE VIRTUAL TABLE dossier_name USING fts5 (names, content='', columnsize=0, detail=none, prefix='2 3');

-- Identity numbers, telephones and the last digits of codes.
CREATE TABLE dossier_number (
    number  TEXT    NOT NULL,
    dossier INTEGER NOT NULL,
    PRIMARY KEY (number, dossier)
) WITHOUT ROWID;

-- Guidance and refusal given at the counter: a full record without a dossier.
CREATE TABLE slip (
    id      INTEGER PRIMARY KEY,          -- number of the event that made it
    kind    TEXT    NOT NULL,
    number  TEXT    NOT NULL,
    org     TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    officer TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    content TEXT    NOT NULL
);
CREATE UNIQUE INDEX slip_number ON slip (org, number);

-- Running numbers. One row a scope, taken in the transaction of the receipt: no gap, no reuse.
CREATE TABLE counter (
    scope TEXT    PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

-- The trail: append only, each row hashed over the one before.
CREATE TABLE event (
    seq     INTEGER PRIMARY KEY,
    dossier INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    act     TEXT    NOT NULL,
    body    TEXT    NOT NULL,
    hash    TEXT    NOT NULL
);
CREATE INDEX event_dossier ON event (dossier, seq) WHERE dossier > 0;
CREATE TRIGGER event_is_append_only_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the trail is append only'); END;
CREATE TRIGGER event_is_append_only_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the trail is append only'); END;

CREATE TABLE trail_head (
    chain TEXT    PRIMARY KEY,
    seq   INTEGER NOT NULL,
    at    INTEGER NOT NULL,
    hash  TEXT    NOT NULL
) WITHOUT ROWID;

-- What is to be told to the world, written with the act and sent later.
CREATE TABLE outbox (
    event   INTEGER NOT NULL,
    topic   TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    dossier INTEGER NOT NULL,
    payload TEXT    NOT NULL,
    state   TEXT    NOT NULL,
    tries   INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    PRIMARY KEY (event, topic, kind)
) WITHOUT ROWID;
CREATE INDEX outbox_queue ON outbox (next_at, event) WHERE state = 'queued';

-- A request is done once: the same key gets the same answer.
CREATE TABLE request_key (
    key    TEXT    PRIMARY KEY,
    digest TEXT    NOT NULL,
    answer TEXT    NOT NULL,
    at     INTEGER NOT NULL
) WITHOUT ROWID;

-- How often a desk receives a procedure: the order of the chooser.
CREATE TABLE procedure_use (
    org       TEXT    NOT NULL,
    procedure TEXT    NOT NULL,
    used      INTEGER NOT NULL,
    PRIMARY KEY (org, procedure)
) WITHOUT ROWID;

-- Facts about this database: which office it belongs to.
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Tokens of officers for scripts and desks, kept as hashes only.
CREATE TABLE officer_token (
    hash    TEXT    PRIMARY KEY,
    officer TEXT    NOT NULL,
    made_at INTEGER NOT NULL
) WITHOUT ROWID;
