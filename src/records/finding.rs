//! Finding: names through a word index, numbers and codes through exact keys; never a scan.

use super::lists::{ListRow, line};
use crate::domain::lifecycle::State;
use crate::domain::scope::Reader;
use crate::store::sql::catalogue;
use crate::store::{Engine, StoreError, Tx, Val};
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
        d.org AS org, d.received_at AS received_at, d.marks AS marks, d.apology_by AS apology_by
        FROM (SELECT rowid AS id FROM dossier_name WHERE dossier_name MATCH $1 AND rowid < $3
              ORDER BY rowid DESC LIMIT $2) f
        JOIN dossier d ON d.id = f.id WHERE d.state <> $4
        ORDER BY d.id DESC"
        postgres "SELECT d.id AS id, d.code AS code, d.version AS version, d.owner AS owner,
        d.summary AS summary, d.procedure_name AS procedure_name, d.state AS state,
        d.step_name AS step_name, d.holder AS holder, d.received AS received, d.due AS due,
        d.finished AS finished, d.since AS since, d.step_due AS step_due,
        d.org AS org, d.received_at AS received_at, d.marks AS marks, d.apology_by AS apology_by
        FROM (SELECT dossier AS id FROM dossier_name
              WHERE to_tsvector('simple', names) @@ to_tsquery('simple', $1) AND dossier < $3
              ORDER BY dossier DESC LIMIT $2) f
        JOIN dossier d ON d.id = f.id WHERE d.state <> $4 ORDER BY d.id DESC";
    /// The same for a reader of some fields only: the newest of those fields, however many others are
    /// newer.
    BY_NAME_IN_FIELDS = sqlite "SELECT d.id AS id, d.code AS code, d.version AS version, d.owner AS owner,
        d.summary AS summary, d.procedure_name AS procedure_name, d.state AS state,
        d.step_name AS step_name, d.holder AS holder, d.received AS received, d.due AS due,
        d.finished AS finished, d.since AS since, d.step_due AS step_due,
        d.org AS org, d.received_at AS received_at, d.marks AS marks, d.apology_by AS apology_by
        FROM dossier_name JOIN dossier d ON d.id = dossier_name.rowid
        WHERE dossier_name MATCH $1 AND dossier_name.rowid < $3 AND d.state <> $4
          AND (d.holder = $6 OR replace($5, '|' || d.field || '|', '') <> $5)
        ORDER BY dossier_name.rowid DESC LIMIT $2"
        postgres "SELECT d.id AS id, d.code AS code, d.version AS version, d.owner AS owner,
        d.summary AS summary, d.procedure_name AS procedure_name, d.state AS state,
        d.step_name AS step_name, d.holder AS holder, d.received AS received, d.due AS due,
        d.finished AS finished, d.since AS since, d.step_due AS step_due,
        d.org AS org, d.received_at AS received_at, d.marks AS marks, d.apology_by AS apology_by
        FROM dossier_name f JOIN dossier d ON d.id = f.dossier
        WHERE to_tsvector('simple', f.names) @@ to_tsquery('simple', $1) AND f.dossier < $3 AND d.state <> $4
          AND (d.holder = $6 OR replace($5, '|' || d.field || '|', '') <> $5)
        ORDER BY f.dossier DESC LIMIT $2";
    /// Makes the folded names of a dossier findable in further units; the entry tells the dossier.
    ADD_NAMES_AT = sqlite "INSERT INTO dossier_name_at (rowid, names) VALUES ($1, $2)"
                   postgres "INSERT INTO dossier_name_at (entry, names) VALUES ($1, $2)";
    /// Notes that a unit has or had a part in a dossier.
    ADD_UNIT = "INSERT INTO dossier_unit (dossier, org) VALUES ($1, $2) ON CONFLICT (dossier, org) DO NOTHING";
    /// A unit never had a part after all: the act that brought the dossier there was taken back.
    DROP_UNIT = "DELETE FROM dossier_unit WHERE dossier = $1 AND org = $2";
    /// Dossiers by the words of a name that came to a unit from another desk, newest first.
    BY_NAME_AT = sqlite "SELECT d.id AS id, d.code AS code, d.version AS version, d.owner AS owner,
        d.summary AS summary, d.procedure_name AS procedure_name, d.state AS state,
        d.step_name AS step_name, d.holder AS holder, d.received AS received, d.due AS due,
        d.finished AS finished, d.since AS since, d.step_due AS step_due,
        d.org AS org, d.received_at AS received_at, d.marks AS marks, d.apology_by AS apology_by
        FROM dossier_name_at n JOIN dossier d ON d.id = n.rowid / 4096
        WHERE n.dossier_name_at MATCH $1 AND n.rowid < $3
          AND EXISTS (SELECT 1 FROM dossier_unit u WHERE u.dossier = d.id
                          AND replace($7, '|' || u.org || '|', '') <> $7)
          AND ($5 = '' OR d.holder = $6 OR replace($5, '|' || d.field || '|', '') <> $5) AND d.state <> $4
        ORDER BY n.rowid DESC LIMIT $2"
        postgres "SELECT d.id AS id, d.code AS code, d.version AS version, d.owner AS owner,
        d.summary AS summary, d.procedure_name AS procedure_name, d.state AS state,
        d.step_name AS step_name, d.holder AS holder, d.received AS received, d.due AS due,
        d.finished AS finished, d.since AS since, d.step_due AS step_due,
        d.org AS org, d.received_at AS received_at, d.marks AS marks, d.apology_by AS apology_by
        FROM dossier_name_at n JOIN dossier d ON d.id = n.entry / 4096
        WHERE to_tsvector('simple', n.names) @@ to_tsquery('simple', $1) AND n.entry < $3
          AND EXISTS (SELECT 1 FROM dossier_unit u WHERE u.dossier = d.id
                          AND replace($7, '|' || u.org || '|', '') <> $7)
          AND ($5 = '' OR d.holder = $6 OR replace($5, '|' || d.field || '|', '') <> $5) AND d.state <> $4
        ORDER BY n.entry DESC LIMIT $2";
    /// Dossiers by a number: identity, telephone, last digits.
    BY_NUMBER = "SELECT d.id AS id, d.code AS code, d.version AS version, d.owner AS owner,
        d.summary AS summary, d.procedure_name AS procedure_name, d.state AS state,
        d.step_name AS step_name, d.holder AS holder, d.received AS received, d.due AS due,
        d.finished AS finished, d.since AS since, d.step_due AS step_due,
        d.org AS org, d.received_at AS received_at, d.marks AS marks, d.apology_by AS apology_by
        FROM (SELECT dossier AS id FROM dossier_number WHERE number = $1 AND dossier < $3
              ORDER BY dossier DESC LIMIT $2) n
        JOIN dossier d ON d.id = n.id
        WHERE ($4 = '' OR replace($4, '|' || d.desk || '|', '') <> $4
               OR EXISTS (SELECT 1 FROM dossier_unit u WHERE u.dossier = d.id
                          AND replace($4, '|' || u.org || '|', '') <> $4))
          AND ($5 = '' OR d.holder = $6 OR replace($5, '|' || d.field || '|', '') <> $5) AND d.state <> $7
        ORDER BY d.id DESC";
    /// Dossiers whose code begins so.
    BY_CODE_PREFIX = "SELECT d.id AS id, d.code AS code, d.version AS version, d.owner AS owner,
        d.summary AS summary, d.procedure_name AS procedure_name, d.state AS state,
        d.step_name AS step_name, d.holder AS holder, d.received AS received, d.due AS due,
        d.finished AS finished, d.since AS since, d.step_due AS step_due,
        d.org AS org, d.received_at AS received_at, d.marks AS marks, d.apology_by AS apology_by
        FROM dossier d WHERE d.code >= $1 AND d.code < $2
        AND ($4 = '' OR replace($4, '|' || d.desk || '|', '') <> $4
             OR EXISTS (SELECT 1 FROM dossier_unit u WHERE u.dossier = d.id
                        AND replace($4, '|' || u.org || '|', '') <> $4))
        AND ($5 = '' OR d.holder = $6 OR replace($5, '|' || d.field || '|', '') <> $5) AND d.state <> $7
        ORDER BY d.code DESC LIMIT $3";
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

/// Entries of one dossier in the index of further units: its identifier times this, and its version.
const ENTRIES: i64 = 4096;

/// Makes a dossier at `version` findable by `names` (folded words) in `units` beside its desk.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn enter(
    tx: &mut dyn Tx,
    dossier: i64,
    version: i64,
    units: &[String],
    names: &str,
) -> Result<(), StoreError> {
    if units.is_empty() {
        return Ok(());
    }
    for org in units {
        tx.exec(&ADD_UNIT, &[dossier.into(), org.as_str().into()])?;
    }
    let scopes: Vec<String> = units.iter().map(|org| scope(org)).collect();
    let entry = dossier * ENTRIES + version % ENTRIES;
    let text = format!("{names} {}", scopes.join(" "));
    tx.exec(&ADD_NAMES_AT, &[entry.into(), text.into()])
        .map(drop)
}

/// Hides a dossier from `units` again.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn leave(tx: &mut dyn Tx, dossier: i64, units: &[String]) -> Result<(), StoreError> {
    for org in units {
        tx.exec(&DROP_UNIT, &[dossier.into(), org.as_str().into()])?;
    }
    Ok(())
}

/// Dossiers for `reader` whose names hold all of `words` (folded); the last word may be only begun,
/// which counts for a long one when no name holds it whole. Only those that a unit of the reader took in
/// or has or had a part in. Newest first, at most `limit`; one common word never ranks, it reads the newest end
/// of its list.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn by_name(
    tx: &mut dyn Tx,
    engine: Engine,
    words: &[String],
    reader: &Reader,
    limit: i64,
) -> Result<Vec<ListRow>, StoreError> {
    let desks: Vec<String> = reader
        .units()
        .unwrap_or_default()
        .iter()
        .map(|u| scope(u))
        .collect();
    let (fields, hidden) = (named(reader.fields()), hidden(reader));
    let mut ask = |begun: bool| {
        let query = match engine {
            Engine::Sqlite => sqlite_query(words, &desks, begun),
            Engine::Postgres => postgres_query(words, &desks, begun),
        };
        let mut args: Vec<Val> = vec![query.into(), limit.into(), i64::MAX.into(), hidden.into()];
        let who = [fields.as_str().into(), reader.officer().into()];
        let sql = if fields.is_empty() {
            &BY_NAME
        } else {
            args.extend(who.clone());
            &BY_NAME_IN_FIELDS
        };
        let mut found = tx.rows(sql, &args)?;
        if let Some(units) = reader.units() {
            args.truncate(4);
            args.extend(who);
            args.push(named(units).into());
            found.extend(tx.rows(&BY_NAME_AT, &args)?);
        }
        let rows: Result<Vec<ListRow>, StoreError> = found.iter().map(line).collect();
        rows.map(|rows| newest_once(rows, limit))
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

/// Each dossier once, the newest first, at most `limit`.
fn newest_once(mut rows: Vec<ListRow>, limit: i64) -> Vec<ListRow> {
    rows.sort_by_key(|row| std::cmp::Reverse(row.id));
    rows.dedup_by_key(|row| row.id);
    rows.truncate(usize::try_from(limit).unwrap_or(0));
    rows
}

/// The state that `reader` does not find: deleted, or none.
fn hidden(reader: &Reader) -> &'static str {
    if reader.sees_deleted() {
        ""
    } else {
        State::Deleted.id()
    }
}

/// Words begun with so many letters have an index of their own.
const LONGEST_PREFIX: usize = 3;

/// Dossiers whose running number at a desk of `reader` is `last`, newest first; none for a reader of
/// every unit, where the number alone says nothing.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn by_last_digits(
    tx: &mut dyn Tx,
    reader: &Reader,
    last: &str,
    limit: i64,
) -> Result<Vec<ListRow>, StoreError> {
    let mut found = Vec::new();
    for desk in reader.units().unwrap_or_default() {
        found.extend(by_number(
            tx,
            &format!("{}#{last}", scope(desk)),
            reader,
            limit,
        )?);
    }
    found.sort_by_key(|row| std::cmp::Reverse(row.id));
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}

/// Dossiers for `reader` with this identity number or telephone.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn by_number(
    tx: &mut dyn Tx,
    number: &str,
    reader: &Reader,
    limit: i64,
) -> Result<Vec<ListRow>, StoreError> {
    let args = [number.into(), limit.into(), i64::MAX.into()];
    let args = [args.as_slice(), &reach(reader)].concat();
    tx.rows(&BY_NUMBER, &args)?.iter().map(line).collect()
}

/// Dossiers for `reader` whose code begins with `prefix` (normalised).
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn by_code_prefix(
    tx: &mut dyn Tx,
    prefix: &str,
    reader: &Reader,
    limit: i64,
) -> Result<Vec<ListRow>, StoreError> {
    let end = format!("{prefix}\u{10ffff}");
    let args = [prefix.into(), end.into(), limit.into()];
    let args = [args.as_slice(), &reach(reader)].concat();
    tx.rows(&BY_CODE_PREFIX, &args)?.iter().map(line).collect()
}

/// Units, fields and officer of `reader`, and the state hidden from it, as the statements take them.
fn reach(reader: &Reader) -> [Val<'_>; 4] {
    let units = reader.units().map_or(String::new(), named);
    let fields = named(reader.fields());
    let officer = reader.officer().into();
    [units.into(), fields.into(), officer, hidden(reader).into()]
}

/// Names as one text, `|a|b|`, so that a statement can ask whether one is among them; empty for none.
pub(super) fn named(names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    format!("|{}|", names.join("|"))
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
fn sqlite_query(words: &[String], desks: &[String], begun: bool) -> String {
    let quoted = |word: &String| format!("\"{word}\"");
    let mut parts = Vec::new();
    if !desks.is_empty() {
        let desks: Vec<String> = desks.iter().map(quoted).collect();
        parts.push(format!("({})", desks.join(" OR ")));
    }
    parts.extend(words.iter().map(quoted));
    parts.join(" AND ") + if begun { "*" } else { "" }
}

/// As [`sqlite_query`]; the words hold letters and digits only, so quotes cannot occur in them.
fn postgres_query(words: &[String], desks: &[String], begun: bool) -> String {
    let quoted = |word: &String| format!("'{word}'");
    let mut parts = Vec::new();
    if !desks.is_empty() {
        let desks: Vec<String> = desks.iter().map(quoted).collect();
        parts.push(format!("({})", desks.join(" | ")));
    }
    parts.extend(words.iter().map(quoted));
    parts.join(" & ") + if begun { ":*" } else { "" }
}
