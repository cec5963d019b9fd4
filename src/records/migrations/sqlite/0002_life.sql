-- Stops, apologies, hand-overs under way, dates that moved: one JSON text that no list asks for.
ALTER TABLE dossier ADD COLUMN life TEXT NOT NULL DEFAULT '{}';

-- stage: 0 clock runs, 1 result waits for its owner, 2 final, 3 clock stopped, 4 not received yet.
DROP INDEX dossier_desk;
DROP INDEX dossier_inbox;
CREATE INDEX dossier_desk ON dossier (desk, stage, due, id) WHERE stage <> 2;
CREATE INDEX dossier_inbox ON dossier (org, role, stage, due, id) WHERE stage <> 2;

-- How a dossier stood before its last act: for recall and undo.
CREATE TABLE dossier_before (
    dossier INTEGER PRIMARY KEY,
    event   INTEGER NOT NULL,
    act     TEXT NOT NULL,
    officer TEXT NOT NULL,
    at      INTEGER NOT NULL,
    body    TEXT NOT NULL
) WITHOUT ROWID;
