-- Changes of the catalogue: proposed by one person, decided by another. An approved one is laid over the
-- shipped and the office's files by every server on this database, from its day on.
CREATE TABLE catalogue_change (
    id             INTEGER PRIMARY KEY,
    digest         TEXT NOT NULL,
    author         TEXT NOT NULL,
    at             INTEGER NOT NULL,
    reason         TEXT NOT NULL,
    valid_from     TEXT NOT NULL,
    body           TEXT NOT NULL,
    difference     TEXT NOT NULL,
    state          TEXT NOT NULL,
    decided_by     TEXT,
    decided_at     INTEGER,
    decided_reason TEXT,
    -- The event of the approval and the day from which the change is in force.
    edition        INTEGER,
    effective_from TEXT
);

-- Open dossiers of one procedure, whatever suffix its code carries.
CREATE INDEX dossier_national ON dossier (substr(procedure, 1, 8), id) WHERE stage <> 2;
