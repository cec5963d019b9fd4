//! A small schema of its own, so that these tests stay put when the product's schema moves.

use motcua::store::{Migration, Migrations, sql::catalogue};

const KINDS: &str = "named unique index, unnamed unique column, key, check, deferred parent";

pub const SQLITE: Migrations = Migrations(&[
    Migration {
        number: 1,
        name: KINDS,
        sql: "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL, mark BLOB, code TEXT,
                 tag TEXT UNIQUE, size INTEGER CHECK (size >= 0),
                 parent INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED) STRICT;
              CREATE UNIQUE INDEX note_code_in_text ON note (code, text);",
    },
    Migration {
        number: 2,
        name: "counter",
        sql: "CREATE TABLE counter (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT;",
    },
]);

pub const POSTGRES: Migrations = Migrations(&[
    Migration {
        number: 1,
        name: KINDS,
        sql: "CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT NOT NULL, mark BYTEA, code TEXT,
                 tag TEXT UNIQUE, size BIGINT CHECK (size >= 0),
                 parent BIGINT REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED);
              CREATE UNIQUE INDEX note_code_in_text ON note (code, text);",
    },
    Migration {
        number: 2,
        name: "counter",
        sql: "CREATE TABLE counter (name TEXT PRIMARY KEY, n BIGINT NOT NULL);",
    },
]);

catalogue! {
    /// A note with nothing special.
    ADD = "INSERT INTO note (id, text) VALUES ($1, $2)";
    /// The arguments do not come in the order of the columns.
    ADD_SWAPPED = "INSERT INTO note (text, id) VALUES ($2, $1)";
    /// Every column.
    ADD_FULL = "INSERT INTO note (id, text, mark, code, tag, size, parent)
                VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// Every column back.
    GET = "SELECT id, text, mark, code, tag, size, parent FROM note WHERE id = $1";
    /// All keys.
    IDS = "SELECT id FROM note ORDER BY id";
    /// How many.
    COUNT = "SELECT count(*) AS n FROM note";
    /// Next number of a series, made at its first use.
    NEXT = "INSERT INTO counter (name, n) VALUES ($1, 1)
            ON CONFLICT (name) DO UPDATE SET n = counter.n + 1 RETURNING n";
    /// Current number of a series.
    CURRENT = "SELECT n FROM counter WHERE name = $1";
    /// A plain read-then-write, to lose an update with if the engine lets one.
    PUT_CURRENT = "UPDATE counter SET n = $2 WHERE name = $1";
    /// What the engine finds when it checks itself.
    WHOLE = sqlite "SELECT integrity_check AS found FROM pragma_integrity_check"
            postgres "SELECT 'ok' AS found";
    /// What a commit waits for.
    WAITS = sqlite "SELECT synchronous || ' ' || journal_mode AS waits FROM pragma_synchronous, pragma_journal_mode"
            postgres "SELECT current_setting('synchronous_commit') AS waits";
    /// No such table.
    WRONG = "SELECT x FROM nowhere";
    /// A pair whose texts differ.
    KEY_OF = sqlite "SELECT id FROM note WHERE text = $1 LIMIT $2"
             postgres "SELECT id FROM note WHERE text = $1 LIMIT $2 FOR UPDATE SKIP LOCKED";
}
