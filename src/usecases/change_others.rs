//! What a change makes different beside procedures: calendars, policies, code schemes, papers, receipt rules,
//! the life cycle. Both persons see these lines.

use std::collections::BTreeMap;

use super::rules::Rules;
use crate::catalogue::{FieldChange, compare};
use crate::domain::receipt_rules::ModeRule;

/// Name and value of what is compared.
type Lines = Vec<(String, String)>;

/// What `new` makes different beside procedures.
pub(super) fn others(old: &Rules, new: &Rules) -> Vec<FieldChange> {
    let added = |field: &str, new: String| FieldChange {
        field: field.to_owned(),
        old: String::new(),
        new,
    };
    let mut changes = Vec::new();
    for row in &new.policies.rows[old.policies.rows.len()..] {
        let whom = [row.procedures.join(", "), row.fields.join(", ")];
        let whom: Vec<String> = whom.into_iter().filter(|w| !w.is_empty()).collect();
        let numbers = serde_json::to_string(&row.policy).unwrap_or_default();
        let days = row.valid_from.format("%d/%m/%Y");
        changes.push(added(
            &format!("Chính sách hồ sơ {}", whom.join("; ")),
            format!("từ {days}: {numbers}"),
        ));
    }
    for scheme in &new.schemes.scheme[old.schemes.scheme.len()..] {
        let days = scheme.valid_from.format("%d/%m/%Y");
        changes.push(added(
            &format!("Quy tắc mã {}", scheme.id),
            format!("từ {days}: {}", scheme.template),
        ));
    }
    changes.extend(days(old, new));
    changes.extend(papers(old, new));
    changes.extend(receipt_rules(old, new));
    changes.extend(late_reasons(old, new));
    changes.extend(lifecycle(old, new));
    changes
}

/// New templates and sets of forms.
fn papers(old: &Rules, new: &Rules) -> Vec<FieldChange> {
    let templates = new.shelf.templates();
    let more = templates.filter(|(template, _)| !old.shelf.has(&template.id));
    let mut lines: Vec<FieldChange> = more
        .map(|(template, _)| FieldChange {
            field: format!("Mẫu in {}", template.id),
            old: String::new(),
            new: format!("{} ({})", template.title, template.legal_basis),
        })
        .collect();
    for set in new.form_sets.all() {
        if old.form_sets.get(&set.id).is_none() {
            let from = set.valid_from.format("%d/%m/%Y");
            let forms = set
                .form
                .iter()
                .map(|f| format!("{}: {}", f.paper, f.template));
            let forms: Vec<String> = forms.collect();
            lines.push(FieldChange {
                field: format!("Bộ mẫu in {}", set.id),
                old: String::new(),
                new: format!("{}, từ {from}: {}", set.title, forms.join("; ")),
            });
        }
    }
    lines
}

fn receipt_rules(old: &Rules, new: &Rules) -> Vec<FieldChange> {
    let lines = |rules: &Rules| {
        let rules = &rules.receipts;
        let mode = |mode: &ModeRule| (format!("Biên lai {}", mode.id), mode.in_words());
        let mut lines: Lines = rules.mode.iter().map(mode).collect();
        lines.extend(rules.other_words());
        lines
    };
    compare(&lines(old), &lines(new))
}

fn late_reasons(old: &Rules, new: &Rules) -> Vec<FieldChange> {
    let lines = |rules: &Rules| -> Lines {
        let reasons = rules.late_reasons.reason.iter();
        reasons
            .map(|r| (format!("Lý do quá hạn {}", r.code), r.label.clone()))
            .collect()
    };
    compare(&lines(old), &lines(new))
}

/// Row by row: who may do what from where, and what it prints.
fn lifecycle(old: &Rules, new: &Rules) -> Vec<FieldChange> {
    let lines = |rules: &Rules| -> Lines {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut lines = Vec::new();
        for row in &rules.lifecycle.transition {
            let nth = seen.entry(row.act.id()).or_default();
            *nth += 1;
            let place = if *nth > 1 {
                format!(" ({nth})")
            } else {
                String::new()
            };
            let words = serde_json::to_string(row).unwrap_or_default();
            lines.push((format!("Vòng đời: {}{place}", row.act.id()), words));
        }
        lines
    };
    compare(&lines(old), &lines(new))
}

/// Days on which another calendar opens or closes the office.
fn days(old: &Rules, new: &Rules) -> Vec<FieldChange> {
    let (was, is) = (&old.calendar, &new.calendar);
    if was == is {
        return Vec::new();
    }
    let mut changes = vec![FieldChange {
        field: "Lịch làm việc".to_owned(),
        old: was.label(),
        new: is.label(),
    }];
    let first = was.begins_on().min(is.begins_on());
    let last = was.ends_on().max(is.ends_on());
    let words = |open: bool| if open { "làm việc" } else { "nghỉ" }.to_owned();
    for day in first.iter_days().take_while(|day| *day <= last) {
        let (before, after) = (was.is_working_date(day), is.is_working_date(day));
        if before != after && day <= was.ends_on() && changes.len() < 200 {
            changes.push(FieldChange {
                field: format!("Ngày {}", day.format("%d/%m/%Y")),
                old: words(before),
                new: words(after),
            });
        }
    }
    changes
}
