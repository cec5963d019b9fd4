//! What happened to a dossier beside its steps, as facts to read: the urgent ones first.

use super::{days, session};
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
    add("! Đang dừng", stopped(life));
    add("! Bàn giao", hand_over(life));
    if life.awaits_assignment {
        add("! Chờ giao việc", "lãnh đạo chưa phân công".into());
    }
    if let Some(by) = &life.apology_by {
        let words = format!("gửi phiếu chậm nhất {}", session(by));
        add("! Cần xin lỗi", words);
    }
    add("! Đề nghị sửa hẹn", when(&life.proposed_due));
    add("Hẹn lần đầu", when(&life.first_due));
    add("Hẹn lại", when(&life.appointment));
    if life.slips_replaced > 0 {
        add(
            "Giấy hẹn",
            format!("đã cấp lại {} lần", life.slips_replaced),
        );
    }
    add("Cần bổ sung", papers(life));
    if let Some(owed) = life.obligation_dong {
        let owed = show_money(u64::try_from(owed).unwrap_or(0));
        add("Phải nộp", format!("{owed} đ"));
    }
    for apology in &life.apologies {
        add("Xin lỗi", apology_words(apology));
    }
    for late in &life.late_steps {
        add("× Bước trễ", late_step(late));
    }
    facts
}

fn stopped(life: &LifeView) -> String {
    let Some(kind) = &life.stopped else {
        return String::new();
    };
    let mut words = match kind.as_str() {
        "supplement" => "chờ bổ sung giấy tờ",
        "payment" => "chờ thực hiện nghĩa vụ tài chính",
        _ => "lãnh đạo cho tạm dừng",
    }
    .to_owned();
    if let Some(day) = life.deadline.as_deref().and_then(day) {
        words.push_str(&format!(", hạn {day}"));
    }
    if life.applicant_half_days > 0 {
        let used = days(life.applicant_half_days);
        words.push_str(&format!("; người dân đã dùng {used}"));
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
    let post = post.map_or(String::new(), |number| format!(", bưu gửi {number}"));
    format!("{from} giao, chưa ai xác nhận{post}")
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
        (Some(at), Some(true), _) => format!("gửi {} √ kịp hạn", session(at)),
        (Some(at), _, _) => format!("gửi {} × không kịp hạn", session(at)),
        (None, _, true) => "đã ký, chờ gửi".to_owned(),
        (None, _, false) => "chờ ký".to_owned(),
    };
    let (due, new) = (session(&apology.due), session(&apology.new));
    format!("{due} hẹn lại {new}, {stage}: {}", apology.reason)
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
    let words = format!("{step}: {late}, {org} chịu trách nhiệm. {reason}");
    if text.is_empty() {
        words
    } else {
        format!("{words}: {text}")
    }
}
