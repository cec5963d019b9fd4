-- Stops, apologies, hand-overs under way, dates that moved: one JSON text that no list asks for.
ALTER TABLE dossier ADD COLUMN life TEXT NOT NULL DEFAULT '{}';

-- stage: 0 clock runs, 1 result waits for its owner, 2 final, 3 clock stopped, 4 not received yet.
DROP INDEX dossier_desk;
DROP INDEX dossier_inbox;
CREATE INDEX dossier_desk ON dossier (desk, stage, due, id) WHERE stage <> 2;
CREATE INDEX dossier_inbox ON dossier (org, role, stage, due, id) WHERE stage <> 2;

-- Lists that do not go by the due session: the deadline of the step, what is to be done beside it, who
-- waits for a hand-over to be confirmed. Each index holds only the rows its lists show.
ALTER TABLE dossier ADD COLUMN step_due INTEGER NOT NULL DEFAULT 9999999;  -- session ordinal
ALTER TABLE dossier ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;           -- bits
ALTER TABLE dossier ADD COLUMN giver TEXT;                                 -- unit
CREATE INDEX dossier_held ON dossier (holder, stage, due, id) WHERE stage <> 2 AND holder IS NOT NULL;
CREATE INDEX dossier_step ON dossier (desk, step_due, id) WHERE stage = 0 AND step_due < 9999999;
CREATE INDEX dossier_marked_desk ON dossier (desk, due, id) WHERE marks <> 0;
CREATE INDEX dossier_marked_org ON dossier (org, due, id) WHERE marks <> 0;
CREATE INDEX dossier_given ON dossier (giver, due, id) WHERE giver IS NOT NULL;
CREATE INDEX dossier_fresh ON dossier (desk, received_at, id) WHERE state = 'received';
CREATE INDEX dossier_received ON dossier (desk, received_at, id);

-- How a dossier stood before its last act: for recall and undo.
CREATE TABLE dossier_before (
    dossier INTEGER PRIMARY KEY,
    event   INTEGER NOT NULL,
    act     TEXT NOT NULL,
    officer TEXT NOT NULL,
    at      INTEGER NOT NULL,
    body    TEXT NOT NULL
) WITHOUT ROWID;
