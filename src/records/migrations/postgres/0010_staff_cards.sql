-- Staff cards: only the hash of what a card says is kept. A card opens a desk for a working day after its
-- officer came in by password.
CREATE TABLE staff_card (
    officer   TEXT COLLATE "C" PRIMARY KEY,
    hash      TEXT COLLATE "C" NOT NULL UNIQUE,
    given_at  BIGINT NOT NULL,           -- UTC milliseconds
    proved_at BIGINT NOT NULL            -- last sign-in by password since, UTC milliseconds; 0 for none
);
