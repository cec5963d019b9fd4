//! The files the package ships, embedded. A new form or process file gets a line here; a test
//! compares these lists with the folders.

macro_rules! files {
    ($dir:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../", $dir, "/", $name)))),*]
    };
}

/// Tables of the catalogue, sorted by code.
pub(crate) const TABLES: &[(&str, &str)] = files!("assets/catalogue":
    "procedures.tsv" "cases.tsv" "fees.tsv" "papers.tsv");

/// Published processes.
pub(crate) const PROCESSES: &[(&str, &str)] = files!("assets/processes":
    "commune-2025.toml" "district-2015.toml");

/// Intake forms.
pub(crate) const FORMS: &[(&str, &str)] = files!("forms":
    "generic.toml");
