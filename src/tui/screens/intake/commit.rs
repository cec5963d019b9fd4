//! F9: check, send once under the draft's id, and what the answer means.

use super::{IntakeScreen, Stage, build};
use crate::messages::say;
use crate::tui::api::{Ask, Failure, Intake, Received, Reply};
use crate::tui::effect::Effect;
use crate::tui::model::{Commit, Shared};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::recognise::NotTaken;

impl IntakeScreen {
    /// Checks everything and sends the dossier; a second F9 while it runs does nothing.
    pub fn commit(&mut self, shared: &mut Shared) {
        if self.sheet.is_none() {
            self.save_wanted = true;
            return shared.say(Note::plain(say!("intake_commit.save_when_loaded")));
        }
        if !self.check(shared) {
            return;
        }
        if self.correcting.is_some() {
            return self.ask_difference(shared);
        }
        self.send(String::new(), String::new(), shared);
    }

    /// Ends at the counter without a dossier: refusal or guidance, with its reason.
    pub(super) fn end_without_receiving(
        &mut self,
        outcome: String,
        reason: String,
        shared: &mut Shared,
    ) {
        // The question named the person: it was the moment to look.
        self.form.seen();
        // Papers and answers are what is lacking: only the person must be known.
        if self.check_only(shared, |label, why| {
            *why != NotTaken::Missing || label == build::OWNER_NAME.words()
        }) {
            self.send(outcome, reason, shared);
        }
    }

    fn check(&mut self, shared: &mut Shared) -> bool {
        self.check_only(shared, |_, _| true)
    }

    fn check_only(
        &mut self,
        shared: &mut Shared,
        counts: impl Fn(&str, &NotTaken) -> bool,
    ) -> bool {
        let mut wrong = self.form.check(shared.today());
        self.keep_as_shown(shared);
        wrong.retain(|(label, why)| counts(label, why));
        self.errors = wrong
            .iter()
            .enumerate()
            .map(|(n, (label, why))| format!("{}. {} {label}: {why}", n + 1, why.code()))
            .collect();
        if let Some((label, why)) = wrong.first() {
            shared.note = Some(Note::bad(why.code(), format!("{label}: {why}")));
            shared.effects.push(Effect::Bell);
        }
        wrong.is_empty()
    }

    fn send(&mut self, outcome: String, reason: String, shared: &mut Shared) {
        let intake = Intake {
            outcome,
            reason,
            ..self.understood(shared)
        };
        self.send_as(Ask::Receive(Box::new(intake)), shared);
    }

    /// Everything as it is sent; call after the form was checked.
    pub(super) fn understood(&self, shared: &Shared) -> Intake {
        let edition = self.sheet.as_ref().map(|sheet| sheet.edition);
        let mut intake = Intake {
            id: self.id.clone(),
            procedure: self.procedure.0.clone(),
            procedure_name: self.procedure.1.clone(),
            // A correction stands under the rules of the receipt, whatever was approved since.
            edition: edition.filter(|_| self.correcting.is_none()),
            correcting: self.correcting.clone(),
            ..Intake::default()
        };
        let fees = self.case_now().map(|c| c.fees.clone()).unwrap_or_default();
        build::as_understood(&self.form, &fees, &mut intake, shared.today());
        intake
    }

    pub(super) fn send_as(&mut self, ask: Ask, shared: &mut Shared) {
        self.sent = true;
        self.touched = true;
        self.keep_now(shared);
        self.tickets.receive = shared.ask(ask);
        shared.committing = Some(Commit {
            ticket: self.tickets.receive,
            since: shared.now,
            draft: self.id.clone(),
        });
        shared.say(Note::plain(say!("common.sending")));
    }

    pub(super) fn received_answer(&mut self, answer: &Result<Reply, Failure>, shared: &mut Shared) {
        match answer {
            Ok(Reply::Received(received)) => {
                self.keep_planned = false;
                self.stage = Stage::Done(received.clone());
                if !received.code.is_empty() {
                    // The answer names forms by id; the dossier knows their titles.
                    self.tickets.forms = shared.ask(Ask::Dossier(received.code.clone()));
                }
                let words = match self.correcting {
                    Some(_) => corrected(received),
                    None => success(received),
                };
                shared.say(Note::good(words));
            }
            Ok(_) => {}
            Err(failure) => {
                // Refused for certain: it was not received, the draft is an ordinary one again.
                self.sent = failure.unreachable;
                self.refused(failure, shared);
                self.keep_now(shared);
            }
        }
    }

    pub(super) fn refused(&mut self, failure: &Failure, shared: &mut Shared) {
        self.point_out(failure);
        shared.say(Note::bad(&failure.code, &failure.text));
    }
}

impl IntakeScreen {
    /// Lists what the server could not take, the cursor on the first.
    fn point_out(&mut self, failure: &Failure) {
        let lines = failure.fields.iter().enumerate();
        self.errors = lines
            .map(|(n, (_, why))| format!("{}. {why}", n + 1))
            .collect();
        if let Some((path, _)) = failure.fields.first() {
            self.form.focus_on(&field_of(path));
        }
    }
}

/// The form's field for a path of the API: `applicant.name` is `owner_name`.
fn field_of(path: &str) -> String {
    match path.split_once('.') {
        Some(("applicant", "birth")) => "owner_born".into(),
        Some(("applicant", part)) => format!("owner_{part}"),
        Some(("submitter", part)) => format!("submitter_{part}"),
        Some(("answers", key)) => format!("{}{key}", build::OWN),
        Some(("fees", rest)) => {
            format!(
                "{}{}",
                build::FEE,
                rest.split('.').next().unwrap_or_default()
            )
        }
        Some(_) => String::new(),
        None => match path {
            "sets" => "set_count".into(),
            "collect_at" => "result_at".into(),
            "note" => "notes".into(),
            other => other.into(),
        },
    }
}

/// The same of a correction.
fn corrected(received: &Received) -> String {
    match (received.code.as_str(), received.due.as_str()) {
        (code, "") => say!("intake_commit.corrected", code),
        (code, due) => say!("intake_commit.corrected_due", code, due),
    }
}

/// The one line of success: the number and the appointment.
pub fn success(received: &Received) -> String {
    match (received.code.as_str(), received.due.as_str()) {
        ("", _) => say!("intake_commit.slip_without_number").into(),
        (code, "") => say!("intake_commit.number_issued", code),
        (code, due) => say!("intake_commit.number_issued_due", code, due),
    }
}
