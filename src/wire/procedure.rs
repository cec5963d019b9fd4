//! Procedures as a desk chooses them and fills them in.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// Answer of `GET /api/procedures`: every procedure in reach, a line each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ProcedureIndex {
    /// Version of the catalogue.
    pub version: String,
    /// Entries.
    pub procedures: Vec<ProcedureLine>,
}

/// One procedure in the chooser.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ProcedureLine {
    /// National code.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Branch of administration.
    pub field: String,
    /// Levels: `bo`, `tinh`, `huyen`, `xa`, `khac`.
    pub levels: Vec<String>,
    /// Usual limit in words, as published.
    pub limit: String,
    /// Number of cases.
    pub cases: usize,
    /// How often this desk has received it.
    #[serde(default)]
    pub used: u64,
}

/// [`ProcedureIndex`] as a desk reads it: thousands of lines, nothing of them copied.
#[derive(Debug, Deserialize)]
pub struct ProcedureRows<'a> {
    /// Entries.
    #[serde(borrow)]
    pub procedures: Vec<ProcedureRow<'a>>,
}

/// [`ProcedureLine`] as a desk reads it.
#[derive(Debug, Deserialize)]
pub struct ProcedureRow<'a> {
    /// National code.
    #[serde(borrow)]
    pub code: Cow<'a, str>,
    /// Official name.
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    /// Branch of administration.
    #[serde(borrow)]
    pub field: Cow<'a, str>,
    /// Usual limit in words, as published.
    #[serde(borrow)]
    pub limit: Cow<'a, str>,
    /// How often this desk has received it.
    #[serde(default)]
    pub used: u64,
    #[serde(borrow)]
    levels: &'a RawValue,
}

impl ProcedureRow<'_> {
    /// Whether the procedure is of `level`: `bo`, `tinh`, `huyen`, `xa` or `khac`.
    #[must_use]
    pub fn is_of_level(&self, level: &str) -> bool {
        serde_json::from_str::<Vec<Cow<'_, str>>>(self.levels.get())
            .is_ok_and(|levels| levels.iter().any(|of| of == level))
    }
}

/// Answer of `GET /api/procedures/{code}`: everything the intake screen of a procedure needs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct IntakeSheet {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Branch.
    pub field: String,
    /// Solved in one go, no slip needed.
    pub immediate: bool,
    /// Cases; never empty.
    pub cases: Vec<Case>,
    /// Papers to tick, with usual counts.
    pub papers: Vec<SheetPaper>,
    /// Own fields of the procedure, in sections.
    pub sections: Vec<Section>,
    /// Template of the one-line summary, text with `{field_key}`.
    pub summary: String,
    /// Steps of the process, for information: name and half-days.
    pub steps: Vec<SheetStep>,
    /// Number of the newest change of the catalogue that touched the procedure; sent back with the intake.
    #[serde(default)]
    pub edition: i64,
}

/// One case of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Case {
    /// Identifier within the procedure.
    pub id: String,
    /// What sets it apart; empty when there is only one.
    pub name: String,
    /// Limit: `2d`, `½d`, `3h`, `15cd`, `1m`, `in-day`, `none`.
    pub limit: String,
    /// Limit in words, for the screen.
    pub limit_words: String,
    /// Nothing is published: the clerk must enter a limit.
    pub needs_limit: bool,
    /// Fees.
    pub fees: Vec<Fee>,
}

/// One fee of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Fee {
    /// `phi` or `le_phi`.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Whole đồng; none when it must be asked.
    pub amount_dong: Option<u64>,
    /// What one amount pays for.
    pub unit: String,
    /// Channel it applies to; none for every one.
    pub channel: Option<String>,
    /// Steps, caps, exemptions.
    pub note: String,
    /// The number contradicts its own note.
    pub suspect: bool,
}

/// A paper to tick.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct SheetPaper {
    /// Name.
    pub name: String,
    /// Bản chính.
    pub originals: u32,
    /// Bản chứng thực.
    pub certified: u32,
    /// Bản photo.
    pub photocopies: u32,
    /// Shown and handed back.
    pub shown_only: bool,
    /// Only in some cases.
    pub optional: bool,
}

/// A headed group of fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Fields in focus order.
    pub fields: Vec<Field>,
}

/// One field of the procedure's own form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Field {
    /// Key of the answer.
    pub key: String,
    /// Label.
    pub label: String,
    /// `text`, `name`, `identity`, `phone`, `email`, `date`, `choice`, `number`, `money`, `address`, `note`.
    pub kind: String,
    /// Must be filled at the counter.
    pub required: bool,
    /// Hint after the field.
    pub hint: String,
    /// Help for F1.
    pub help: String,
    /// Values of a choice.
    pub choices: Vec<String>,
    /// Value it starts with.
    pub default: String,
    /// Least number.
    pub min: Option<i64>,
    /// Greatest number.
    pub max: Option<i64>,
}

/// A step of the process that a dossier will go through.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct SheetStep {
    /// Name.
    pub name: String,
    /// Role name for people.
    pub role: String,
    /// Allotted half-days.
    pub half_days: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_reads_the_list_that_the_server_writes() {
        let line = ProcedureLine {
            code: "1.001193".into(),
            name: "Đăng ký \"khai sinh\"".into(),
            levels: vec!["xa".into(), "tinh".into()],
            used: 7,
            ..ProcedureLine::default()
        };
        let index = ProcedureIndex {
            procedures: vec![line],
            ..ProcedureIndex::default()
        };
        let text = serde_json::to_string(&index).expect("a list");
        let rows: ProcedureRows = serde_json::from_str(&text).expect("rows");
        let [row] = rows.procedures.as_slice() else {
            panic!("{rows:?}");
        };
        let read = (&*row.code, &*row.name, row.used);
        assert_eq!(read, ("1.001193", "Đăng ký \"khai sinh\"", 7));
        let levels = ["xa", "tinh", "bo", "x", ",", ""].map(|level| row.is_of_level(level));
        assert_eq!(levels, [true, true, false, false, false, false]);
    }
}
