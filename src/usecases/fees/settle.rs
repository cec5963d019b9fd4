//! Payment duties set while a dossier is dealt with (life cycle 15 and 16): for the acts of the life
//! cycle, to be called inside their transaction.

use super::super::UseCaseError;
use crate::domain::fee::{FeeRefusal, Line, Settled, When};
use crate::domain::procedure::FeeKind;
use crate::records::fees;
use crate::store::Tx;
use crate::text::HumanText;

/// A duty to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// Name printed on the notice and the receipt.
    pub name: HumanText,
    /// Whole đồng.
    pub amount_dong: u64,
}

/// Adds payment duties to a dossier (act `request_payment`); answers the new lines.
///
/// # Errors
/// The store.
pub fn oblige(
    tx: &mut dyn Tx,
    dossier: i64,
    duties: &[NewLine],
) -> Result<Vec<Line>, UseCaseError> {
    let known = fees::of_dossier(tx, dossier)?;
    let last = known.iter().map(|line| line.no).max().unwrap_or(0);
    let line = |(no, duty): (u32, &NewLine)| Line {
        no,
        kind: duty.kind,
        name: duty.name.as_str().to_owned(),
        amount_dong: duty.amount_dong,
        when: When::Obligation,
        settled: Settled::Not,
    };
    let added: Vec<Line> = (last + 1..).zip(duties).map(line).collect();
    // A dossier from before lines were kept gets all of them now: a part would hide the others.
    fees::insert(tx, dossier, &known)?;
    fees::insert(tx, dossier, &added)?;
    Ok(added)
}

/// Settles the payment duties of a dossier that were paid elsewhere, e.g. at the State treasury, with
/// the paper that proves it (act `confirm_payment`). With an empty `paper` nothing is settled: the
/// duties must have been taken at the desk. Answers the đồng of duties that are still open, which must
/// be 0 before the dossier goes on.
///
/// # Errors
/// The store.
pub fn settle_obligation(tx: &mut dyn Tx, dossier: i64, paper: &str) -> Result<u64, UseCaseError> {
    let lines = fees::of_dossier(tx, dossier)?;
    let duties = lines.iter().filter(|line| line.when == When::Obligation);
    for line in duties.filter(|line| line.is_owed() && !paper.is_empty()) {
        let how = Settled::Elsewhere {
            paper: paper.to_owned(),
        };
        if !fees::settle(tx, dossier, line.no, &how)? {
            return Err(FeeRefusal::Settled { no: line.no }.into());
        }
    }
    Ok(fees::owed_at(tx, dossier, When::Obligation)?)
}
