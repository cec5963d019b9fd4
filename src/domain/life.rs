//! What happened to a dossier that its position and clock do not say: stops, requests, apologies,
//! hand-overs under way, dates that moved. Nothing here is ever taken out, only followed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::dossier::PaperCount;
use super::handing_back::Collector;
use super::lifecycle::State;
use super::org::{OfficerId, OrgId};
use crate::text::HumanText;
use crate::worktime::{Session, StopKind};

/// The rest of the life of a dossier, kept as one text beside its columns.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Life {
    /// Half-days already charged to agencies within the present step, before its last stop.
    #[serde(skip_serializing_if = "is_default")]
    pub step_used: i64,
    /// Half-days charged to the applicant so far.
    #[serde(skip_serializing_if = "is_default")]
    pub applicant_half_days: i64,
    /// The stop under way.
    #[serde(skip_serializing_if = "is_default")]
    pub stopped: Option<Stopped>,
    /// The request to supplement that is drafted or out.
    #[serde(skip_serializing_if = "is_default")]
    pub supplement: Option<SupplementRequest>,
    /// Requests to supplement sent after receipt.
    #[serde(skip_serializing_if = "is_default")]
    pub supplements: u32,
    /// Papers that came as supplements.
    #[serde(skip_serializing_if = "is_default")]
    pub supplied: Vec<PaperCount>,
    /// What the applicant was asked to pay.
    #[serde(skip_serializing_if = "is_default")]
    pub obligation: Option<Obligation>,
    /// Every move of the due session, oldest first; the first `old` is the one on the first slip.
    #[serde(skip_serializing_if = "is_default")]
    pub due_moves: Vec<DueMove>,
    /// A correction of the due session that waits for a second person.
    #[serde(skip_serializing_if = "is_default")]
    pub due_proposal: Option<DueProposal>,
    /// The desk asks to delete it, and a second person has not decided.
    #[serde(skip_serializing_if = "is_default")]
    pub deletion: Option<DeletionProposal>,
    /// Apologies, oldest first.
    #[serde(skip_serializing_if = "is_default")]
    pub apologies: Vec<Apology>,
    /// The process waits for the leader's assignment note.
    #[serde(skip_serializing_if = "is_default")]
    pub awaits_assignment: bool,
    /// Who last passed the dossier on from each step, by its number.
    #[serde(skip_serializing_if = "is_default")]
    pub passed: BTreeMap<u32, OfficerId>,
    /// Given to another agency and not yet received there.
    #[serde(skip_serializing_if = "is_default")]
    pub hand_over: Option<HandOver>,
    /// Steps that were late, with their reasons.
    #[serde(skip_serializing_if = "is_default")]
    pub late_steps: Vec<LateStep>,
    /// Appointment slips that replaced the one of the receipt, oldest first.
    #[serde(skip_serializing_if = "is_default")]
    pub slips: Vec<SlipGiven>,
    /// Who collected the result.
    #[serde(skip_serializing_if = "is_default")]
    pub collector: Option<Collector>,
    /// Consignment number when the result went to its owner by post.
    #[serde(skip_serializing_if = "is_default")]
    pub posted: Option<HumanText>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A stop of the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// Why.
    pub kind: StopKind,
    /// UTC milliseconds of the request.
    pub asked_at: i64,
    /// Session of the request, charged to the agency.
    pub asked: Session,
    /// State to which it goes back.
    pub back: State,
    /// Last day for the applicant, if one was set.
    pub deadline: Option<NaiveDate>,
}

/// What the applicant must supplement: drafted by the specialist, told by the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementRequest {
    /// Papers lacking, with the counts wanted.
    pub papers: Vec<PaperCount>,
    /// Why.
    pub reason: HumanText,
    /// Who drafted it.
    pub drafted_by: OfficerId,
    /// Last day for the applicant.
    pub deadline: Option<NaiveDate>,
}

/// A financial obligation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation {
    /// Whole đồng.
    pub amount_dong: u64,
    /// What for, and by which paper.
    pub reason: HumanText,
    /// Number of the paper that proves the payment, once paid.
    pub paid_by: Option<HumanText>,
}

/// Why a due session moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveCause {
    /// The clock stood still.
    Stop,
    /// The limit runs again after a supplement.
    Restart,
    /// A wrong date was corrected.
    Correction,
    /// The intake was corrected and the slip given again.
    Reissue,
    /// The dossier was put under a newer version of its procedure.
    Conversion,
}

/// One move of the due session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueMove {
    /// UTC milliseconds.
    pub at: i64,
    /// Before.
    pub old: Option<Session>,
    /// After.
    pub new: Option<Session>,
    /// Why.
    pub cause: MoveCause,
    /// In words.
    pub reason: HumanText,
    /// Calendar by which the new one was counted, with its version.
    #[serde(default, skip_serializing_if = "is_default")]
    pub calendar: String,
}

/// A proposed due session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueProposal {
    /// Proposed.
    pub due: Session,
    /// Why.
    pub reason: HumanText,
    /// By whom; never the one who corrects.
    pub by: OfficerId,
}

/// A proposal to delete what was entered by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletionProposal {
    /// Why.
    pub reason: HumanText,
    /// By whom; never the one who deletes.
    pub by: OfficerId,
}

/// An apology (phiếu xin lỗi và hẹn lại): drafted, signed, delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apology {
    /// Appointment it moves; never overwritten.
    pub due: Session,
    /// New appointment.
    pub new: Session,
    /// Why.
    pub reason: HumanText,
    /// Who drafted it.
    pub drafted_by: OfficerId,
    /// Who signed it.
    pub signed_by: Option<OfficerId>,
    /// UTC milliseconds of the delivery.
    pub delivered_at: Option<i64>,
    /// Session of the delivery.
    pub delivered: Option<Session>,
    /// Whether it was delivered while the rule still allowed it.
    pub in_time: Option<bool>,
}

/// A hand-over between agencies that the receiver has not confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// Agency that gave it.
    pub from_org: OrgId,
    /// Step it left.
    pub from_step: u32,
    /// Officer who gave it.
    pub by: OfficerId,
    /// UTC milliseconds.
    pub at: i64,
    /// Consignment number when it went by post.
    pub consignment: Option<HumanText>,
}

/// A late step, with the agency that answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateStep {
    /// Step.
    pub step: u32,
    /// Agency.
    pub org: OrgId,
    /// Half-days over the allotment.
    pub half_days: i64,
    /// Reason in the catalogue.
    pub code: String,
    /// Reason in words.
    pub text: HumanText,
}

/// A replacement of an appointment slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipGiven {
    /// UTC milliseconds.
    pub at: i64,
    /// Appointment on it.
    pub due: Option<Session>,
    /// Why it replaces the one before.
    pub reason: HumanText,
}

impl Life {
    /// The appointment in force: the newest that was delivered with an apology, or `due`.
    #[must_use]
    pub fn appointment(&self, due: Option<Session>) -> Option<Session> {
        let moved = self.apologies.iter().rev().find(|a| a.delivered.is_some());
        // A stop after the apology moves the due session on; the later date is the promise.
        moved.map_or(due, |a| due.map(|due| due.max(a.new)))
    }

    /// The due session on the very first slip.
    #[must_use]
    pub fn first_due(&self, due: Option<Session>) -> Option<Session> {
        self.due_moves.first().map_or(due, |first| first.old)
    }

    /// Apologies delivered: each is one re-appointment.
    #[must_use]
    pub fn reappointments(&self) -> u32 {
        let delivered = self.apologies.iter().filter(|a| a.delivered.is_some());
        u32::try_from(delivered.count()).unwrap_or(u32::MAX)
    }

    /// The apology that is drafted or signed and not yet delivered.
    pub fn open_apology(&mut self) -> Option<&mut Apology> {
        self.apologies
            .iter_mut()
            .rev()
            .find(|a| a.delivered.is_none())
    }
}
