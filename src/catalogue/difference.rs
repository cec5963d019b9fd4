//! What a change makes different, procedure by procedure, in words that two persons can check.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::layer::AsOf;
use super::{Catalogue, ChangeSet};
use crate::domain::procedure::{FeeKind, FeeLine, Procedure, ProcedureCase, ProcedureCode};
use crate::domain::process::{Process, StepUnit};

/// What becomes of a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It was not in force before.
    Added,
    /// It goes on with other rules.
    Changed,
    /// It is no longer in force.
    Ended,
}

impl Fate {
    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Added => "thêm mới",
            Self::Changed => "sửa",
            Self::Ended => "hết hiệu lực",
        }
    }
}

/// One value that changes; empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// What it is, in words.
    pub field: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}

/// The difference for one procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureDifference {
    /// National code.
    pub code: String,
    /// Name, the new one when there is one.
    pub name: String,
    /// What becomes of it.
    pub fate: Fate,
    /// Value by value.
    pub fields: Vec<FieldChange>,
}

/// The codes that a change speaks of, in order.
pub(super) fn codes(set: &ChangeSet) -> BTreeSet<ProcedureCode> {
    let mut codes = BTreeSet::new();
    for (_, text) in set.below("catalogue") {
        let cells = text
            .lines()
            .skip(1)
            .filter_map(|row| row.split('\t').next());
        codes.extend(cells.filter_map(national));
    }
    for folder in ["processes", "forms"] {
        for (_, text) in set.below(folder) {
            let words = text.split('"').skip(1).step_by(2);
            codes.extend(words.filter_map(national));
        }
    }
    codes
}

fn national(text: &str) -> Option<ProcedureCode> {
    let code = ProcedureCode::parse(text)?;
    ProcedureCode::parse(code.national())
}

/// Every procedure that `set` makes different between `old` and `new` on its day.
pub(super) fn between(
    old: &Catalogue,
    new: &Catalogue,
    set: &ChangeSet,
) -> Vec<ProcedureDifference> {
    let on = AsOf::from(set.valid_from);
    let codes = codes(set);
    codes
        .iter()
        .filter_map(|code| procedure(old, new, code, on))
        .collect()
}

fn procedure(
    old: &Catalogue,
    new: &Catalogue,
    code: &ProcedureCode,
    on: AsOf,
) -> Option<ProcedureDifference> {
    let (was, is) = (old.procedure(code, on), new.procedure(code, on));
    let fate = match (&was, &is) {
        (None, None) => return None,
        (None, Some(_)) => Fate::Added,
        (Some(_), None) => Fate::Ended,
        (Some(_), Some(_)) => Fate::Changed,
    };
    let mut fields = Fields::default();
    if let Some(is) = &is {
        let lines = |catalogue, procedure: &Procedure| sheet(catalogue, procedure, on);
        let before = was.as_ref().map(|was| lines(old, was)).unwrap_or_default();
        fields.compare(&before, &lines(new, is));
    }
    if fate == Fate::Changed && fields.0.is_empty() {
        return None;
    }
    Some(ProcedureDifference {
        code: code.national().to_owned(),
        name: is.or(was).map_or(String::new(), |p| p.name.clone()),
        fate,
        fields: fields.0,
    })
}

/// Label and value of everything about a procedure that people can check.
type Lines = Vec<(String, String)>;

#[derive(Default)]
struct Fields(Vec<FieldChange>);

impl Fields {
    fn compare(&mut self, old: &Lines, new: &Lines) {
        let value = |lines: &Lines, field: &str| {
            let found = lines.iter().find(|(own, _)| own == field);
            found.map_or(String::new(), |(_, value)| value.clone())
        };
        let gone = old.iter().filter(|(f, _)| !new.iter().any(|(n, _)| n == f));
        for (field, _) in new.iter().chain(gone) {
            let (was, is) = (value(old, field), value(new, field));
            if was != is {
                self.0.push(FieldChange {
                    field: field.clone(),
                    old: was,
                    new: is,
                });
            }
        }
    }
}

/// Compares what two versions of a procedure ask and promise.
#[must_use]
pub fn compare(old: &[(String, String)], new: &[(String, String)]) -> Vec<FieldChange> {
    let mut fields = Fields::default();
    fields.compare(&old.to_vec(), &new.to_vec());
    fields.0
}

fn sheet(catalogue: &Catalogue, procedure: &Procedure, on: AsOf) -> Lines {
    let channels: Vec<&str> = procedure.channels.iter().map(|c| c.code()).collect();
    let levels: Vec<&str> = procedure.levels.iter().map(|l| l.code()).collect();
    let date = |day: Option<chrono::NaiveDate>| {
        day.map_or(String::new(), |day| day.format("%d/%m/%Y").to_string())
    };
    let mut lines = vec![
        ("Tên".to_owned(), procedure.name.clone()),
        ("Lĩnh vực".to_owned(), procedure.field.clone()),
        ("Bộ quản lý".to_owned(), procedure.ministry.clone()),
        ("Cấp thực hiện".to_owned(), levels.join(", ")),
        ("Cách nộp".to_owned(), channels.join(", ")),
        ("Quyết định công bố".to_owned(), procedure.decision.clone()),
        ("Giải quyết ngay".to_owned(), yes_no(procedure.immediate)),
        ("Phiên bản".to_owned(), procedure.version.clone()),
        ("Hiệu lực từ".to_owned(), date(procedure.valid_from)),
        ("Hết hiệu lực".to_owned(), date(procedure.valid_to)),
    ];
    for case in &procedure.cases {
        lines.extend(case_lines(case));
        let process = catalogue.process_for(&procedure.code, case.limit, on);
        lines.push((of_case("Quy trình", case), process_words(&process)));
    }
    lines.extend(paper_lines(procedure));
    let form = catalogue.form_on(&procedure.code, on);
    let asked: Vec<String> = form.fields().map(|f| f.label.clone()).collect();
    lines.push(("Tờ khai".to_owned(), asked.join("; ")));
    lines
}

fn yes_no(yes: bool) -> String {
    if yes { "có" } else { "không" }.to_owned()
}

fn of_case(what: &str, case: &ProcedureCase) -> String {
    if case.name.is_empty() {
        what.to_owned()
    } else {
        format!("{what} ({})", case.name)
    }
}

fn case_lines(case: &ProcedureCase) -> Lines {
    let mut lines = vec![(of_case("Thời hạn", case), case.limit.in_words())];
    for fee in &case.fees {
        let what = format!("{} {}", fee_word(fee.kind), fee.name);
        lines.push((of_case(&what, case), fee_words(fee)));
    }
    lines
}

/// Fees of a case and papers of a procedure, for showing what a dossier would have to bring.
#[must_use]
pub fn asked_for(procedure: &Procedure, case: &str) -> Vec<(String, String)> {
    let case = procedure.cases.iter().find(|own| own.id == case);
    let fees = case.into_iter().flat_map(|case| &case.fees);
    let mut lines: Lines = fees
        .map(|fee| {
            let what = format!("{} {}", fee_word(fee.kind), fee.name);
            (what, fee_words(fee))
        })
        .collect();
    lines.extend(paper_lines(procedure));
    lines
}

fn paper_lines(procedure: &Procedure) -> Lines {
    let papers = procedure.papers.iter();
    papers
        .map(|paper| {
            let counts = format!(
                "{} bản chính, {} chứng thực, {} photo",
                paper.originals, paper.certified, paper.photocopies
            );
            (format!("Giấy tờ: {}", paper.name), counts)
        })
        .collect()
}

fn fee_word(kind: FeeKind) -> &'static str {
    match kind {
        FeeKind::Phi => "Phí",
        FeeKind::LePhi => "Lệ phí",
    }
}

fn fee_words(fee: &FeeLine) -> String {
    let amount = fee.amount_dong.map_or("chưa rõ mức".to_owned(), |amount| {
        format!("{amount} đồng")
    });
    let unit = [fee.unit.as_str(), fee.note.as_str()];
    let rest: Vec<&str> = unit.into_iter().filter(|text| !text.is_empty()).collect();
    match rest.is_empty() {
        true => amount,
        false => format!("{amount} ({})", rest.join("; ")),
    }
}

/// The steps of a process in one line.
#[must_use]
pub fn process_words(process: &Process) -> String {
    let steps = process.steps.iter().map(|step| {
        let unit = match &step.unit {
            StepUnit::Desk => "một cửa",
            StepUnit::Office(room) if room.is_empty() => "phòng chuyên môn",
            StepUnit::Office(name) | StepUnit::Org(name) => name,
        };
        format!(
            "{}. {} ({unit}, {} buổi)",
            step.no, step.name, step.half_days
        )
    });
    let steps: Vec<String> = steps.collect();
    steps.join(" → ")
}
