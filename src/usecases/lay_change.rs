//! An approved change laid over the rules in force: what lies below stays where old dossiers look for it.
//!
//! Rows with dates are added (policies, code schemes), files without dates take the place of the one before
//! (receipt rules, life cycle, late reasons), and papers get new names, because a dossier keeps the set of
//! forms of its receipt and prints from it years later.

use std::collections::BTreeSet;

use super::papers_check::procedure_papers;
use super::rules::{Applied, Rules, join_calendars};
use crate::catalogue::{
    ChangeSet, FORM_SETS, LATE_REASONS, LIFECYCLE, Layer, POLICIES, Problem, RECEIPT_RULES,
    SCHEMES, TEMPLATES, receipt_rules,
};
use crate::domain::case_policy::CasePolicies;
use crate::domain::code_scheme::CodeSchemes;
use crate::domain::late_reason::LateReasons;
use crate::domain::lifecycle::{Act, Lifecycle, State};
use crate::domain::receipt_rules::ReceiptRules;
use crate::print::TemplateProblem;
use crate::worktime::{Calendar, CalendarError};

type Problems = Vec<Problem>;

impl Rules {
    /// These rules with `set` laid over them as `layer`. `id` is the number of the change; with
    /// `checked`, its files are checked as those of an office are.
    ///
    /// # Errors
    /// Every problem of its files, with file, line and mend.
    pub fn with_change(
        &self,
        id: i64,
        set: &ChangeSet,
        layer: Layer,
        checked: bool,
    ) -> Result<Self, Problems> {
        let mut next = self.clone();
        next.catalogue = self.catalogue.with_change(set, layer, checked)?;
        if let Some(text) = set.text_of(POLICIES) {
            let more: CasePolicies = read(POLICIES, text)?;
            next.policies.rows.extend(more.rows);
        }
        if let Some(text) = set.text_of(SCHEMES) {
            let more: CodeSchemes = read(SCHEMES, text)?;
            next.schemes.scheme.extend(more.scheme);
        }
        next.lay_calendars(set)?;
        next.lay_receipts(set)?;
        next.lay_late_reasons(set)?;
        next.lay_lifecycle(set)?;
        next.lay_papers(set, checked)?;
        next.changes.push(Applied {
            id,
            edition: layer.edition,
        });
        Ok(next)
    }

    /// A calendar takes the place of the one of its id, or follows the last.
    fn lay_calendars(&mut self, set: &ChangeSet) -> Result<(), Problems> {
        for (name, text) in set.below("calendars") {
            let file = format!("calendars/{name}");
            let problem = |error: CalendarError| {
                let mend = "sửa tệp lịch; kiểm tra bằng motcua calendar check TỆP";
                vec![Problem::at(&file, 0, error.to_string(), mend)]
            };
            let new = Calendar::from_toml(text).map_err(problem)?;
            let own =
                |old: &&mut String| Calendar::from_toml(old).is_ok_and(|old| old.id() == new.id());
            match self.calendar_files.iter_mut().find(own) {
                Some(old) => text.clone_into(old),
                None => self.calendar_files.push(text.to_owned()),
            }
            let unconfirmed = self.office.unconfirmed_days;
            let joined = join_calendars(&self.calendar_files, unconfirmed).map_err(problem)?;
            self.calendar = joined.unwrap_or_else(|| self.calendar.clone());
        }
        Ok(())
    }

    /// New receipt rules must still hold every way by which a receipt was given: receipts name it.
    fn lay_receipts(&mut self, set: &ChangeSet) -> Result<(), Problems> {
        let Some(text) = set.text_of(RECEIPT_RULES) else {
            return Ok(());
        };
        let new: ReceiptRules = receipt_rules(RECEIPT_RULES, text)?;
        let gone = |id: &str| new.mode.iter().all(|mode| mode.id != id);
        let lost = self.receipts.mode.iter().filter(|mode| gone(&mode.id));
        let problems: Problems = lost
            .map(|mode| {
                let what = format!(
                    "thiếu cách cấp biên lai “{}” mà biên lai cũ còn ghi",
                    mode.id
                );
                let mend = "giữ khối [[mode]] đó, ghi valid_to là ngày cuối còn dùng";
                Problem::at(RECEIPT_RULES, 0, what, mend)
            })
            .collect();
        none(problems)?;
        self.receipts = new;
        Ok(())
    }

    /// Dossiers name the reason of their late steps by its code.
    fn lay_late_reasons(&mut self, set: &ChangeSet) -> Result<(), Problems> {
        let Some(text) = set.text_of(LATE_REASONS) else {
            return Ok(());
        };
        let new: LateReasons = read(LATE_REASONS, text)?;
        let old = self.late_reasons.reason.iter();
        let lost = old.filter(|reason| new.get(&reason.code).is_none());
        let problems: Problems = lost
            .map(|reason| {
                let what = format!("thiếu lý do “{}” mà hồ sơ cũ còn ghi", reason.code);
                Problem::at(LATE_REASONS, 0, what, "giữ khối [[reason]] đó")
            })
            .collect();
        none(problems)?;
        self.late_reasons = new;
        Ok(())
    }

    /// The life cycle is the law of the day, also for open dossiers: none may be left without a way on.
    fn lay_lifecycle(&mut self, set: &ChangeSet) -> Result<(), Problems> {
        let Some(text) = set.text_of(LIFECYCLE) else {
            return Ok(());
        };
        let new: Lifecycle = read(LIFECYCLE, text)?;
        let problem = |what: String, mend: &str| Problem::at(LIFECYCLE, 0, what, mend);
        let mut problems: Problems = new
            .problems()
            .into_iter()
            .map(|what| problem(what, "sửa dòng đó"))
            .collect();
        for act in acts_of(&self.lifecycle).difference(&acts_of(&new)) {
            let what = format!("thiếu việc “{}” đang dùng", act.id());
            problems.push(problem(what, "giữ khối [[transition]] của việc đó"));
        }
        for state in State::ALL.into_iter().filter(|s| !s.is_final()) {
            let ways_on = |table: &Lifecycle| table.from(state).any(|row| leads_on(&row.to, state));
            if ways_on(&self.lifecycle) && !ways_on(&new) {
                let what = format!("hồ sơ ở “{}” không còn đường đi tiếp", state.label());
                problems.push(problem(what, "thêm việc đi từ trạng thái đó"));
            }
        }
        for (set, paper) in self.form_sets.lacking(&new.papers()) {
            let what = format!("bộ mẫu “{set}” không có giấy “{paper}” mà bảng mới in");
            problems.push(problem(what, "bỏ giấy đó khỏi prints, hoặc ghi giấy đã có"));
        }
        none(problems)?;
        self.lifecycle = new;
        Ok(())
    }

    /// Templates and sets of forms. Those of old dossiers stay as they are, so what is new has a new name.
    fn lay_papers(&mut self, set: &ChangeSet, checked: bool) -> Result<(), Problems> {
        let mut problems = Vec::new();
        for (name, text) in set.below(TEMPLATES) {
            let file = format!("{TEMPLATES}/{name}");
            let before = self.shelf.clone();
            match self.shelf.lay(&file, text) {
                Err(found) => problems.extend(found.into_iter().map(told)),
                Ok(id) if checked && before.has(&id) => problems.push(used(&file, &id, "mẫu in")),
                Ok(_) => {}
            }
        }
        none(problems)?;
        let papers = self.lifecycle.papers();
        let mut problems = Vec::new();
        for (name, text) in set.below(FORM_SETS) {
            let file = format!("{FORM_SETS}/{name}");
            let before = self.form_sets.clone();
            match self.form_sets.lay(&file, text, &self.shelf, &papers) {
                Err(found) => problems.extend(found.into_iter().map(told)),
                Ok(id) if checked && before.get(&id).is_some() => {
                    problems.push(used(&file, &id, "bộ mẫu"));
                }
                Ok(_) => {}
            }
        }
        if checked {
            let unasked = procedure_papers(&self.shelf, &self.catalogue);
            problems.extend(unasked.into_iter().map(told));
        }
        none(problems)
    }
}

fn none(problems: Problems) -> Result<(), Problems> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

fn acts_of(table: &Lifecycle) -> BTreeSet<Act> {
    table.transition.iter().map(|row| row.act).collect()
}

fn leads_on(to: &[String], from: State) -> bool {
    to.iter().any(|state| state != from.id())
}

fn told(problem: TemplateProblem) -> Problem {
    Problem::at(&problem.file, problem.line, problem.what, problem.mend)
}

fn used(file: &str, id: &str, kind: &str) -> Problem {
    let what = format!("{kind} “{id}” đã có; hồ sơ cũ còn in theo bản đó");
    let mend = "đặt id mới; mẫu in mới thì trỏ đến từ một bộ mẫu mới";
    Problem::at(file, 0, what, mend)
}

fn read<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, Problems> {
    toml::from_str(text).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        let what = format!("không đọc được: {}", error.message());
        vec![Problem::at(file, line, what, "sửa dòng này")]
    })
}
