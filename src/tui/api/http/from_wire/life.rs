//! What happened to a dossier beside its steps, as facts to read: the urgent ones first.

use super::{days, session};
use crate::messages::say;
use crate::tui::api::Fact;
use crate::tui::widgets::recognise::show_money;
use crate::wire::{ApologyView, LateStepView, LifeView};

/// The life of a dossier, a fact each.
pub fn facts(life: &LifeView) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |label: &str, value: String| {
        if !value.is_empty() {
            facts.push(Fact {
                label: label.to_owned(),
                value,
                secret: false,
            });
        }
    };
    let when = |at: &Option<String>| at.as_deref().map(session).unwrap_or_default();
    add(say!("life.paused"), stopped(life));
    add(say!("life.hand_over"), hand_over(life));
    if life.awaits_assignment {
        add(
            say!("life.awaits_assignment"),
            say!("life.not_assigned").into(),
        );
    }
    if let Some(by) = &life.apology_by {
        let words = say!("life.apology_by", by = session(by));
        add(say!("life.apology_needed"), words);
    }
    add(say!("life.due_proposed"), when(&life.proposed_due));
    add(say!("life.first_due"), when(&life.first_due));
    add(say!("life.new_due"), when(&life.appointment));
    if life.slips_replaced > 0 {
        add(
            say!("life.appointment_slip"),
            say!("life.slips_replaced", slips_replaced = life.slips_replaced),
        );
    }
    add(say!("life.to_supplement"), papers(life));
    if let Some(owed) = life.obligation_dong {
        let owed = show_money(u64::try_from(owed).unwrap_or(0));
        add(say!("life.to_pay"), say!("life.owed", owed));
    }
    for apology in &life.apologies {
        add(say!("life.apology"), apology_words(apology));
    }
    for late in &life.late_steps {
        add(say!("life.late_step"), late_step(late));
    }
    facts
}

fn stopped(life: &LifeView) -> String {
    let Some(kind) = &life.stopped else {
        return String::new();
    };
    let mut words = match kind.as_str() {
        "supplement" => say!("life.paused_supplement"),
        "payment" => say!("life.paused_payment"),
        _ => say!("life.paused_by_leader"),
    }
    .to_owned();
    if let Some(day) = life.deadline.as_deref().and_then(day) {
        words.push_str(&say!("life.deadline", day));
    }
    if life.applicant_half_days > 0 {
        let used = days(life.applicant_half_days);
        words.push_str(&say!("life.used_by_citizen", used));
    }
    words
}

fn day(text: &str) -> Option<String> {
    let date: chrono::NaiveDate = text.parse().ok()?;
    Some(date.format("%d/%m/%Y").to_string())
}

fn hand_over(life: &LifeView) -> String {
    let Some(from) = &life.handed_over_by else {
        return String::new();
    };
    let post = life.consignment.as_deref();
    let post = post.map_or(String::new(), |number| say!("life.consignment", number));
    say!("life.handed_over_by", from, post)
}

fn papers(life: &LifeView) -> String {
    let names = life.papers_asked.iter().map(|p| {
        let counts = [p.originals, p.certified, p.photocopies];
        format!("{} ({})", p.name, counts.map(|n| n.to_string()).join("/"))
    });
    names.collect::<Vec<_>>().join("; ")
}

fn apology_words(apology: &ApologyView) -> String {
    let stage = match (&apology.delivered, apology.in_time, apology.signed) {
        (Some(at), Some(true), _) => say!("life.apology_in_time", at = session(at)),
        (Some(at), _, _) => say!("life.apology_too_late", at = session(at)),
        (None, _, true) => say!("life.apology_signed").to_owned(),
        (None, _, false) => say!("life.apology_unsigned").to_owned(),
    };
    let (due, new) = (session(&apology.due), session(&apology.new));
    say!(
        "life.apology_words",
        due,
        new,
        stage,
        reason = apology.reason
    )
}

fn late_step(late: &LateStepView) -> String {
    let LateStepView {
        step,
        org,
        half_days,
        reason,
        text,
    } = late;
    let late = days(*half_days);
    let words = say!("life.late_step_words", step, late, org, reason);
    if text.is_empty() {
        words
    } else {
        format!("{words}: {text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::api::{Ask, Reply};
    use crate::tui::bench_desk::Bench;
    use crate::tui::input::Code;
    use crate::wire::{DossierLine, DossierView, PaperLine, Standing};

    fn busy() -> LifeView {
        LifeView {
            first_due: Some("2026-11-18 PM".into()),
            appointment: Some("2026-11-26 AM".into()),
            slips_replaced: 1,
            stopped: Some("supplement".into()),
            deadline: Some("2026-12-04".into()),
            applicant_half_days: 3,
            papers_asked: vec![PaperLine {
                name: "Bản sao sổ hộ khẩu".into(),
                certified: 1,
                ..PaperLine::default()
            }],
            obligation_dong: Some(150_000),
            apology_by: Some("2026-11-24 PM".into()),
            apologies: vec![ApologyView {
                due: "2026-11-20 AM".into(),
                new: "2026-11-26 AM".into(),
                reason: "Chờ kết quả xác minh".into(),
                signed: true,
                delivered: Some("2026-11-19 AM".into()),
                in_time: Some(true),
            }],
            proposed_due: Some("2026-11-27 PM".into()),
            awaits_assignment: true,
            handed_over_by: Some("UBND xã Minh Hòa".into()),
            consignment: Some("EB123456789VN".into()),
            late_steps: vec![LateStepView {
                step: "Thẩm tra hồ sơ".into(),
                org: "UBND huyện Minh Hòa".into(),
                half_days: 3,
                reason: "Chờ kết quả xác minh".into(),
                text: "công an xã trả lời muộn".into(),
            }],
            ..LifeView::default()
        }
    }

    fn shown(columns: u16, rows: u16) -> String {
        let mut bench = Bench::new(columns, rows);
        bench.hold = true;
        bench.code(Code::Enter);
        bench.answer_with(|ask| match ask {
            Ask::Dossier(code) => {
                let view = DossierView {
                    line: DossierLine {
                        code: code.clone(),
                        owner: "Nguyễn Văn Ví Dụ".into(),
                        procedure: "Đăng ký kết hôn".into(),
                        state_label: "Yêu cầu bổ sung".into(),
                        due: Some("2026-11-20 AM".into()),
                        standing: Standing::Stopped { half_days: 1 },
                        ..DossierLine::default()
                    },
                    procedure_code: "1.000094".into(),
                    life: busy(),
                    ..DossierView::default()
                };
                Some(Ok(Reply::Dossier(Box::new(super::super::dossier(view)))))
            }
            _ => None,
        });
        bench.screen()
    }

    #[test]
    fn the_life_stands_first_on_the_dossier() {
        insta::assert_snapshot!("life", shown(80, 24));
        insta::assert_snapshot!("life_wide", shown(120, 40));
    }
}
