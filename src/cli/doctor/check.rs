//! One line of the doctor: how it stands, what was seen, what to do.

use serde::Serialize;

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Well.
    Ok,
    /// Works, but look at it.
    Care,
    /// Must be mended.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// For scripts: `terminal`, `disk`, ….
    pub id: &'static str,
    /// How it stands.
    pub mark: Mark,
    /// What was seen.
    pub seen: String,
    /// What to do; empty when it is well.
    pub mend: String,
}

impl Check {
    /// It is well.
    pub fn ok(id: &'static str, seen: impl Into<String>) -> Self {
        Self {
            id,
            mark: Mark::Ok,
            seen: seen.into(),
            mend: String::new(),
        }
    }

    /// It works, with a word of care.
    pub fn care(id: &'static str, seen: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            mark: Mark::Care,
            mend: mend.into(),
            ..Self::ok(id, seen)
        }
    }

    /// It must be mended.
    pub fn bad(id: &'static str, seen: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            mark: Mark::Bad,
            ..Self::care(id, seen, mend)
        }
    }

    /// As a line for people.
    pub fn line(&self) -> String {
        let sign = match self.mark {
            Mark::Ok => '√',
            Mark::Care => '!',
            Mark::Bad => '×',
        };
        let text = match self.mend.as_str() {
            "" => format!("{sign} {}", self.seen),
            mend => format!("{sign} {} → {mend}", self.seen),
        };
        // What files and servers say never reaches the terminal raw.
        crate::text::visible(&text).to_string()
    }
}
