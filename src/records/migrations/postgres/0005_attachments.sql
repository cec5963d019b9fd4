-- Bytes of files, kept by what they are (SHA-256): the same file attached twice is stored once. They
-- stand here and not in a folder so that one backup holds everything, several servers share them, and
-- a row never points to a file that is not there.
CREATE TABLE blob (
    hash  TEXT COLLATE "C" PRIMARY KEY,            -- SHA-256, hexadecimal
    size  BIGINT NOT NULL,
    whole BIGINT NOT NULL,               -- 1 once all parts are here; before that nothing refers to it
    at    BIGINT NOT NULL                -- last time parts were written, UTC milliseconds
);

-- In parts, so that no other desk waits long for the writing thread.
CREATE TABLE blob_part (
    hash  TEXT COLLATE "C" NOT NULL REFERENCES blob(hash),
    no    BIGINT NOT NULL,
    bytes BYTEA   NOT NULL,
    PRIMARY KEY (hash, no)
);

CREATE TABLE attachment (
    id             BIGINT PRIMARY KEY,   -- number of the event that made it
    dossier        BIGINT NOT NULL REFERENCES dossier(id),
    label          TEXT COLLATE "C" NOT NULL,
    kind           TEXT COLLATE "C" NOT NULL,
    name           TEXT COLLATE "C" NOT NULL,      -- as given, cleaned; never a path
    media          TEXT COLLATE "C" NOT NULL,      -- found by content
    size           BIGINT NOT NULL,
    hash           TEXT COLLATE "C" NOT NULL REFERENCES blob(hash),
    remarks        TEXT COLLATE "C" NOT NULL,      -- JSON: what was seen in it
    at             BIGINT NOT NULL,
    officer        TEXT COLLATE "C" NOT NULL,
    removed_at     BIGINT,
    removed_by     TEXT COLLATE "C",
    removed_reason TEXT COLLATE "C"
);
CREATE INDEX attachment_dossier ON attachment (dossier, id);

CREATE TABLE result (
    id         BIGINT PRIMARY KEY,       -- number of the event that made it
    dossier    BIGINT NOT NULL REFERENCES dossier(id),
    no         BIGINT NOT NULL,
    title      TEXT COLLATE "C" NOT NULL,
    number     TEXT COLLATE "C" NOT NULL,
    issued_on  TEXT COLLATE "C" NOT NULL,          -- date of the paper, ISO 8601; empty in a draft
    signed_by  TEXT COLLATE "C" NOT NULL,
    form       TEXT COLLATE "C" NOT NULL,          -- signed_file or scan; empty in a draft
    attachment BIGINT REFERENCES attachment(id),
    state      TEXT COLLATE "C" NOT NULL,          -- draft, final, replaced
    note       TEXT COLLATE "C" NOT NULL,
    remarks    TEXT COLLATE "C" NOT NULL,          -- JSON: what the check of the file said
    at         BIGINT NOT NULL,
    officer    TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX result_no ON result (dossier, no);

-- Hand-over to the post: one list, many dossiers, a consignment number each.
CREATE TABLE post_list (
    id      BIGINT PRIMARY KEY,          -- number of the event that made it
    number  TEXT COLLATE "C" NOT NULL,
    org     TEXT COLLATE "C" NOT NULL,
    carrier TEXT COLLATE "C" NOT NULL,             -- who takes the letters
    at      BIGINT NOT NULL,
    officer TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX post_list_number ON post_list (org, number);

CREATE TABLE post_item (
    list        BIGINT NOT NULL REFERENCES post_list(id),
    no          BIGINT NOT NULL,
    dossier     BIGINT NOT NULL REFERENCES dossier(id),
    consignment TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (list, no)
);
CREATE UNIQUE INDEX post_item_consignment ON post_item (consignment);
CREATE INDEX post_item_dossier ON post_item (dossier);
