-- How officers sign in. Who they are and what they may do stands in the office file.
CREATE TABLE account (
    officer      TEXT COLLATE "C" PRIMARY KEY,
    hash         TEXT COLLATE "C" NOT NULL,         -- Argon2id, PHC text
    changed_at   BIGINT NOT NULL,                   -- UTC milliseconds
    failed       BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    must_change  BIGINT NOT NULL,
    active       BIGINT NOT NULL
);

-- Open sessions: only the hash of the token is kept, so that a copy of the database opens nothing.
CREATE TABLE session (
    hash        TEXT COLLATE "C" PRIMARY KEY,
    officer     TEXT COLLATE "C" NOT NULL,
    role        TEXT COLLATE "C" NOT NULL,
    org         TEXT COLLATE "C" NOT NULL,
    client      TEXT NOT NULL,
    opened_at   BIGINT NOT NULL,
    last_seen   BIGINT NOT NULL,
    must_change BIGINT NOT NULL
);
CREATE INDEX session_officer ON session (officer);
CREATE INDEX session_seen ON session (last_seen);

-- The field of the procedure, by which the reach of a role is limited.
ALTER TABLE dossier ADD COLUMN field TEXT COLLATE "C" GENERATED ALWAYS AS (content::jsonb ->> 'field') STORED;
