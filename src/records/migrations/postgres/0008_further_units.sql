-- Agencies beside the desk that have or had a part in a dossier, and its names for them: a search by name
-- finds it there too. What went to another agency before this step is found there by number and code at
-- once, by name after its next act that brings it to another agency.
CREATE TABLE dossier_unit (
    dossier BIGINT NOT NULL,
    org     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (dossier, org)
);
INSERT INTO dossier_unit (dossier, org) SELECT id, org FROM dossier WHERE org <> desk;
-- entry: the dossier times 4096, and its version.
CREATE TABLE dossier_name_at (
    entry BIGINT PRIMARY KEY,
    names TEXT   NOT NULL
);
CREATE INDEX dossier_name_at_words ON dossier_name_at USING gin (to_tsvector('simple', names));

-- Last session in which an apology would be in time, by the dossier's own lead. What was received before
-- this step is asked about a week early rather than too late, until its next act counts it.
ALTER TABLE dossier ADD COLUMN apology_by BIGINT NOT NULL DEFAULT 9999999;  -- session ordinal
UPDATE dossier SET apology_by = due - 14 WHERE stage = 0 AND due < 9999999;
CREATE INDEX dossier_apology ON dossier (desk, apology_by, id) WHERE stage = 0 AND apology_by < 9999999;
