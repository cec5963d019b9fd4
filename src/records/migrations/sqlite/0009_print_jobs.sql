-- Papers on their way out. Made in the transaction of the print's event; what happens to them afterwards is
-- added to print_step. The fields of the paper are kept until it is out, then taken away: they name people.
CREATE TABLE print_job (
    id         INTEGER PRIMARY KEY,      -- number of the event that asked for it
    org        TEXT    NOT NULL,
    desk       TEXT    NOT NULL,         -- as on its screen
    officer    TEXT    NOT NULL,
    what       TEXT    NOT NULL,         -- dossier, slip, receipt, shift, post_list
    about      INTEGER NOT NULL,
    code       TEXT    NOT NULL,         -- of the dossier, empty when it is about none
    paper      TEXT    NOT NULL,         -- name in the sets of forms
    given      INTEGER NOT NULL,         -- event that gives the paper, 0 for none
    number     INTEGER NOT NULL,         -- which print of the paper, from 1: the original
    form       TEXT    NOT NULL,         -- paper with its size
    template   TEXT    NOT NULL,
    title      TEXT    NOT NULL,
    mark       TEXT    NOT NULL,         -- its name at the printer, the same in every try
    printer    TEXT    NOT NULL,
    place      TEXT    NOT NULL,         -- server or desk: who carries it
    tray       TEXT    NOT NULL,
    copies     INTEGER NOT NULL CHECK (copies > 0),
    state      TEXT    NOT NULL,
    tries      INTEGER NOT NULL,
    fault      TEXT    NOT NULL,         -- code, empty when nothing is wrong
    said       TEXT    NOT NULL,         -- by the printer
    holder     TEXT    NOT NULL,         -- who carries it now
    lease      INTEGER NOT NULL,         -- until then its carrier is alive, UTC milliseconds
    remote     TEXT    NOT NULL,         -- its number at the printer
    asked_at   INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    fields     TEXT    NOT NULL
);
-- No number of a paper is on its way twice; one given up before it was sent is free again.
CREATE UNIQUE INDEX print_job_once ON print_job (what, about, paper, given, number) WHERE state <> 'cancelled';
CREATE INDEX print_job_open ON print_job (org, id) WHERE state IN ('queued', 'sent', 'doubtful', 'failed');

-- What happened to a paper, step by step; only added to.
CREATE TABLE print_step (
    job   INTEGER NOT NULL,
    no    INTEGER NOT NULL,
    at    INTEGER NOT NULL,
    state TEXT    NOT NULL,
    fault TEXT    NOT NULL,
    who   TEXT    NOT NULL,              -- officer, or the carrier
    PRIMARY KEY (job, no)
);
