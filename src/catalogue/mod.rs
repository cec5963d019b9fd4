//! Data files → domain values: the procedures of the national list, their processes and intake
//! forms. What the package ships is embedded; an office lays its own files over it.
//!
//! The tables are read where they lie (`table`): at the start only the index is parsed, the papers
//! and fees of a procedure when they are asked for, processes and forms at their first use.

mod change_set;
mod check;
mod difference;
mod entry;
mod form_file;
mod layer;
mod problem;
mod process_file;
mod process_import;
mod published;
mod receipt_file;
mod printer_file;
mod rows;
mod shipped;
mod sources;
mod table;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use sha2::{Digest, Sha256};

pub use change_set::{
    ChangeFile, ChangeSet, FORM_SETS, LATE_REASONS, LIFECYCLE, POLICIES, RECEIPT_RULES, SCHEMES,
    TEMPLATES,
};
pub use check::{Checked, check_office, check_shipped};
pub use difference::{Fate, FieldChange, ProcedureDifference, asked_for, compare, process_words};
pub use entry::ProcedureEntry;
pub use layer::{AsOf, Layer, NEWEST};
pub use printer_file::{PRINTERS, printers};
pub use problem::Problem;
pub(crate) use problem::line_of;
pub use process_file::read_process_file;
pub use process_import::{Imported, import_processes};
pub use published::Published;
pub use receipt_file::{RECEIPTS, receipt_rules};

use crate::domain::intake_form::IntakeForm;
use crate::domain::procedure::{Procedure, ProcedureCase, ProcedureCode};
use crate::domain::process::{Process, generic_for, half_days_of};
use crate::worktime::Limit;
use rows::{CaseRow, FeeRow, ProcedureRow, read_paper};
use sources::{Sources, TableKind};

/// The procedures, processes and forms of one office.
#[derive(Debug)]
pub struct Catalogue {
    sources: Sources,
    index: Vec<ProcedureEntry>,
    processes: OnceLock<Vec<Published>>,
    forms: OnceLock<Forms>,
    version: OnceLock<String>,
    recent: Mutex<HashMap<(ProcedureCode, AsOf), Arc<Procedure>>>,
}

/// Procedures kept as values: a desk receives a few dozen kinds a day.
const RECENT: usize = 128;

#[derive(Debug)]
struct Forms {
    generic: IntakeForm,
    /// Forms of each code, the newest layer last.
    by_code: HashMap<String, Vec<(Layer, IntakeForm)>>,
}

impl Clone for Catalogue {
    fn clone(&self) -> Self {
        Self {
            sources: self.sources.clone(),
            index: self.index.clone(),
            processes: OnceLock::new(),
            forms: OnceLock::new(),
            version: OnceLock::new(),
            recent: Mutex::default(),
        }
    }
}

impl Catalogue {
    /// What the package ships.
    ///
    /// # Errors
    /// The problems of the embedded index; the tests keep it without any.
    pub fn embedded() -> Result<Self, Vec<Problem>> {
        Self::over(Sources::shipped())
    }

    /// What the package ships with the files of an office laid over it: `catalogue/*.tsv`,
    /// `processes/*.toml` and `forms/*.toml` in `office_dir`. A form or process file of a shipped
    /// name takes its place; the rows of an office table take the place of all shipped rows of the
    /// same procedure.
    ///
    /// # Errors
    /// Every problem of the office's files, with file, line and mend.
    pub fn load(office_dir: Option<&Path>) -> Result<Self, Vec<Problem>> {
        let Some(dir) = office_dir else {
            return Self::embedded();
        };
        let mut sources = Sources::shipped();
        let office = sources::read_office(dir)?;
        if office.is_empty() {
            return Self::over(sources);
        }
        sources.lay_over(office);
        let problems = check::check_sources(&sources, check::Extent::OfficeOnly);
        if problems.is_empty() {
            Self::over(sources)
        } else {
            Err(problems)
        }
    }

    /// This catalogue with `change` laid over it as `layer`; what was stays readable. With `checked`,
    /// the files of the change are checked as those of an office are.
    ///
    /// # Errors
    /// Every problem of the files of the change, with file, line and mend.
    pub fn with_change(
        &self,
        change: &ChangeSet,
        layer: Layer,
        checked: bool,
    ) -> Result<Self, Vec<Problem>> {
        let mut sources = self.sources.clone();
        sources.lay_change(change.sources(layer)?);
        if checked {
            let problems = check::check_sources(&sources, check::Extent::Of(layer));
            if !problems.is_empty() {
                return Err(problems);
            }
        }
        Self::over(sources)
    }

    /// What `set`, laid over this catalogue as `new`, makes different on its day.
    pub fn difference(&self, new: &Self, set: &ChangeSet) -> Vec<ProcedureDifference> {
        difference::between(self, new, set)
    }

    /// Number of the newest change that touches this procedure; 0 when none does.
    pub fn edition_of(&self, code: &ProcedureCode, on: impl Into<AsOf>) -> i64 {
        let on = on.into();
        let tables = self.sources.editions_of(code.national(), on);
        let forms = self.forms().by_code.get(code.national());
        let forms = forms.into_iter().flatten().map(|(layer, _)| *layer);
        let processes = self.published().iter().filter(|one| one.is_of(code));
        let processes = processes.map(|one| one.layer);
        let all = tables.chain(forms).chain(processes);
        all.filter(|layer| layer.holds(on))
            .map(|layer| layer.edition)
            .max()
            .unwrap_or(0)
    }

    fn over(sources: Sources) -> Result<Self, Vec<Problem>> {
        let index = entry::index(&sources)?;
        Ok(Self {
            sources,
            index,
            processes: OnceLock::new(),
            forms: OnceLock::new(),
            version: OnceLock::new(),
            recent: Mutex::default(),
        })
    }

    /// Every procedure once, in order of code, ready for a chooser.
    pub fn index(&self) -> &[ProcedureEntry] {
        &self.index
    }

    /// The procedure as in force on a day, with its cases, fees and papers; `None` when there is no
    /// such code or no version of it holds on that day. The code asked for is kept with its suffix.
    pub fn procedure(&self, code: &ProcedureCode, on: impl Into<AsOf>) -> Option<Arc<Procedure>> {
        let on = on.into();
        let key = (code.clone(), on);
        let known = || self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(procedure) = known().get(&key) {
            return Some(procedure.clone());
        }
        let procedure = Arc::new(self.read_procedure(code, on)?);
        let mut recent = known();
        if recent.len() >= RECENT {
            recent.clear();
        }
        recent.insert(key, procedure.clone());
        Some(procedure)
    }

    fn read_procedure(&self, code: &ProcedureCode, on: AsOf) -> Option<Procedure> {
        let national = code.national();
        let row = self
            .cells(TableKind::Procedures, national, on)
            .filter_map(|cells| ProcedureRow::read(&cells).ok())
            .filter(|row| row.validity.holds_on(on.day))
            .last()?;
        Some(Procedure {
            code: code.clone(),
            name: row.name.to_owned(),
            field: row.field.to_owned(),
            ministry: row.ministry.to_owned(),
            levels: row.levels,
            decision: row.decision.to_owned(),
            version: row.version.to_owned(),
            valid_from: row.validity.from,
            valid_to: row.validity.to,
            channels: row.channels,
            cases: self.cases(national, on),
            papers: self
                .cells(TableKind::Papers, national, on)
                .filter_map(|cells| read_paper(&cells).ok())
                .collect(),
            immediate: row.immediate,
            source: row.source.to_owned(),
        })
    }

    fn cases(&self, national: &str, on: AsOf) -> Vec<ProcedureCase> {
        let fees: Vec<FeeRow<'_>> = self
            .cells(TableKind::Fees, national, on)
            .filter_map(|cells| FeeRow::read(&cells).ok())
            .filter(|fee| fee.validity.holds_on(on.day))
            .collect();
        let fees_of = |case: &str| {
            let mine = fees
                .iter()
                .filter(|fee| fee.case == "*" || fee.case == case);
            mine.map(|fee| fee.line.clone()).collect()
        };
        let mut cases: Vec<ProcedureCase> = self
            .cells(TableKind::Cases, national, on)
            .filter_map(|cells| CaseRow::read(&cells).ok())
            .filter(|case| case.validity.holds_on(on.day))
            .map(|case| ProcedureCase {
                id: case.id.to_owned(),
                name: case.name.to_owned(),
                limit: case.limit,
                limit_text: case.limit_text.to_owned(),
                limit_checked: case.checked,
                fees: fees_of(case.id),
            })
            .collect();
        if cases.is_empty() {
            cases.push(ProcedureCase {
                id: "1".to_owned(),
                name: String::new(),
                limit: Limit::NoDue,
                limit_text: String::new(),
                limit_checked: false,
                fees: fees_of("1"),
            });
        }
        cases
    }

    fn cells<'a>(
        &'a self,
        kind: TableKind,
        national: &'a str,
        on: AsOf,
    ) -> impl Iterator<Item = Vec<&'a str>> {
        self.sources.rows_of(kind, national, on)
    }

    /// The process for a dossier: the published one in force on that day whose sum is nearest to
    /// the limit, fitted to the limit; else the generic one. The allotments always add up to the
    /// limit, or are all zero when there is no due date. The processes of a change take the place of
    /// all older ones of the procedure.
    pub fn process_for(&self, code: &ProcedureCode, limit: Limit, on: impl Into<AsOf>) -> Process {
        let on = on.into();
        let total = half_days_of(limit).unwrap_or(0);
        match self.published_for(code, limit, on) {
            Some(published) => published.process.clone().fitted_to(total),
            None => generic_for(limit),
        }
    }

    /// The published process in force on that day whose total is nearest to the limit. The processes of
    /// a change take the place of all older ones of the procedure.
    pub fn published_for(
        &self,
        code: &ProcedureCode,
        limit: Limit,
        on: impl Into<AsOf>,
    ) -> Option<&Published> {
        let (total, on) = (half_days_of(limit).unwrap_or(0), on.into());
        let held = |one: &&Published| {
            one.layer.holds(on) && one.is_of(code) && one.process.valid_on(on.day)
        };
        let newest = self
            .published()
            .iter()
            .filter(held)
            .map(|one| one.layer)
            .max()?;
        self.published()
            .iter()
            .filter(held)
            .filter(|one| one.layer == newest)
            .min_by_key(|one| one.half_days.abs_diff(total))
    }

    /// Every published process with its place, also those without a national code.
    pub fn published(&self) -> &[Published] {
        self.processes
            .get_or_init(|| process_file::read_all(&self.sources).0)
    }

    /// Every published process, for finding one by name.
    pub fn processes(&self) -> impl Iterator<Item = &Process> {
        self.published().iter().map(|one| &one.process)
    }

    /// The intake form of a procedure, merged over the generic form.
    pub fn form_for(&self, code: &ProcedureCode) -> &IntakeForm {
        let forms = self.forms();
        let own = forms.by_code.get(code.national());
        own.and_then(|own| own.last())
            .map_or(&forms.generic, |(_, form)| form)
    }

    /// The intake form of a procedure as it was then.
    pub fn form_on(&self, code: &ProcedureCode, on: impl Into<AsOf>) -> &IntakeForm {
        let (forms, on) = (self.forms(), on.into());
        let own = forms.by_code.get(code.national()).into_iter().flatten();
        own.rev()
            .find(|(layer, _)| layer.holds(on))
            .map_or(&forms.generic, |(_, form)| form)
    }

    /// The codes that have a form of their own.
    pub fn codes_with_forms(&self) -> impl Iterator<Item = &str> {
        self.forms().by_code.keys().map(String::as_str)
    }

    fn forms(&self) -> &Forms {
        self.forms.get_or_init(|| {
            let (files, _) = form_file::read_all(&self.sources);
            let generic = files
                .iter()
                .find(|(_, form)| form.id == form_file::GENERIC)
                .map(|(_, form)| form.clone())
                .unwrap_or_else(form_file::empty_generic);
            let mut by_code: HashMap<String, Vec<(Layer, IntakeForm)>> = HashMap::new();
            for (layer, form) in files.iter().filter(|(_, f)| f.id != form_file::GENERIC) {
                for code in &form.procedures {
                    let own = by_code.entry(code.national().to_owned()).or_default();
                    own.push((*layer, form.over(&generic)));
                }
            }
            Forms { generic, by_code }
        })
    }

    /// Short content hash of everything loaded: two offices with the same files agree on it.
    pub fn version(&self) -> &str {
        self.version.get_or_init(|| {
            let mut hash = Sha256::new();
            for text in self.sources.texts() {
                hash.update(text.as_bytes());
                hash.update([0]);
            }
            hash.finalize()
                .iter()
                .take(6)
                .map(|byte| format!("{byte:02x}"))
                .collect()
        })
    }
}
