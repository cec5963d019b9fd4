//! Finding: names through a word index, numbers and codes through exact keys; never a scan.

use super::lists::{ListRow, line};
use crate::store::sql::catalogue;
use crate::store::{Engine, StoreError, Tx};
use crate::text::fold;

catalogue! {
    /// Puts the folded names of a dossier into the word index.
    ADD_NAMES = sqlite "INSERT INTO dossier_name (rowid, names) VALUES ($1, $2)"
                postgres "INSERT INTO dossier_name (dossier, names) VALUES ($1, $2)";
    /// Takes the folded names of a dossier out of the word index, which must be told what they were.
    DROP_NAMES = sqlite "INSERT INTO dossier_name (dossier_name, rowid, names) VALUES ('delete', $1, $2)"
                 postgres "DELETE FROM dossier_name WHERE dossier = $1 AND names = $2";
    /// Puts up to four numbers of a dossier into the number index; an empty one is left out.
    ADD_NUMBERS = "INSERT INTO dossier_number (number, dossier)
        SELECT n.number, n.dossier FROM (
            SELECT $2 AS number, CAST($1 AS BIGINT) AS dossier UNION SELECT $3, $1
            UNION SELECT $4, $1 UNION SELECT $5, $1 UNION SELECT $6, $1) n WHERE n.number <> ''
        ON CONFLICT (number, dossier) DO NOTHING";
    /// Dossiers by the words of a name, newest first.
    BY_NAME = sqlite "SELECT d.id AS id, d.code AS code, d.version AS version, d.owner AS owner,
        d.summary AS summary, d.procedure_name AS procedure_name, d.state AS state,
        d.step_name AS step_name, d.holder AS holder, d.received AS received, d.due AS due,
        d.finished AS finished, d.since AS since, d.step_due AS step_due,
        d.org AS org, d.received_at AS received_at, d.marks AS marks
        FROM (SELECT rowid AS id FROM dossier_name WHERE dossier_name MATCH $1 AND rowid < $3
              ORDER BY rowid DESC LIMIT $2) f
        JOIN dossier d ON d.id = f.id
        ORDER BY d.id DESC"
        postgres "SELECT d.id AS id, d.code AS code, d.version AS version, d.owner AS owner,
        d.summary AS summary, d.procedure_name AS procedure_name, d.state AS state,
        d.step_name AS step_name, d.holder AS holder, d.received AS received, d.due AS due,
        d.finished AS finished, d.since AS since, d.step_due AS step_due,
        d.org AS org, d.received_at AS received_at, d.marks AS marks
        FROM (SELECT dossier AS id FROM dossier_name
              WHERE to_tsvector('simple', names) @@ to_tsquery('simple', $1) AND dossier < $3
              ORDER BY dossier DESC LIMIT $2) f
        JOIN dossier d ON d.id = f.id ORDER BY d.id DESC";
    /// Dossiers by a number: identity, telephone, last digits.
    BY_NUMBER = "SELECT d.id AS id, d.code AS code, d.version AS version, d.owner AS owner,
        d.summary AS summary, d.procedure_name AS procedure_name, d.state AS state,
        d.step_name AS step_name, d.holder AS holder, d.received AS received, d.due AS due,
        d.finished AS finished, d.since AS since, d.step_due AS step_due,
        d.org AS org, d.received_at AS received_at, d.marks AS marks
        FROM (SELECT dossier AS id FROM dossier_number WHERE number = $1 AND dossier < $3
              ORDER BY dossier DESC LIMIT $2) n
        JOIN dossier d ON d.id = n.id
        WHERE d.desk = $4 OR d.org = $4 OR $4 = '' ORDER BY d.id DESC";
    /// Dossiers whose code begins so.
    BY_CODE_PREFIX = "SELECT d.id AS id, d.code AS code, d.version AS version, d.owner AS owner,
        d.summary AS summary, d.procedure_name AS procedure_name, d.state AS state,
        d.step_name AS step_name, d.holder AS holder, d.received AS received, d.due AS due,
        d.finished AS finished, d.since AS since, d.step_due AS step_due,
        d.org AS org, d.received_at AS received_at, d.marks AS marks
        FROM dossier d WHERE d.code >= $1 AND d.code < $2
        AND (d.desk = $4 OR d.org = $4 OR $4 = '') ORDER BY d.code DESC LIMIT $3";
}

/// Makes a dossier of `desk` findable by `names` (folded words), its `last` digits and other
/// `numbers` (at most four).
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn add(
    tx: &mut dyn Tx,
    dossier: i64,
    desk: &str,
    names: &str,
    last: Option<&str>,
    numbers: &[String],
) -> Result<(), StoreError> {
    let scope = scope(desk);
    tx.exec(
        &ADD_NAMES,
        &[dossier.into(), format!("{names} {scope}").into()],
    )?;
    let last = last.map_or(String::new(), |last| format!("{scope}#{last}"));
    let number = |i: usize| numbers.get(i).map_or("", String::as_str).into();
    let args = [
        dossier.into(),
        last.into(),
        number(0),
        number(1),
        number(2),
        number(3),
    ];
    tx.exec(&ADD_NUMBERS, &args).map(drop)
}

/// Makes a dossier of `desk` findable by `new` names and `numbers` as well as by the `old` names.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn add_names(
    tx: &mut dyn Tx,
    dossier: i64,
    desk: &str,
    old: &str,
    new: &str,
    numbers: &[String],
) -> Result<(), StoreError> {
    let was = format!("{old} {}", scope(desk));
    tx.exec(&DROP_NAMES, &[dossier.into(), was.into()])?;
    add(tx, dossier, desk, &format!("{new} {old}"), None, numbers)
}

/// Dossiers whose names hold all of `words` (folded); the last word may be only begun, which counts
/// for a long one when no name holds it whole.
/// `desk` limits to one desk. Newest first, at most `limit`; one common word never ranks, it reads
/// the newest end of its list.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn by_name(
    tx: &mut dyn Tx,
    engine: Engine,
    words: &[String],
    desk: Option<&str>,
    limit: i64,
) -> Result<Vec<ListRow>, StoreError> {
    let scope = desk.map(scope);
    let mut ask = |begun: bool| {
        let query = match engine {
            Engine::Sqlite => sqlite_query(words, scope.as_deref(), begun),
            Engine::Postgres => postgres_query(words, scope.as_deref(), begun),
        };
        let args = [query.into(), limit.into(), i64::MAX.into()];
        tx.rows(&BY_NAME, &args)?
            .iter()
            .map(line)
            .collect::<Result<Vec<_>, _>>()
    };
    let last = words.last().map_or(0, |word| word.chars().count());
    // A long word is mostly a whole one, and everything that begins with a common one must be
    // gathered before the newest is known: begun words only when no whole one is found.
    if last > LONGEST_PREFIX {
        let whole = ask(false)?;
        if !whole.is_empty() {
            return Ok(whole);
        }
    }
    ask(last >= 2)
}

/// Words begun with so many letters have an index of their own.
const LONGEST_PREFIX: usize = 3;

/// Dossiers of `desk` whose running number is `last`, newest first.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn by_last_digits(
    tx: &mut dyn Tx,
    desk: &str,
    last: &str,
    limit: i64,
) -> Result<Vec<ListRow>, StoreError> {
    by_number(tx, &format!("{}#{last}", scope(desk)), "", limit)
}

/// Dossiers with this identity number or telephone; `org` limits to one unit, empty for all.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn by_number(
    tx: &mut dyn Tx,
    number: &str,
    org: &str,
    limit: i64,
) -> Result<Vec<ListRow>, StoreError> {
    let args = [number.into(), limit.into(), i64::MAX.into(), org.into()];
    tx.rows(&BY_NUMBER, &args)?.iter().map(line).collect()
}

/// Dossiers whose code begins with `prefix` (normalised).
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn by_code_prefix(
    tx: &mut dyn Tx,
    prefix: &str,
    org: &str,
    limit: i64,
) -> Result<Vec<ListRow>, StoreError> {
    let end = format!("{prefix}\u{10ffff}");
    let args = [prefix.into(), end.into(), limit.into(), org.into()];
    tx.rows(&BY_CODE_PREFIX, &args)?.iter().map(line).collect()
}

/// The word that stands for a desk in the word index; letters and digits only.
fn scope(desk: &str) -> String {
    let letters: String = fold(desk)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    format!("zzdesk{letters}")
}

/// Words quoted one by one: text of people never becomes syntax of the index. `begun`: the last
/// word may still be being typed.
fn sqlite_query(words: &[String], scope: Option<&str>, begun: bool) -> String {
    let words = words.iter().map(String::as_str);
    let parts: Vec<String> = scope
        .into_iter()
        .chain(words)
        .map(|w| format!("\"{w}\""))
        .collect();
    parts.join(" AND ") + if begun { "*" } else { "" }
}

/// As [`sqlite_query`]; the words hold letters and digits only, so quotes cannot occur in them.
fn postgres_query(words: &[String], scope: Option<&str>, begun: bool) -> String {
    let words = words.iter().map(String::as_str);
    let parts: Vec<String> = scope
        .into_iter()
        .chain(words)
        .map(|w| format!("'{w}'"))
        .collect();
    parts.join(" & ") + if begun { ":*" } else { "" }
}
