//! Find (tìm): one text for code, last digits, name, telephone and identity number.

use super::list::{Listed, listed, now_session};
use super::{App, UseCaseError};
use crate::domain::code_scheme::normalise;
use crate::domain::org::Actor;
use crate::domain::person::bare;
use crate::domain::scope::Reader;
use crate::records::finding;
use crate::records::lists::ListRow;
use crate::store::{Engine, StoreError, Tx};
use crate::text::fold_words;

/// Most rows a search answers.
pub const MOST: i64 = 50;

/// What was found and how it was searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Rows, newest first.
    pub rows: Vec<Listed>,
    /// What was searched, in words.
    pub about: String,
    /// The text is the exact code of the only row.
    pub exact: bool,
}

/// Searches dossiers that `actor` may see.
///
/// # Errors
/// Not allowed; the calendar ends; the store.
pub async fn find(app: &App, actor: &Actor, text: &str) -> Result<Found, UseCaseError> {
    let reader = Reader::searching(actor)?;
    let now = now_session(app)?;
    let question = Question::of(text, reader);
    let about = question.about();
    let code = question.code.clone();
    let engine = app.store.engine();
    let rows: Vec<ListRow> = app.store.read(move |tx| question.ask(tx, engine)).await?;
    let exact = rows.len() == 1 && rows[0].code == code;
    let rows = rows
        .into_iter()
        .map(|row| listed(&app.rules, row, now))
        .collect();
    Ok(Found { rows, about, exact })
}

/// Rows that `reader` may see for `text`, newest first.
pub(super) fn found_rows(
    tx: &mut dyn Tx,
    engine: Engine,
    text: &str,
    reader: Reader,
) -> Result<Vec<ListRow>, StoreError> {
    Question::of(text, reader).ask(tx, engine)
}

/// The text, read in every way it may be meant.
struct Question {
    text: String,
    reader: Reader,
    code: String,
    number: String,
    words: Vec<String>,
}

impl Question {
    fn of(text: &str, reader: Reader) -> Self {
        let text: String = text.trim().chars().take(200).collect();
        Self {
            code: normalise(&text),
            number: bare(&text),
            words: fold_words(&text),
            reader,
            text,
        }
    }

    /// Digits are a number, a dash with digits is a code, everything else is a name.
    fn ask(&self, tx: &mut dyn Tx, engine: Engine) -> Result<Vec<ListRow>, StoreError> {
        if self.words.is_empty() {
            return Ok(Vec::new());
        }
        if self.is_code() {
            let rows = finding::by_code_prefix(tx, &self.code, &self.reader, MOST)?;
            if !rows.is_empty() {
                return Ok(exact_first(rows, &self.code));
            }
        }
        if self.number.len() >= 8 || self.is_digits() {
            let rows = self.by_number(tx)?;
            if !rows.is_empty() || self.is_digits() {
                return Ok(rows);
            }
        }
        finding::by_name(tx, engine, &self.words, &self.reader, MOST)
    }

    fn by_number(&self, tx: &mut dyn Tx) -> Result<Vec<ListRow>, StoreError> {
        let short = self.number.len() < 8;
        if short && self.reader.units().is_some() {
            let last = self.number.trim_start_matches('0');
            return finding::by_last_digits(tx, &self.reader, last, MOST);
        }
        finding::by_number(tx, &self.number, &self.reader, MOST)
    }

    fn is_digits(&self) -> bool {
        !self.number.is_empty()
            && self
                .text
                .chars()
                .all(|c| c.is_ascii_digit() || " .-+".contains(c))
            && !self.is_code()
    }

    fn is_code(&self) -> bool {
        let digits = self.code.chars().filter(char::is_ascii_digit).count();
        digits >= 2
            && (self.code.contains('.') || self.code.contains('-'))
            && !self.text.contains(' ')
    }

    fn about(&self) -> String {
        match () {
            () if self.is_code() => format!("mã hồ sơ “{}”", self.code),
            () if self.is_digits() && self.number.len() < 8 => {
                format!("số thứ tự cuối mã “{}”", self.number)
            }
            () if self.is_digits() => format!("số định danh, số điện thoại “{}”", self.number),
            () => format!("họ tên chủ hồ sơ, người nộp có “{}”", self.words.join(" ")),
        }
    }
}

/// A whole code opens its dossier even when longer codes begin with it.
fn exact_first(rows: Vec<ListRow>, code: &str) -> Vec<ListRow> {
    match rows.iter().find(|row| row.code == code) {
        Some(row) => vec![row.clone()],
        None => rows,
    }
}
