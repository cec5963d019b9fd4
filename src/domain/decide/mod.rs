//! The decision: a dossier, a command and a moment give an outcome or a refusal. Nothing else is asked.
//!
//! `decide` reads the row of the table, checks right, place and what is asked for, lets the act turn
//! the dossier (one file per kind of act), charges the half-days and says what follows.

mod agencies;
mod back;
mod charge;
mod deletion;
mod desk;
mod ending;
mod lateness;
mod movement;
mod place;
mod refusal;
mod rewrite;
mod stop;

pub use back::UNDO_MS;
pub use charge::days;
pub use movement::{state_at, unit_of};
pub use refusal::Refusal;
pub use rewrite::{Rewrite, may_rewrite, rewrite};

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::dossier::{Clock, Dossier, PaperCount};
use super::handing_back::Collector;
use super::late_reason::LateReasons;
use super::life::DueMove;
use super::lifecycle::{Act, Asked, ClockIs, Lifecycle, State, Transition};
use super::org::{Actor, OfficerId, OrgId};
use super::role::{Permit, Right, RoleId};
use crate::text::HumanText;
use crate::worktime::{Calendar, Policy, Session, instant};
use charge::Charge;

/// What an officer asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The act.
    pub act: Act,
    /// Reason or instruction; demanded by some acts.
    pub note: HumanText,
    /// Reason of the catalogue for a late step.
    pub late_reason: Option<String>,
    /// What the act asks for.
    pub details: Details,
}

impl Command {
    /// A command with nothing but its act and words.
    #[must_use]
    pub fn plain(act: Act, note: HumanText) -> Self {
        Self {
            act,
            note,
            late_reason: None,
            details: Details::default(),
        }
    }
}

/// What acts ask for beside the reason; each reads its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// Officer who is to get it next; the whole group when none.
    pub to_officer: Option<OfficerId>,
    /// Step at which it is to be.
    pub to_step: Option<u32>,
    /// Papers lacking, or papers that came.
    pub papers: Vec<PaperCount>,
    /// Whole đồng.
    pub amount_dong: Option<u64>,
    /// A due session.
    pub due: Option<Session>,
    /// Last day for the applicant.
    pub deadline: Option<NaiveDate>,
    /// Number of a consignment, a decision, a payment paper.
    pub number: Option<HumanText>,
    /// Who collects.
    pub collector: Option<Collector>,
}

/// The moment of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// UTC milliseconds.
    pub at: i64,
    /// Working session to which it belongs.
    pub session: Session,
}

/// The rule data a decision reads.
#[derive(Debug, Clone, Copy)]
pub struct Book<'a> {
    /// The table of acts.
    pub lifecycle: &'a Lifecycle,
    /// Working days.
    pub calendar: &'a Calendar,
    /// How the office counts.
    pub policy: &'a Policy,
    /// Why steps may be late.
    pub late_reasons: &'a LateReasons,
}

/// What else is known about the dossier at that moment, gathered in the same transaction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Fees not yet settled, whole đồng.
    pub owed_dong: u64,
    /// Whole đồng taken by receipts that were neither cancelled nor given back.
    pub taken_dong: u64,
    /// Results with a fit file on the flow; `None` when the office keeps none.
    pub results: Option<u32>,
    /// Officer who usually holds a step, by its number.
    pub staff: BTreeMap<u32, OfficerId>,
    /// Steps to whose group the officer named by the command belongs, or for whose absent officer that
    /// one acts.
    pub fits: BTreeSet<u32>,
    /// Absent officers for whom the actor acts, each with the agency and the roles held there.
    pub stands_in: Vec<StandIn>,
    /// The dossier before its last act.
    pub previous: Option<Box<Previous>>,
    /// The clock of a dossier that is received now after it was registered online.
    pub clock: Option<Clock>,
}

/// An absent officer, as far as the actor acts for that one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// Who is absent.
    pub officer: OfficerId,
    /// In which agency.
    pub org: OrgId,
    /// Roles that officer holds there.
    pub roles: Vec<RoleId>,
}

/// A dossier before its last act, and whose act it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previous {
    /// As it stood.
    pub dossier: Dossier,
    /// The act.
    pub act: Act,
    /// Its officer.
    pub by: OfficerId,
    /// UTC milliseconds.
    pub at: i64,
}

/// What an act does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The dossier afterwards, its version one higher.
    pub dossier: Dossier,
    /// Half-days charged for the time since the last charge.
    pub charged_halfdays: i64,
    /// Who bears them: an agency, or [`APPLICANT`]; empty when nothing was charged.
    pub charged_to: String,
    /// Half-days by which the finished step was late.
    pub late_halfdays: i64,
    /// Old and new values for the trail.
    pub change: serde_json::Value,
    /// Notice to the applicant, by event key.
    pub notice: Option<String>,
    /// Forms to offer.
    pub prints: Vec<String>,
    /// Whether its officer may undo it for a while.
    pub may_undo: bool,
}

/// Who is charged while the clock stands still.
pub const APPLICANT: &str = "applicant";

/// One decision on its way: what was, what will be.
struct Turn<'a> {
    before: &'a Dossier,
    next: Dossier,
    command: &'a Command,
    actor: &'a Actor,
    moment: Moment,
    book: &'a Book<'a>,
    facts: &'a Facts,
}

/// Decides `command` on `dossier` at `moment`.
///
/// # Errors
/// [`Refusal`] when the table, the process, the holder or something missing forbids it.
pub fn decide(
    dossier: &Dossier,
    command: &Command,
    permit: &Permit,
    moment: Moment,
    book: &Book<'_>,
    facts: &Facts,
) -> Result<Outcome, Refusal> {
    let row = row(dossier, command.act, permit, book)?;
    place::check(row, dossier, permit.actor(), facts)?;
    asked(row, command)?;
    let mut turn = Turn {
        before: dossier,
        next: dossier.clone(),
        command,
        actor: permit.actor(),
        moment,
        book,
        facts,
    };
    turn.next.version += 1;
    let charge = turn.carry_out()?;
    turn.finish(row, charge)
}

/// The row of the table, when the permit fits it.
fn row<'a>(
    dossier: &Dossier,
    act: Act,
    permit: &Permit,
    book: &Book<'a>,
) -> Result<&'a Transition, Refusal> {
    let row = book.lifecycle.row(act, Some(dossier.state));
    let row = row.ok_or(Refusal::NotFromHere {
        state: dossier.state.label(),
    })?;
    if row.right == permit.right() {
        Ok(row)
    } else {
        Err(Refusal::NotAllowed)
    }
}

/// Reason and details that the row demands.
fn asked(row: &Transition, command: &Command) -> Result<(), Refusal> {
    if row.reason && command.note.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    let details = &command.details;
    let lacking = |asked: &Asked| match asked {
        Asked::Officer => details.to_officer.is_none().then_some("người nhận"),
        Asked::Step => details.to_step.is_none().then_some("bước cần đặt lại"),
        Asked::Papers => details.papers.is_empty().then_some("danh sách giấy tờ"),
        Asked::Amount => details.amount_dong.is_none().then_some("số tiền"),
        Asked::Due => details.due.is_none().then_some("ngày hẹn mới"),
        // Left out: no deadline, no number; who collects is asked by the act itself, for the post needs
        // no name.
        Asked::Deadline | Asked::Number | Asked::Collector => None,
    };
    match row.asks.iter().find_map(lacking) {
        Some(what) => Err(Refusal::DetailMissing { what }),
        None => Ok(()),
    }
}

impl Turn<'_> {
    fn carry_out(&mut self) -> Result<Charge, Refusal> {
        match self.command.act {
            Act::Take => self.take(),
            Act::Assign => self.assign(),
            Act::Transfer => self.transfer(),
            Act::Forward => self.forward(),
            Act::SubmitForApproval => self.submit(),
            Act::Approve => self.approve(),
            Act::Sign | Act::Issue => self.sign_or_issue(),
            Act::SendBack | Act::RejectDraft => self.send_back(),
            Act::ResetFlow => self.reset_flow(),
            Act::Recall => self.recall(),
            Act::Undo => self.undo(),
            Act::HandOver => self.hand_over(),
            Act::RefuseHandOver => self.refuse_hand_over(),
            Act::ConsignResult => self.consign(),
            Act::DraftSupplement => self.draft_supplement(),
            Act::RequestSupplement => self.request_supplement(),
            Act::AcceptSupplement => self.accept_supplement(),
            Act::RequestPayment => self.request_payment(),
            Act::ConfirmPayment => self.confirm_payment(),
            Act::Suspend => self.suspend(),
            Act::Resume => self.resume(),
            Act::DraftApology => self.draft_apology(),
            Act::SignApology => self.sign_apology(),
            Act::DeliverApology => self.deliver_apology(),
            Act::ProposeDue => self.propose_due(),
            Act::CorrectDue => self.correct_due(),
            Act::SolveAtOnce => self.solve_at_once(),
            Act::ReturnResult => self.return_result(),
            Act::ExpireSupplement => self.expire_supplement(),
            Act::CloseWithoutResult => self.end(State::ReturnedUnresolved),
            Act::Terminate => self.end(State::Terminated),
            Act::Withdraw => self.end(State::Withdrawn),
            Act::ProposeDeletion => self.propose_deletion(),
            Act::Delete => self.delete(),
            Act::AskOnlineSupplement => self.ask_online_supplement(),
            Act::ResubmitOnline => self.resubmit_online(),
            Act::Receive => self.receive_registered(),
            Act::Refuse => self.refuse_registered(),
            Act::SubmitOnline | Act::Guide | Act::CorrectIntake | Act::Convert | Act::Print => {
                Err(self.not_here())
            }
        }
    }

    /// Charges, looks at lateness and the file of the result, and says what follows.
    fn finish(mut self, row: &Transition, charge: Charge) -> Result<Outcome, Refusal> {
        if !row.to.iter().any(|state| state == self.next.state.id()) {
            return Err(self.not_here());
        }
        self.named_belongs()?;
        let bill = self.charge(charge);
        self.late_step(bill.late)?;
        self.result_ready()?;
        let mut change = change(self.before, &self.next, self.command);
        if let Some(absent) = place::on_behalf(row, self.before, self.actor, self.facts) {
            change["on_behalf_of"] = json!(absent);
        }
        self.next.set_deadlines(self.book.calendar);
        Ok(Outcome {
            charged_halfdays: bill.half_days,
            charged_to: bill.payer,
            late_halfdays: bill.late,
            change,
            notice: notice(row, self.before.state, self.next.state),
            prints: row.prints.clone(),
            may_undo: row.undo && !back::restarts(self.before.state, self.next.state),
            dossier: self.next,
        })
    }

    fn not_here(&self) -> Refusal {
        Refusal::NotAtThisStep {
            step: self.before.step().map_or(String::new(), |s| s.name.clone()),
        }
    }

    /// Moves the due session; the old one stays readable, and a new slip is given.
    fn move_due(&mut self, new: Option<Session>, cause: super::life::MoveCause) {
        let old = self.next.clock.due;
        self.next.clock.due = new;
        self.next.clock.due_at = new.map(|due| instant(self.book.calendar.end_of(due)));
        self.next.life.due_moves.push(DueMove {
            at: self.moment.at,
            old,
            new,
            cause,
            reason: self.command.note.clone(),
            calendar: self.book.calendar.label(),
        });
        self.give_slip();
    }

    fn give_slip(&mut self) {
        self.next.life.slips.push(super::life::SlipGiven {
            at: self.moment.at,
            due: self.next.life.appointment(self.next.clock.due),
            reason: self.command.note.clone(),
        });
    }
}

/// The notice of the row, once the state it announces is reached.
fn notice(row: &Transition, from: State, to: State) -> Option<String> {
    let stays = row.from == row.to;
    let announced = row.to.last().is_none_or(|last| last == to.id());
    let back_at_work = from.clock() == ClockIs::Stopped && to.clock_runs();
    row.notice
        .clone()
        .filter(|_| stays || back_at_work || (from != to && announced))
}

fn change(before: &Dossier, after: &Dossier, command: &Command) -> serde_json::Value {
    let mut change = json!({
        "state": [before.state.id(), after.state.id()],
        "step": [before.position.step, after.position.step],
        "holder": [before.position.holder, after.position.holder],
    });
    if before.clock.due != after.clock.due {
        change["due"] = json!([before.clock.due, after.clock.due]);
    }
    if before.life != after.life {
        change["life"] = json!(after.life);
    }
    if command.details != Details::default() {
        change["details"] = json!(command.details);
    }
    change
}

/// The right that `act` needs in `state`, so that the caller can ask for the right permit.
#[must_use]
pub fn right_for(lifecycle: &Lifecycle, act: Act, state: State) -> Option<Right> {
    lifecycle.row(act, Some(state)).map(|row| row.right)
}
