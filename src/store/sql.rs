//! The SQL catalogue: every statement has a name, is known at compile time and takes parameters only.
//!
//! Statements are written once with `$1 … $n`. SQLite would read `$1` as a *name* and bind by order
//! of appearance, silently swapping values, so its text is made with `?1 … ?n` while compiling.
//! A statement that must differ between the engines is a pair under one name:
//!
//! ```
//! motcua::store::sql::catalogue! {
//!     /// One row by its key.
//!     NOTE_BY_ID = "SELECT text AS text FROM note WHERE id = $1";
//!     /// Takes work from the queue.
//!     TAKE = sqlite "SELECT id AS id FROM job LIMIT $1"
//!            postgres "SELECT id AS id FROM job LIMIT $1 FOR UPDATE SKIP LOCKED";
//! }
//! assert_eq!(NOTE_BY_ID.text(motcua::store::Engine::Sqlite), "SELECT text AS text FROM note WHERE id = ?1");
//! assert_eq!(ALL.len(), 2);
//! ```

use super::engine::Engine;

/// One named statement, with its text for each engine.
#[derive(Debug)]
pub struct Sql {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

impl Sql {
    /// Made by [`catalogue!`]; texts must outlive the program, so user input cannot get in.
    pub const fn new(name: &'static str, sqlite: &'static str, postgres: &'static str) -> Self {
        Sql {
            name,
            sqlite,
            postgres,
        }
    }

    /// The name it has in the catalogue.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The text for one engine.
    pub fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// Turns `$1` into `?1` outside quotes; the length stays, so it can be done while compiling.
#[doc(hidden)]
pub const fn question_marks<const N: usize>(text: &str) -> [u8; N] {
    let from = text.as_bytes();
    let mut to = [b' '; N];
    let (mut i, mut quoted) = (0, false);
    while i < N {
        to[i] = from[i];
        if from[i] == b'\'' {
            quoted = !quoted;
        }
        if from[i] == b'$' && !quoted && i + 1 < N && from[i + 1].is_ascii_digit() {
            to[i] = b'?';
        }
        i += 1;
    }
    to
}

/// Bytes of [`question_marks`] as text; a text that is not UTF-8 stops the build.
#[doc(hidden)]
pub const fn as_text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("SQL is not UTF-8"),
    }
}

#[doc(hidden)]
#[macro_export]
macro_rules! sql_catalogue {
    ($($(#[$about:meta])* $name:ident =
        $($both:literal)? $(concat!($($part:expr),* $(,)?))? $(sqlite $sqlite:literal postgres $postgres:literal)? ;
    )*) => {
        $(
            $(#[$about])*
            pub static $name: $crate::store::Sql = $crate::sql_catalogue!(
                @one $name $($both, $both)? $(concat!($($part),*), concat!($($part),*))? $($sqlite, $postgres)?
            );
        )*
        /// Every statement of this catalogue, for the test that prepares each on both engines.
        #[allow(dead_code)]
        pub const ALL: &[&$crate::store::Sql] = &[$(&$name),*];
    };
    (@one $name:ident $sqlite:expr, $postgres:expr) => {{
        const WRITTEN: &str = $sqlite;
        const BYTES: [u8; WRITTEN.len()] = $crate::store::sql::question_marks(WRITTEN);
        const SQLITE: &str = $crate::store::sql::as_text(&BYTES);
        $crate::store::Sql::new(stringify!($name), SQLITE, $postgres)
    }};
}
pub use crate::sql_catalogue as catalogue;

#[cfg(test)]
mod tests {
    use super::*;

    catalogue! {
        /// Same text on both.
        SWAPPED = "SELECT $2, $1, '$1 đồng', 'it''s $2', $10";
        /// Shared pieces.
        JOINED = concat!("SELECT a ", "FROM t WHERE b = $1");
        /// Differs.
        PAIR = sqlite "SELECT $1" postgres "SELECT $1 FOR UPDATE";
    }

    #[test]
    fn dollars_become_question_marks_for_sqlite_only_and_not_in_quotes() {
        assert_eq!(
            SWAPPED.text(Engine::Sqlite),
            "SELECT ?2, ?1, '$1 đồng', 'it''s $2', ?10"
        );
        assert!(SWAPPED.text(Engine::Postgres).starts_with("SELECT $2, $1"));
        assert_eq!(JOINED.text(Engine::Sqlite), "SELECT a FROM t WHERE b = ?1");
        assert_eq!(PAIR.text(Engine::Postgres), "SELECT $1 FOR UPDATE");
        let names: Vec<_> = ALL.iter().map(|sql| sql.name()).collect();
        assert_eq!(names, ["SWAPPED", "JOINED", "PAIR"]);
    }
}
