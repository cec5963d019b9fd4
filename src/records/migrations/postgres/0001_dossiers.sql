-- The steps in force at receipt, kept once however many dossiers follow them.
CREATE TABLE process_version (
    hash TEXT COLLATE "C" PRIMARY KEY,
    body TEXT COLLATE "C" NOT NULL
);

-- The dossier as it stands after its last event. Lists and searches read the columns; the rest of
-- what was handed in is one JSON text, because no list ever asks for it.
CREATE TABLE dossier (
    id             BIGINT PRIMARY KEY,   -- number of the event that made it
    code           TEXT COLLATE "C"    NOT NULL,
    version        BIGINT NOT NULL,
    state          TEXT COLLATE "C"    NOT NULL,
    stage          BIGINT NOT NULL,      -- 0 clock runs, 1 result waits for its owner, 2 final
    desk           TEXT COLLATE "C"    NOT NULL,
    org            TEXT COLLATE "C"    NOT NULL,
    role           TEXT COLLATE "C"    NOT NULL,
    holder         TEXT COLLATE "C",
    step           BIGINT NOT NULL,
    step_name      TEXT COLLATE "C"    NOT NULL,
    since          BIGINT NOT NULL,      -- session ordinal
    sender         TEXT COLLATE "C"    NOT NULL,
    received_at    BIGINT NOT NULL,      -- UTC milliseconds
    received       BIGINT NOT NULL,      -- session ordinal
    time_limit     TEXT COLLATE "C"    NOT NULL,
    due            BIGINT NOT NULL,      -- session ordinal; a far constant when there is none
    due_at         BIGINT,
    provisional    BIGINT NOT NULL,
    finished_at    BIGINT,
    finished       BIGINT,
    returned_at    BIGINT,
    procedure      TEXT COLLATE "C"    NOT NULL,
    procedure_name TEXT COLLATE "C"    NOT NULL,
    owner          TEXT COLLATE "C"    NOT NULL,
    summary        TEXT COLLATE "C"    NOT NULL,
    content        TEXT COLLATE "C"    NOT NULL,
    process        TEXT COLLATE "C"    NOT NULL REFERENCES process_version(hash),
    rules          TEXT COLLATE "C"    NOT NULL
);
CREATE UNIQUE INDEX dossier_code ON dossier (code);
-- Every list of open work is a range of one of these two, in the order in which it is shown.
CREATE INDEX dossier_desk ON dossier (desk, stage, due, id) WHERE stage < 2;
CREATE INDEX dossier_inbox ON dossier (org, role, stage, due, id) WHERE stage < 2;

-- Names folded by our own code: the engine's dictionaries do not know Vietnamese.
CREATE TABLE dossier_name (
    dossier BIGINT PRIMARY KEY,
    names   TEXT NOT NULL
);
CREATE INDEX dossier_name_words ON dossier_name USING gin (to_tsvector('simple', names));

-- Identity numbers, telephones and the last digits of codes.
CREATE TABLE dossier_number (
    number  TEXT COLLATE "C"    NOT NULL,
    dossier BIGINT NOT NULL,
    PRIMARY KEY (number, dossier)
);

-- Guidance and refusal given at the counter: a full record without a dossier.
CREATE TABLE slip (
    id      BIGINT PRIMARY KEY,          -- number of the event that made it
    kind    TEXT COLLATE "C"    NOT NULL,
    number  TEXT COLLATE "C"    NOT NULL,
    org     TEXT COLLATE "C"    NOT NULL,
    at      BIGINT NOT NULL,
    officer TEXT COLLATE "C"    NOT NULL,
    reason  TEXT COLLATE "C"    NOT NULL,
    content TEXT COLLATE "C"    NOT NULL
);
CREATE UNIQUE INDEX slip_number ON slip (org, number);

-- Running numbers. One row a scope, taken in the transaction of the receipt: no gap, no reuse.
CREATE TABLE counter (
    scope TEXT COLLATE "C"    PRIMARY KEY,
    value BIGINT NOT NULL
);

-- The trail: append only, each row hashed over the one before.
CREATE TABLE event (
    seq     BIGINT PRIMARY KEY,
    dossier BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    act     TEXT COLLATE "C"    NOT NULL,
    body    TEXT COLLATE "C"    NOT NULL,
    hash    TEXT COLLATE "C"    NOT NULL
);
CREATE INDEX event_dossier ON event (dossier, seq) WHERE dossier > 0;
CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the trail is append only'; END $$;
CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE ON event
FOR EACH ROW EXECUTE FUNCTION event_is_append_only();

CREATE TABLE trail_head (
    chain TEXT COLLATE "C"    PRIMARY KEY,
    seq   BIGINT NOT NULL,
    at    BIGINT NOT NULL,
    hash  TEXT COLLATE "C"    NOT NULL
);

-- What is to be told to the world, written with the act and sent later.
CREATE TABLE outbox (
    event   BIGINT NOT NULL,
    topic   TEXT COLLATE "C"    NOT NULL,
    kind    TEXT COLLATE "C"    NOT NULL,
    dossier BIGINT NOT NULL,
    payload TEXT COLLATE "C"    NOT NULL,
    state   TEXT COLLATE "C"    NOT NULL,
    tries   BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    PRIMARY KEY (event, topic, kind)
);
CREATE INDEX outbox_queue ON outbox (next_at, event) WHERE state = 'queued';

-- A request is done once: the same key gets the same answer.
CREATE TABLE request_key (
    key    TEXT COLLATE "C"    PRIMARY KEY,
    digest TEXT COLLATE "C"    NOT NULL,
    answer TEXT COLLATE "C"    NOT NULL,
    at     BIGINT NOT NULL
);

-- How often a desk receives a procedure: the order of the chooser.
CREATE TABLE procedure_use (
    org       TEXT COLLATE "C"    NOT NULL,
    procedure TEXT COLLATE "C"    NOT NULL,
    used      BIGINT NOT NULL,
    PRIMARY KEY (org, procedure)
);

-- Facts about this database: which office it belongs to.
CREATE TABLE setting (
    key   TEXT COLLATE "C" PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

-- Tokens of officers for scripts and desks, kept as hashes only.
CREATE TABLE officer_token (
    hash    TEXT COLLATE "C"    PRIMARY KEY,
    officer TEXT COLLATE "C"    NOT NULL,
    made_at BIGINT NOT NULL
);
