//! What goes into a statement and what comes out of it.
//!
//! Four kinds are enough for both engines: times are UTC milliseconds, half-days and đồng are
//! integers, codes and JSON are text. Reading is by position and typed, and never panics.

use super::error::StoreError;
use std::borrow::Cow;

/// One value: `NULL`, `BIGINT`, `TEXT` or `BYTEA` (SQLite: `INTEGER`, `TEXT`, `BLOB`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Val<'a> {
    /// SQL `NULL`; fits a parameter of any type.
    Null,
    /// A whole number; also a yes/no as 1/0.
    Int(i64),
    /// Text in NFC.
    Text(Cow<'a, str>),
    /// Raw bytes: hashes, ids.
    Bytes(Cow<'a, [u8]>),
}

impl Val<'_> {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Val::Null => "null",
            Val::Int(_) => "int",
            Val::Text(_) => "text",
            Val::Bytes(_) => "bytes",
        }
    }

    /// PostgreSQL cannot hold the zero character in text and SQLite tools cut it: refused on both.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        match self {
            Val::Text(text) if text.as_bytes().contains(&0) => Err(StoreError::Text),
            _ => Ok(()),
        }
    }
}

macro_rules! int_val {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Val<'_> {
            fn from(n: $kind) -> Self {
                Val::Int(i64::from(n))
            }
        }
    )*};
}
int_val!(i64, i32, u32, u16, u8, bool);

impl<'a> From<&'a str> for Val<'a> {
    fn from(text: &'a str) -> Self {
        Val::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Val<'_> {
    fn from(text: String) -> Self {
        Val::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a String> for Val<'a> {
    fn from(text: &'a String) -> Self {
        Val::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a [u8]> for Val<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Val::Bytes(Cow::Borrowed(bytes))
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Val<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Val::Bytes(Cow::Borrowed(bytes))
    }
}

impl From<Vec<u8>> for Val<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Val::Bytes(Cow::Owned(bytes))
    }
}

impl<'a, T: Into<Val<'a>>> From<Option<T>> for Val<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Val::Null, Into::into)
    }
}

/// One row of an answer, read by position (0 is the first column).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(Vec<Val<'static>>);

impl Row {
    /// A row of these values.
    pub fn new(values: Vec<Val<'static>>) -> Self {
        Row(values)
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.0.len()
    }

    /// The whole number at `i`; an error when it is `NULL`, another kind, or not there.
    pub fn int(&self, i: usize) -> Result<i64, StoreError> {
        self.opt_int(i)?.ok_or_else(|| self.wrong(i, "int"))
    }

    /// The text at `i`; an error when it is `NULL`, another kind, or not there.
    pub fn text(&self, i: usize) -> Result<&str, StoreError> {
        self.opt_text(i)?.ok_or_else(|| self.wrong(i, "text"))
    }

    /// The text at `i`, owned.
    pub fn string(&self, i: usize) -> Result<String, StoreError> {
        self.text(i).map(str::to_owned)
    }

    /// The bytes at `i`; an error when it is `NULL`, another kind, or not there.
    pub fn bytes(&self, i: usize) -> Result<&[u8], StoreError> {
        self.opt_bytes(i)?.ok_or_else(|| self.wrong(i, "bytes"))
    }

    /// The yes/no at `i`, kept as 1/0.
    pub fn flag(&self, i: usize) -> Result<bool, StoreError> {
        match self.int(i)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(self.wrong(i, "0/1")),
        }
    }

    /// The whole number at `i`, or `None` for `NULL`.
    pub fn opt_int(&self, i: usize) -> Result<Option<i64>, StoreError> {
        match self.0.get(i) {
            Some(Val::Int(n)) => Ok(Some(*n)),
            Some(Val::Null) => Ok(None),
            _ => Err(self.wrong(i, "int")),
        }
    }

    /// The text at `i`, or `None` for `NULL`.
    pub fn opt_text(&self, i: usize) -> Result<Option<&str>, StoreError> {
        match self.0.get(i) {
            Some(Val::Text(text)) => Ok(Some(text)),
            Some(Val::Null) => Ok(None),
            _ => Err(self.wrong(i, "text")),
        }
    }

    /// The text at `i`, owned, or `None` for `NULL`.
    pub fn opt_string(&self, i: usize) -> Result<Option<String>, StoreError> {
        Ok(self.opt_text(i)?.map(str::to_owned))
    }

    /// The bytes at `i`, or `None` for `NULL`.
    pub fn opt_bytes(&self, i: usize) -> Result<Option<&[u8]>, StoreError> {
        match self.0.get(i) {
            Some(Val::Bytes(bytes)) => Ok(Some(bytes)),
            Some(Val::Null) => Ok(None),
            _ => Err(self.wrong(i, "bytes")),
        }
    }

    fn wrong(&self, i: usize, wanted: &str) -> StoreError {
        let found = self.0.get(i).map_or("none", Val::kind);
        StoreError::misuse(format!("column {i}: wanted {wanted}, found {found}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_from_the_usual_types() {
        assert_eq!(Val::from(true), Val::Int(1));
        assert_eq!(Val::from(None::<i64>), Val::Null);
        assert_eq!(Val::from(Some("Đào")), Val::Text("Đào".into()));
        assert_eq!(Val::from(&[1u8, 2]), Val::Bytes(vec![1, 2].into()));
    }

    #[test]
    fn a_row_is_read_by_kind_and_never_panics() {
        let row = Row::new(vec![Val::Int(7), Val::from("a"), Val::Null]);
        assert_eq!(
            (row.int(0), row.text(1), row.opt_text(2)),
            (Ok(7), Ok("a"), Ok(None))
        );
        for wrong in [
            row.int(1).err(),
            row.int(2).err(),
            row.int(9).err(),
            row.flag(0).err(),
        ] {
            assert_eq!(wrong.map(|e| e.code()), Some("MC-5018"));
        }
    }

    #[test]
    fn the_zero_character_is_refused() {
        assert_eq!(Val::from("a\0b").check(), Err(StoreError::Text));
        assert_eq!(Val::from("ab").check(), Ok(()));
    }
}
