-- What a dossier is charged: one row a line, phí and lệ phí apart. Made with the dossier.
CREATE TABLE fee_line (
    dossier    BIGINT NOT NULL,
    no         BIGINT NOT NULL,
    kind       TEXT COLLATE "C" NOT NULL,         -- phi or le_phi
    name       TEXT COLLATE "C" NOT NULL,
    amount     BIGINT NOT NULL CHECK (amount >= 0),
    due        TEXT COLLATE "C" NOT NULL,         -- before, after, obligation
    settled    TEXT COLLATE "C" NOT NULL,         -- empty while owed; receipt, exempt, elsewhere
    settled_by BIGINT,                  -- receipt
    ground     TEXT COLLATE "C" NOT NULL,         -- of an exemption
    paper      TEXT COLLATE "C" NOT NULL,         -- that proves an exemption or a payment elsewhere
    PRIMARY KEY (dossier, no)
);

-- A paper book of receipts; a number is taken in the transaction of the money.
CREATE TABLE receipt_book (
    id       BIGINT PRIMARY KEY,        -- number of the event that added it
    org      TEXT COLLATE "C" NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    mode     TEXT COLLATE "C" NOT NULL,           -- hand_book or printed_book
    symbol   TEXT COLLATE "C" NOT NULL,
    series   TEXT COLLATE "C" NOT NULL,
    first    BIGINT NOT NULL,
    last     BIGINT NOT NULL CHECK (last >= first),
    next     BIGINT NOT NULL,
    added_by TEXT COLLATE "C" NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX receipt_book_of ON receipt_book (org, kind, mode, id);

-- The drawer of one officer from opening to hand-over.
CREATE TABLE cash_shift (
    id          BIGINT PRIMARY KEY,     -- number of the event that opened it
    org         TEXT COLLATE "C" NOT NULL,
    officer     TEXT COLLATE "C" NOT NULL,
    opened_at   BIGINT NOT NULL,        -- UTC milliseconds
    opening     BIGINT NOT NULL CHECK (opening >= 0),
    closed_at   BIGINT,
    counted     BIGINT,
    expected    BIGINT,
    reason      TEXT COLLATE "C" NOT NULL,
    handed_to   TEXT COLLATE "C" NOT NULL,
    approved_by TEXT COLLATE "C" NOT NULL,
    approved_at BIGINT
);
CREATE UNIQUE INDEX cash_shift_open ON cash_shift (org, officer) WHERE closed_at IS NULL;
CREATE INDEX cash_shift_to_approve ON cash_shift (org, id) WHERE approved_at IS NULL;

CREATE TABLE receipt (
    id         BIGINT PRIMARY KEY,      -- number of the event that made it
    org        TEXT COLLATE "C" NOT NULL,
    kind       TEXT COLLATE "C" NOT NULL,
    mode       TEXT COLLATE "C" NOT NULL,
    rule       TEXT COLLATE "C" NOT NULL,
    book       BIGINT,
    symbol     TEXT COLLATE "C" NOT NULL,         -- empty while the number is to come
    series     TEXT COLLATE "C" NOT NULL,
    number     BIGINT,
    dossier    BIGINT NOT NULL,
    code       TEXT COLLATE "C" NOT NULL,
    payer      TEXT COLLATE "C" NOT NULL,
    address    TEXT COLLATE "C" NOT NULL,
    amount     BIGINT NOT NULL CHECK (amount > 0),
    way        TEXT COLLATE "C" NOT NULL,
    officer    TEXT COLLATE "C" NOT NULL,
    shift      BIGINT NOT NULL REFERENCES cash_shift(id),
    at         BIGINT NOT NULL,         -- UTC milliseconds
    issued_at  BIGINT,
    state      TEXT COLLATE "C" NOT NULL,
    replaces   BIGINT,
    reason     TEXT COLLATE "C" NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL
);
-- No two receipts with one number; none stands for another twice.
CREATE UNIQUE INDEX receipt_number ON receipt (org, symbol, series, number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX receipt_replaces ON receipt (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX receipt_pending ON receipt (org, id) WHERE state = 'draft';
CREATE INDEX receipt_of_dossier ON receipt (dossier, id);
CREATE INDEX receipt_of_shift ON receipt (shift, id);

CREATE TABLE receipt_line (
    receipt BIGINT NOT NULL REFERENCES receipt(id),
    no      BIGINT NOT NULL,
    dossier BIGINT NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    amount  BIGINT NOT NULL CHECK (amount > 0),
    live    BIGINT NOT NULL,            -- 0 once its receipt was cancelled or replaced
    PRIMARY KEY (receipt, no)
);
-- Never two receipts for one payment.
CREATE UNIQUE INDEX receipt_line_live ON receipt_line (dossier, no) WHERE live = 1;

-- The day-book: every movement of money, append only.
CREATE TABLE shift_entry (
    shift   BIGINT NOT NULL REFERENCES cash_shift(id),
    event   BIGINT NOT NULL,
    what    TEXT COLLATE "C" NOT NULL,            -- collect, cancel, replace, refund
    receipt BIGINT NOT NULL,
    kind    TEXT COLLATE "C" NOT NULL,
    way     TEXT COLLATE "C" NOT NULL,
    dong    BIGINT NOT NULL,            -- below 0 when given back
    at      BIGINT NOT NULL,
    PRIMARY KEY (shift, event, what)
);

-- Money given back with a document of its own; its receipt stays.
CREATE TABLE refund (
    id          BIGINT PRIMARY KEY,     -- number of the event that made it
    org         TEXT COLLATE "C" NOT NULL,
    number      TEXT COLLATE "C" NOT NULL,
    receipt     BIGINT NOT NULL REFERENCES receipt(id),
    amount      BIGINT NOT NULL CHECK (amount > 0),
    shift       BIGINT NOT NULL REFERENCES cash_shift(id),
    at          BIGINT NOT NULL,
    reason      TEXT COLLATE "C" NOT NULL,
    approved_by TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX refund_number ON refund (org, number);
CREATE INDEX refund_of_receipt ON refund (receipt, id);

-- An issued receipt is never altered: what was taken stays, the number is given once, states go one way.
CREATE FUNCTION receipt_is_immutable() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.id, NEW.org, NEW.kind, NEW.mode, NEW.dossier, NEW.code, NEW.payer, NEW.address, NEW.amount, NEW.way,
      NEW.officer, NEW.shift, NEW.at, NEW.replaces, NEW.book)
     IS DISTINCT FROM
     (OLD.id, OLD.org, OLD.kind, OLD.mode, OLD.dossier, OLD.code, OLD.payer, OLD.address, OLD.amount, OLD.way,
      OLD.officer, OLD.shift, OLD.at, OLD.replaces, OLD.book)
  OR (OLD.state <> 'draft' AND (NEW.symbol, NEW.series, NEW.number, NEW.issued_at, NEW.rule)
     IS DISTINCT FROM (OLD.symbol, OLD.series, OLD.number, OLD.issued_at, OLD.rule))
  OR NOT (OLD.state || '>' || NEW.state IN ('draft>issued', 'draft>cancelled', 'issued>sent',
      'issued>replaced', 'issued>cancelled', 'sent>replaced', 'sent>cancelled'))
  THEN RAISE EXCEPTION 'an issued receipt is never altered'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER receipt_is_immutable BEFORE UPDATE ON receipt
FOR EACH ROW EXECUTE FUNCTION receipt_is_immutable();

CREATE FUNCTION receipt_line_is_immutable() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.receipt, NEW.no, NEW.dossier, NEW.name, NEW.amount)
     IS DISTINCT FROM (OLD.receipt, OLD.no, OLD.dossier, OLD.name, OLD.amount) OR NEW.live > OLD.live
  THEN RAISE EXCEPTION 'a line of a receipt is never altered'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER receipt_line_is_immutable BEFORE UPDATE ON receipt_line
FOR EACH ROW EXECUTE FUNCTION receipt_line_is_immutable();

CREATE FUNCTION money_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'rows of money are never altered or deleted'; END $$;
CREATE TRIGGER receipt_is_never_deleted BEFORE DELETE ON receipt
FOR EACH ROW EXECUTE FUNCTION money_is_append_only();
CREATE TRIGGER receipt_line_is_never_deleted BEFORE DELETE ON receipt_line
FOR EACH ROW EXECUTE FUNCTION money_is_append_only();
CREATE TRIGGER shift_entry_is_append_only BEFORE UPDATE OR DELETE ON shift_entry
FOR EACH ROW EXECUTE FUNCTION money_is_append_only();
CREATE TRIGGER refund_is_append_only BEFORE UPDATE OR DELETE ON refund
FOR EACH ROW EXECUTE FUNCTION money_is_append_only();

CREATE FUNCTION shift_entry_needs_an_open_shift() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM cash_shift WHERE id = NEW.shift AND closed_at IS NOT NULL)
  THEN RAISE EXCEPTION 'the shift is closed'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER shift_entry_needs_an_open_shift BEFORE INSERT ON shift_entry
FOR EACH ROW EXECUTE FUNCTION shift_entry_needs_an_open_shift();
