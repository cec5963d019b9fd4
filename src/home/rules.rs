//! Files → rule data: what the program ships, with the office's own files over it.

use std::path::Path;

use super::start::StartError;
use crate::catalogue::{Catalogue, RECEIPTS, receipt_rules};
use crate::domain::flow::Acceptance;
use crate::domain::lifecycle::Lifecycle;
use crate::domain::role::{MixedRole, RoleBook};
use crate::print::{FormSets, Shelf};
use crate::usecases::office_printers::office_printers;
use crate::usecases::papers_check::procedure_papers;
use crate::usecases::rules::join_calendars;
use crate::usecases::{Office, Rules};
use crate::worktime::{Calendar, VN, VN_2027_PROVISIONAL};

const ROLES: &str = include_str!("../../assets/roles/roles.toml");
const LIFECYCLE: &str = include_str!("../../assets/lifecycle/transitions.toml");
const POLICIES: &str = include_str!("../../assets/lifecycle/policies.toml");
const LATE_REASONS: &str = include_str!("../../assets/lifecycle/late-reasons.toml");
const ACCEPTANCES: &str = include_str!("../../assets/demo/acceptances.toml");
const LISTS: &str = include_str!("../../assets/lists/lists.toml");
const SCHEMES: &str = include_str!("../../assets/codes/schemes.toml");

/// Loads all rule data; `config` is the office's folder. Without an office file there it is the
/// demonstration office.
///
/// # Errors
/// [`StartError::Data`] lists every problem with file, line and mend.
pub fn load_rules(config: &Path) -> Result<Rules, StartError> {
    let roles = roles(config)?;
    let office = office(config, &roles)?;
    let calendar_files = calendar_files(config, &office.calendars)?;
    let lifecycle = lifecycle(config)?;
    let shelf = Shelf::with_folder(&config.join("print-templates"))
        .map_err(|error| StartError::data([error]))?;
    let form_sets = form_sets(config, &office, &shelf, &lifecycle)?;
    let rules = Rules {
        calendar: calendar(&office, &calendar_files)?,
        lifecycle,
        policies: shipped_or_own(config, "policies.toml", POLICIES)?,
        late_reasons: shipped_or_own(config, "late-reasons.toml", LATE_REASONS)?,
        lists: lists(config, &roles)?,
        schemes: shipped_or_own(config, "schemes.toml", SCHEMES)?,
        receipts: receipts(config)?,
        printers: office_printers(config).map_err(StartError::data)?,
        printers_of: Some(config.to_owned()),
        catalogue: Catalogue::load(Some(config)).map_err(StartError::data)?,
        shelf,
        form_sets,
        acceptances: acceptances(office.demo)?,
        findings: Default::default(),
        roles,
        office,
        calendar_files,
        changes: Vec::new(),
    };
    match procedure_papers(&rules.shelf, &rules.catalogue) {
        problems if problems.is_empty() => Ok(rules),
        problems => Err(StartError::data(problems)),
    }
}

/// The sets of forms, with every paper that the life cycle prints, and the one the office chose.
fn form_sets(
    config: &Path,
    office: &Office,
    shelf: &Shelf,
    lifecycle: &Lifecycle,
) -> Result<FormSets, StartError> {
    let folder = config.join("form-sets");
    let sets = FormSets::load(&folder, shelf, &lifecycle.papers()).map_err(StartError::data)?;
    match &office.form_set {
        Some(id) if sets.get(id).is_none() => Err(StartError::data([format!(
            "office.toml: không có bộ mẫu “{id}” – sửa form_set hoặc thêm tệp vào {}",
            folder.display()
        )])),
        _ => Ok(sets),
    }
}

/// The demonstration office begins with its provincial administrator's acceptances; a real office
/// with none.
fn acceptances(demo: bool) -> Result<Vec<Acceptance>, StartError> {
    #[derive(serde::Deserialize)]
    struct File {
        acceptance: Vec<Acceptance>,
    }
    if !demo {
        return Ok(Vec::new());
    }
    let file: File = toml::from_str(ACCEPTANCES)
        .map_err(|error| StartError::data([format!("acceptances.toml: {error}")]))?;
    Ok(file.acceptance)
}

/// Roles, none of which may both prepare and decide.
fn roles(config: &Path) -> Result<RoleBook, StartError> {
    let roles: RoleBook = shipped_or_own(config, "roles.toml", ROLES)?;
    let mixed = roles.mixed();
    if mixed.is_empty() {
        return Ok(roles);
    }
    let own = config.join("roles.toml");
    let text = std::fs::read_to_string(&own).unwrap_or_default();
    let problem = |mixed: MixedRole| {
        let heading = format!("[role.{}]", mixed.role);
        let at = text.find(&heading).unwrap_or(0);
        let line = text[..at].matches('\n').count() + 1;
        format!("{}:{line}: {mixed}", own.display())
    };
    Err(StartError::data(mixed.into_iter().map(problem)))
}

fn office(config: &Path, roles: &RoleBook) -> Result<Office, StartError> {
    let file = config.join("office.toml");
    let office = if file.exists() {
        Office::load(&file, roles)
    } else {
        Office::parse("office.toml", Office::DEMO, roles)
    };
    office.map_err(StartError::data)
}

fn lifecycle(config: &Path) -> Result<Lifecycle, StartError> {
    let table: Lifecycle = shipped_or_own(config, "transitions.toml", LIFECYCLE)?;
    let problems = table.problems();
    if problems.is_empty() {
        Ok(table)
    } else {
        Err(StartError::data(problems))
    }
}

fn lists(
    config: &Path,
    roles: &RoleBook,
) -> Result<crate::domain::work_list::WorkLists, StartError> {
    let table: crate::domain::work_list::WorkLists = shipped_or_own(config, "lists.toml", LISTS)?;
    let problems = table.problems(roles);
    if problems.is_empty() {
        Ok(table)
    } else {
        Err(StartError::data(problems))
    }
}

fn receipts(config: &Path) -> Result<crate::domain::receipt_rules::ReceiptRules, StartError> {
    let own = config.join("receipts.toml");
    let (name, text) = match std::fs::read_to_string(&own) {
        Ok(text) => (own.display().to_string(), text),
        Err(_) => ("receipts.toml".to_owned(), RECEIPTS.to_owned()),
    };
    receipt_rules(&name, &text).map_err(StartError::data)
}

/// A calendar by its shipped name, or by a file beside the office file.
fn calendar_files(config: &Path, names: &[String]) -> Result<Vec<String>, StartError> {
    let read = |name: &String| match name.as_str() {
        "vn" => Ok(VN.to_owned()),
        "vn-2027-provisional" => Ok(VN_2027_PROVISIONAL.to_owned()),
        file => {
            let path = config.join(file);
            std::fs::read_to_string(&path).map_err(|error| {
                StartError::data([format!(
                    "{}: {error} – sửa calendars trong office.toml",
                    path.display()
                )])
            })
        }
    };
    names.iter().map(read).collect()
}

fn calendar(office: &Office, files: &[String]) -> Result<Calendar, StartError> {
    join_calendars(files, office.unconfirmed_days)
        .map_err(|error| StartError::data([error]))?
        .ok_or_else(|| StartError::data(["office.toml: chưa có lịch – thêm calendars = [\"vn\"]"]))
}

fn shipped_or_own<T: serde::de::DeserializeOwned>(
    config: &Path,
    name: &str,
    shipped: &str,
) -> Result<T, StartError> {
    let own = config.join(name);
    let text = match std::fs::read_to_string(&own) {
        Ok(text) => text,
        Err(_) => shipped.to_owned(),
    };
    toml::from_str(&text).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        StartError::data([format!(
            "{}:{line}: {} – sửa dòng này",
            own.display(),
            error.message()
        )])
    })
}
