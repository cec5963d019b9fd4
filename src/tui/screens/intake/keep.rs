//! Nothing typed is lost: the draft behind the intake.

use std::time::Duration;

use super::{IntakeScreen, Stage, build};
use crate::messages::say;
use crate::tui::api::Intake;
use crate::tui::drafts::Draft;
use crate::tui::effect::{Effect, Wake};
use crate::tui::model::Shared;

/// How long a change may wait before the draft is kept: a quarter of the second that may be lost, the rest is for
/// a machine and a disk that are busy.
const KEEP_AFTER: Duration = Duration::from_millis(250);

impl IntakeScreen {
    /// An intake as a draft left it.
    pub fn from_draft(draft: Draft, shared: &mut Shared) -> Self {
        let mut screen = Self::new(shared);
        let kept = draft.intake.clone();
        screen.id = draft.id;
        screen.sent = draft.sent;
        screen.correcting.clone_from(&draft.intake.correcting);
        let (code, name) = (
            draft.intake.procedure.clone(),
            draft.intake.procedure_name.clone(),
        );
        screen.carried = draft.intake;
        if code.is_empty() {
            screen.rebuild(shared);
        } else {
            screen.choose(code, name, shared);
        }
        screen.touched = true;
        screen.form.focus_on(&draft.focus);
        screen.focus_later = Some(draft.focus);
        // A form that has become another since then fills in what it asks for: the draft says the same soon.
        if screen.draft(shared).intake != kept {
            screen.plan_to_keep(shared);
        }
        shared.draft_status = say!(
            "intake_keep.draft_kept",
            kept_at = draft.kept_at.format("%H:%M")
        );
        screen
    }

    /// Has the draft kept soon; one timer serves all changes until then.
    pub(super) fn plan_to_keep(&mut self, shared: &mut Shared) {
        self.touched = true;
        if !self.keep_planned {
            self.keep_planned = true;
            shared.effects.push(Effect::After(KEEP_AFTER, Wake::Draft));
        }
    }

    /// The form shows something else than was typed: the draft says the same soon.
    pub(super) fn keep_as_shown(&mut self, shared: &mut Shared) {
        if self.has_draft() {
            self.plan_to_keep(shared);
        }
    }

    /// Keeps the draft now, when there is anything to keep.
    pub fn keep_now(&mut self, shared: &mut Shared) {
        self.keep_planned = false;
        if self.touched && !matches!(self.stage, Stage::Done(_)) {
            shared
                .effects
                .push(Effect::KeepDraft(Box::new(self.draft(shared))));
        }
    }

    /// Whether leaving now leaves a draft behind.
    pub fn has_draft(&self) -> bool {
        self.touched && !matches!(self.stage, Stage::Done(_))
    }

    /// Id of the draft.
    pub fn draft_id(&self) -> &str {
        &self.id
    }

    /// What would be kept now.
    pub fn draft(&self, shared: &Shared) -> Draft {
        let mut intake = Intake {
            id: self.id.clone(),
            procedure: self.procedure.0.clone(),
            procedure_name: self.procedure.1.clone(),
            correcting: self.correcting.clone(),
            ..Intake::default()
        };
        build::as_typed(&self.form, &mut intake);
        // Fields whose sheet has not come yet are carried along, not forgotten.
        for (id, text) in &self.carried.values {
            if !intake.values.iter().any(|(known, _)| known == id) {
                intake.values.push((id.clone(), text.clone()));
            }
        }
        for (name, given) in &self.carried.papers {
            if !intake.papers.iter().any(|(known, _)| known == name) {
                intake.papers.push((name.clone(), *given));
            }
        }
        Draft {
            id: self.id.clone(),
            kept_at: shared.wall,
            intake,
            focus: self.form.focus_name(),
            sent: self.sent,
        }
    }
}
