//! A dossier whose intake was wrong, or whose procedure has a new version: other content, limit and
//! process, on a new slip that names the old one. What was is in the trail.

use serde_json::json;

use super::charge::Charge;
use super::{
    Book, Command, Facts, Moment, Outcome, Refusal, Turn, asked, change, notice, place, row,
};
use crate::domain::dossier::{Content, Dossier, Position, RuleVersions};
use crate::domain::life::MoveCause;
use crate::domain::lifecycle::{Act, State};
use crate::domain::process::Process;
use crate::domain::role::Permit;
use crate::worktime::{Limit, Session};

/// What takes the place of what was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// What was handed in.
    pub content: Content,
    /// The limit that applies.
    pub limit: Limit,
    /// Due session counted from the original receipt, with the stops so far.
    pub due: Option<Session>,
    /// The process.
    pub process: Process,
    /// Step of another process that stands for the present one; without it the process begins at the
    /// desk again.
    pub step: Option<u32>,
    /// Rules of the new slip.
    pub rules: RuleVersions,
}

/// Decides a rewrite (`correct_intake`, `convert`).
///
/// # Errors
/// [`Refusal`] as [`super::decide`].
pub fn rewrite(
    dossier: &Dossier,
    command: &Command,
    permit: &Permit,
    moment: Moment,
    book: &Book<'_>,
    new: Rewrite,
) -> Result<Outcome, Refusal> {
    let row = row(dossier, command.act, permit, book)?;
    let facts = Facts::default();
    place::check(row, dossier, permit.actor(), &facts)?;
    asked(row, command)?;
    let mut turn = Turn {
        before: dossier,
        next: dossier.clone(),
        command,
        actor: permit.actor(),
        moment,
        book,
        facts: &facts,
    };
    turn.next.version += 1;
    let charge = turn.put(new);
    let bill = turn.charge(charge);
    turn.next.set_deadlines(book.calendar);
    let mut change = change(dossier, &turn.next, command);
    change["content"] = json!(turn.next.content);
    change["replaced"] = json!({
        "content": dossier.content,
        "limit": dossier.clock.limit.to_string(),
        "process": dossier.process.id,
        "rules": dossier.rules,
    });
    Ok(Outcome {
        charged_halfdays: bill.half_days,
        charged_to: bill.payer,
        late_halfdays: 0,
        change,
        notice: notice(row, dossier.state, dossier.state),
        prints: row.prints.clone(),
        may_undo: row.undo,
        dossier: turn.next,
    })
}

/// Whether the officer may rewrite the dossier now, whatever is written.
///
/// # Errors
/// [`Refusal`] as [`rewrite`].
pub fn may_rewrite(
    dossier: &Dossier,
    command: &Command,
    permit: &Permit,
    book: &Book<'_>,
) -> Result<(), Refusal> {
    let row = row(dossier, command.act, permit, book)?;
    place::check(row, dossier, permit.actor(), &Facts::default())
}

impl Turn<'_> {
    fn put(&mut self, new: Rewrite) -> Charge {
        self.next.content = new.content;
        self.next.clock.limit = new.limit;
        self.next.rules = new.rules;
        if new.due == self.before.clock.due {
            self.give_slip();
        } else {
            self.move_due(new.due, self.cause());
        }
        if new.process.steps == self.before.process.steps {
            return Charge::None;
        }
        self.next.process = new.process;
        match new.step {
            Some(step) => {
                self.go_on_at(step);
                Charge::None
            }
            None => {
                self.begin_again();
                Charge::Close
            }
        }
    }

    fn cause(&self) -> MoveCause {
        if self.command.act == Act::Convert {
            MoveCause::Conversion
        } else {
            MoveCause::Reissue
        }
    }

    /// The same work under another number: who holds it, since when and what it has used stay.
    fn go_on_at(&mut self, step: u32) {
        self.next.position.step = step;
        let role = self.next.step().map(|s| s.role.clone());
        if let Some(role) = role.filter(|role| *role != self.before.position.role) {
            self.next.position.role = role;
            self.next.position.holder = None;
        }
    }

    /// Another process has other steps: it begins at the desk, with the clerk who corrected it.
    fn begin_again(&mut self) {
        let first = self.next.process.steps.first();
        self.next.position = Position {
            step: first.map_or(1, |s| s.no),
            org: self.next.desk.clone(),
            role: first.map_or_else(|| self.actor.role().clone(), |s| s.role.clone()),
            holder: None,
            since: self.moment.session,
            sender: self.actor.officer().to_owned(),
            step_due: None,
        };
        let life = &mut self.next.life;
        life.hand_over = None;
        life.awaits_assignment = false;
        if let Some(stopped) = &mut life.stopped {
            stopped.back = State::Received;
        } else {
            self.next.state = State::Received;
        }
    }
}
