//! Between the domain and the wire, both ways; nothing is decided here.

mod attachment;
mod request;
mod act;
mod catalogue;
mod dossier;
pub(crate) mod fees;
mod life;
mod sheet;
mod flow;
mod held;
mod print;

pub(crate) use act::{acted, order};
pub(crate) use attachment::{attachment, collector, result, return_sheet};
pub(crate) use catalogue::{catalogue_change, change_set, conversion, decided};
pub(crate) use dossier::{grant, line, me, person, tab, view};
pub(crate) use flow::{choices, flow_line, flow_view, staffing};
pub(crate) use held::held;
pub(crate) use print::{
    elsewhere, hand_over, paper, print_job, print_order, printer, register, told,
};
pub(crate) use request::request;
pub(crate) use sheet::sheet;

/// Cursor of a list: key and identifier.
pub(crate) fn cursor(at: (i64, i64)) -> String {
    format!("{}.{}", at.0, at.1)
}

/// Reads a cursor; one that cannot be read starts from the beginning.
pub(crate) fn read_cursor(text: &str) -> Option<(i64, i64)> {
    let (due, id) = text.split_once('.')?;
    Some((due.parse().ok()?, id.parse().ok()?))
}
