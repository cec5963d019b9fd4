-- What a dossier is charged: one row a line, phí and lệ phí apart. Made with the dossier.
CREATE TABLE fee_line (
    dossier    INTEGER NOT NULL,
    no         INTEGER NOT NULL,
    kind       TEXT    NOT NULL,         -- phi or le_phi
    name       TEXT    NOT NULL,
    amount     INTEGER NOT NULL CHECK (amount >= 0),
    due        TEXT    NOT NULL,         -- before, after, obligation
    settled    TEXT    NOT NULL,         -- empty while owed; receipt, exempt, elsewhere
    settled_by INTEGER,                  -- receipt
    ground     TEXT    NOT NULL,         -- of an exemption
    paper      TEXT    NOT NULL,         -- that proves an exemption or a payment elsewhere
    PRIMARY KEY (dossier, no)
) WITHOUT ROWID;

-- A paper book of receipts; a number is taken in the transaction of the money.
CREATE TABLE receipt_book (
    id       INTEGER PRIMARY KEY,        -- number of the event that added it
    org      TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    mode     TEXT    NOT NULL,           -- hand_book or printed_book
    symbol   TEXT    NOT NULL,
    series   TEXT    NOT NULL,
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL CHECK (last >= first),
    next     INTEGER NOT NULL,
    added_by TEXT    NOT NULL,
    added_at INTEGER NOT NULL
);
CREATE INDEX receipt_book_of ON receipt_book (org, kind, mode, id);

-- The drawer of one officer from opening to hand-over.
CREATE TABLE cash_shift (
    id          INTEGER PRIMARY KEY,     -- number of the event that opened it
    org         TEXT    NOT NULL,
    officer     TEXT    NOT NULL,
    opened_at   INTEGER NOT NULL,        -- UTC milliseconds
    opening     INTEGER NOT NULL CHECK (opening >= 0),
    closed_at   INTEGER,
    counted     INTEGER,
    expected    INTEGER,
    reason      TEXT    NOT NULL,
    handed_to   TEXT    NOT NULL,
    approved_by TEXT    NOT NULL,
    approved_at INTEGER
);
CREATE UNIQUE INDEX cash_shift_open ON cash_shift (org, officer) WHERE closed_at IS NULL;
CREATE INDEX cash_shift_to_approve ON cash_shift (org, id) WHERE approved_at IS NULL;

CREATE TABLE receipt (
    id         INTEGER PRIMARY KEY,      -- number of the event that made it
    org        TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    mode       TEXT    NOT NULL,
    rule       TEXT    NOT NULL,
    book       INTEGER,
    symbol     TEXT    NOT NULL,         -- empty while the number is to come
    series     TEXT    NOT NULL,
    number     INTEGER,
    dossier    INTEGER NOT NULL,
    code       TEXT    NOT NULL,
    payer      TEXT    NOT NULL,
    address    TEXT    NOT NULL,
    amount     INTEGER NOT NULL CHECK (amount > 0),
    way        TEXT    NOT NULL,
    officer    TEXT    NOT NULL,
    shift      INTEGER NOT NULL REFERENCES cash_shift(id),
    at         INTEGER NOT NULL,         -- UTC milliseconds
    issued_at  INTEGER,
    state      TEXT    NOT NULL,
    replaces   INTEGER,
    reason     TEXT    NOT NULL,
    changed_by TEXT    NOT NULL
);
-- No two receipts with one number; none stands for another twice.
CREATE UNIQUE INDEX receipt_number ON receipt (org, symbol, series, number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX receipt_replaces ON receipt (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX receipt_pending ON receipt (org, id) WHERE state = 'draft';
CREATE INDEX receipt_of_dossier ON receipt (dossier, id);
CREATE INDEX receipt_of_shift ON receipt (shift, id);

CREATE TABLE receipt_line (
    receipt INTEGER NOT NULL REFERENCES receipt(id),
    no      INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    amount  INTEGER NOT NULL CHECK (amount > 0),
    live    INTEGER NOT NULL,            -- 0 once its receipt was cancelled or replaced
    PRIMARY KEY (receipt, no)
) WITHOUT ROWID;
-- Never two receipts for one payment.
CREATE UNIQUE INDEX receipt_line_live ON receipt_line (dossier, no) WHERE live = 1;

-- The day-book: every movement of money, append only.
CREATE TABLE shift_entry (
    shift   INTEGER NOT NULL REFERENCES cash_shift(id),
    event   INTEGER NOT NULL,
    what    TEXT    NOT NULL,            -- collect, cancel, replace, refund
    receipt INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    way     TEXT    NOT NULL,
    dong    INTEGER NOT NULL,            -- below 0 when given back
    at      INTEGER NOT NULL,
    PRIMARY KEY (shift, event, what)
) WITHOUT ROWID;

-- Money given back with a document of its own; its receipt stays.
CREATE TABLE refund (
    id          INTEGER PRIMARY KEY,     -- number of the event that made it
    org         TEXT    NOT NULL,
    number      TEXT    NOT NULL,
    receipt     INTEGER NOT NULL REFERENCES receipt(id),
    amount      INTEGER NOT NULL CHECK (amount > 0),
    shift       INTEGER NOT NULL REFERENCES cash_shift(id),
    at          INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    approved_by TEXT    NOT NULL
);
CREATE UNIQUE INDEX refund_number ON refund (org, number);
CREATE INDEX refund_of_receipt ON refund (receipt, id);

-- An issued receipt is never altered: what was taken stays, the number is given once, states go one way.
CREATE TRIGGER receipt_is_immutable BEFORE UPDATE ON receipt
WHEN NEW.id <> OLD.id OR NEW.org <> OLD.org OR NEW.kind <> OLD.kind OR NEW.mode <> OLD.mode
  OR NEW.dossier <> OLD.dossier OR NEW.code <> OLD.code OR NEW.payer <> OLD.payer
  OR NEW.address <> OLD.address OR NEW.amount <> OLD.amount OR NEW.way <> OLD.way
  OR NEW.officer <> OLD.officer OR NEW.shift <> OLD.shift OR NEW.at <> OLD.at
  OR NEW.replaces IS NOT OLD.replaces OR NEW.book IS NOT OLD.book
  OR (OLD.state <> 'draft' AND (NEW.symbol <> OLD.symbol OR NEW.series <> OLD.series
      OR NEW.number IS NOT OLD.number OR NEW.issued_at IS NOT OLD.issued_at OR NEW.rule <> OLD.rule))
  OR NOT (OLD.state || '>' || NEW.state IN ('draft>issued', 'draft>cancelled', 'issued>sent',
      'issued>replaced', 'issued>cancelled', 'sent>replaced', 'sent>cancelled'))
BEGIN SELECT RAISE(ABORT, 'an issued receipt is never altered'); END;
CREATE TRIGGER receipt_is_never_deleted BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'a receipt is never deleted'); END;
CREATE TRIGGER receipt_line_is_immutable BEFORE UPDATE ON receipt_line
WHEN NEW.receipt <> OLD.receipt OR NEW.no <> OLD.no OR NEW.dossier <> OLD.dossier
  OR NEW.name <> OLD.name OR NEW.amount <> OLD.amount OR NEW.live > OLD.live
BEGIN SELECT RAISE(ABORT, 'a line of a receipt is never altered'); END;
CREATE TRIGGER receipt_line_is_never_deleted BEFORE DELETE ON receipt_line
BEGIN SELECT RAISE(ABORT, 'a line of a receipt is never deleted'); END;
CREATE TRIGGER shift_entry_is_append_only_update BEFORE UPDATE ON shift_entry
BEGIN SELECT RAISE(ABORT, 'the day-book is append only'); END;
CREATE TRIGGER shift_entry_is_append_only_delete BEFORE DELETE ON shift_entry
BEGIN SELECT RAISE(ABORT, 'the day-book is append only'); END;
CREATE TRIGGER shift_entry_needs_an_open_shift BEFORE INSERT ON shift_entry
WHEN EXISTS (SELECT 1 FROM cash_shift WHERE id = NEW.shift AND closed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the shift is closed'); END;
CREATE TRIGGER refund_is_append_only_update BEFORE UPDATE ON refund
BEGIN SELECT RAISE(ABORT, 'a refund is never altered'); END;
CREATE TRIGGER refund_is_append_only_delete BEFORE DELETE ON refund
BEGIN SELECT RAISE(ABORT, 'a refund is never deleted'); END;
