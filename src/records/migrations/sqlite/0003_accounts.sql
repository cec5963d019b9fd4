-- How officers sign in. Who they are and what they may do stands in the office file.
CREATE TABLE account (
    officer      TEXT    PRIMARY KEY,
    hash         TEXT    NOT NULL,         -- Argon2id, PHC text
    changed_at   INTEGER NOT NULL,         -- UTC milliseconds
    failed       INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,
    must_change  INTEGER NOT NULL,
    active       INTEGER NOT NULL
) WITHOUT ROWID;

-- Open sessions: only the hash of the token is kept, so that a copy of the database opens nothing.
CREATE TABLE session (
    hash        TEXT    PRIMARY KEY,
    officer     TEXT    NOT NULL,
    role        TEXT    NOT NULL,
    org         TEXT    NOT NULL,
    client      TEXT    NOT NULL,
    opened_at   INTEGER NOT NULL,
    last_seen   INTEGER NOT NULL,
    must_change INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_officer ON session (officer);
CREATE INDEX session_seen ON session (last_seen);

-- The field of the procedure, by which the reach of a role is limited.
ALTER TABLE dossier ADD COLUMN field TEXT GENERATED ALWAYS AS (json_extract(content, '$.field')) VIRTUAL;
