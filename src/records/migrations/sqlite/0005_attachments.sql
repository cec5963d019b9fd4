-- Bytes of files, kept by what they are (SHA-256): the same file attached twice is stored once. They
-- stand here and not in a folder so that one backup holds everything, several servers share them, and
-- a row never points to a file that is not there.
CREATE TABLE blob (
    hash  TEXT    PRIMARY KEY,            -- SHA-256, hexadecimal
    size  INTEGER NOT NULL,
    whole INTEGER NOT NULL,               -- 1 once all parts are here; before that nothing refers to it
    at    INTEGER NOT NULL                -- last time parts were written, UTC milliseconds
) WITHOUT ROWID;

-- In parts, so that no other desk waits long for the writing thread.
CREATE TABLE blob_part (
    hash  TEXT    NOT NULL REFERENCES blob(hash),
    no    INTEGER NOT NULL,
    bytes BLOB    NOT NULL,
    PRIMARY KEY (hash, no)
);

CREATE TABLE attachment (
    id             INTEGER PRIMARY KEY,   -- number of the event that made it
    dossier        INTEGER NOT NULL REFERENCES dossier(id),
    label          TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    name           TEXT    NOT NULL,      -- as given, cleaned; never a path
    media          TEXT    NOT NULL,      -- found by content
    size           INTEGER NOT NULL,
    hash           TEXT    NOT NULL REFERENCES blob(hash),
    remarks        TEXT    NOT NULL,      -- JSON: what was seen in it
    at             INTEGER NOT NULL,
    officer        TEXT    NOT NULL,
    removed_at     INTEGER,
    removed_by     TEXT,
    removed_reason TEXT
);
CREATE INDEX attachment_dossier ON attachment (dossier, id);

CREATE TABLE result (
    id         INTEGER PRIMARY KEY,       -- number of the event that made it
    dossier    INTEGER NOT NULL REFERENCES dossier(id),
    no         INTEGER NOT NULL,
    title      TEXT    NOT NULL,
    number     TEXT    NOT NULL,
    issued_on  TEXT    NOT NULL,          -- date of the paper, ISO 8601; empty in a draft
    signed_by  TEXT    NOT NULL,
    form       TEXT    NOT NULL,          -- signed_file or scan; empty in a draft
    attachment INTEGER REFERENCES attachment(id),
    state      TEXT    NOT NULL,          -- draft, final, replaced
    note       TEXT    NOT NULL,
    remarks    TEXT    NOT NULL,          -- JSON: what the check of the file said
    at         INTEGER NOT NULL,
    officer    TEXT    NOT NULL
);
CREATE UNIQUE INDEX result_no ON result (dossier, no);

-- Hand-over to the post: one list, many dossiers, a consignment number each.
CREATE TABLE post_list (
    id      INTEGER PRIMARY KEY,          -- number of the event that made it
    number  TEXT    NOT NULL,
    org     TEXT    NOT NULL,
    carrier TEXT    NOT NULL,             -- who takes the letters
    at      INTEGER NOT NULL,
    officer TEXT    NOT NULL
);
CREATE UNIQUE INDEX post_list_number ON post_list (org, number);

CREATE TABLE post_item (
    list        INTEGER NOT NULL REFERENCES post_list(id),
    no          INTEGER NOT NULL,
    dossier     INTEGER NOT NULL REFERENCES dossier(id),
    consignment TEXT    NOT NULL,
    PRIMARY KEY (list, no)
) WITHOUT ROWID;
CREATE UNIQUE INDEX post_item_consignment ON post_item (consignment);
CREATE INDEX post_item_dossier ON post_item (dossier);
