//! What a dossier holds, as a counter would type it, and what a correction of it would make different.
//! Changes nothing.

use super::act::{conflict, readable};
use super::convert::Conversion;
use super::correct_intake::rewritten;
use super::procedures::{Sheet, sheet_on};
use super::receive::{complete, prepare};
use super::rules::as_of_receipt;
use super::{App, Rules, UseCaseError, choose_process};
use crate::catalogue::compare;
use crate::domain::code_scheme::normalise;
use crate::domain::dossier::{Content, Dossier, PaperCount};
use crate::domain::intake::Request;
use crate::domain::intake_form::IntakeForm;
use crate::domain::org::Actor;
use crate::domain::person::{PartyKind, Person};
use crate::domain::procedure::ProcedureCode;
use crate::domain::role::{Permit, Right};
use crate::worktime::{Limit, Session};

/// A dossier with the sheet of its procedure on the day of its receipt.
#[derive(Debug, Clone)]
pub struct Held {
    /// The dossier.
    pub dossier: Dossier,
    /// Form, papers and fees it was taken in with.
    pub sheet: Sheet,
}

/// What the dossier `code` holds, for a form to begin with.
///
/// # Errors
/// Not allowed; no such dossier; its procedure stands in no catalogue; the store.
pub async fn held(app: &App, actor: &Actor, code: &str) -> Result<Held, UseCaseError> {
    Permit::ask(actor, Right::Receive)?;
    let (viewer, code) = (actor.clone(), normalise(code));
    let read = app.store.read(move |tx| readable(tx, &viewer, &code));
    let dossier = read.await?;
    let on = as_of_receipt(&dossier);
    let sheet = sheet_on(&app.rules, &dossier.content.procedure, on)?;
    Ok(Held { dossier, sheet })
}

/// What putting `request` in the place of what the dossier `code` holds, seen at version `seen`, would
/// make different.
///
/// # Errors
/// As [`super::correct_intake::correct_intake`], but for the reason.
pub async fn preview(
    app: &App,
    actor: &Actor,
    (code, seen): (&str, i64),
    request: Request,
) -> Result<Conversion, UseCaseError> {
    Permit::ask(actor, Right::Receive)?;
    let (viewer, code, rules) = (actor.clone(), normalise(code), app.rules.clone());
    let read = app.store.read(move |tx| {
        let dossier = readable(tx, &viewer, &code)?;
        match dossier.version == seen {
            true => Ok(dossier),
            false => Err(conflict(tx, &rules, &dossier, seen)?),
        }
    });
    let dossier = read.await?;
    let on = as_of_receipt(&dossier);
    let request = complete(&app.rules, request, on);
    let accepted = choose_process::accepted_for(app, &request.procedure).await?;
    let prepared = prepare(&app.rules, &request, on, &dossier.desk, &accepted)?;
    let new = rewritten(&app.rules, &dossier, &prepared)?;
    let clock = &dossier.clock;
    let old = lines(
        &app.rules,
        &dossier,
        &dossier.content,
        (clock.limit, clock.due),
    );
    let next = lines(&app.rules, &dossier, &new.content, (new.limit, new.due));
    Ok(Conversion {
        back_to_desk: new.process.steps != dossier.process.steps,
        changes: compare(&old, &next),
        code: dossier.code,
        version: dossier.version,
    })
}

type Lines = Vec<(String, String)>;

fn lines(
    rules: &Rules,
    dossier: &Dossier,
    content: &Content,
    (limit, due): (Limit, Option<Session>),
) -> Lines {
    let line = |label: &str, words: String| (label.to_owned(), words);
    let procedure = format!("{} {}", content.procedure, content.procedure_name);
    let mut lines = vec![
        line("Thủ tục", procedure),
        line("Trường hợp", content.case_name.clone()),
        line("Thời hạn", limit.in_words()),
        line("Hẹn trả", due.map_or(String::new(), |due| due.to_string())),
    ];
    lines.extend(person("chủ hồ sơ", Some(&content.owner)));
    lines.extend(person("người nộp", content.submitter.as_ref()));
    lines.extend(answers(rules, dossier, content));
    lines.extend(content.papers.iter().map(paper));
    lines.extend(content.fees.iter().map(|fee| {
        let label = format!("{} {}", fee.kind.label(), fee.name);
        (label.trim().to_owned(), format!("{} đồng", fee.amount_dong))
    }));
    lines.extend([
        line("Số bộ hồ sơ", content.sets.to_string()),
        line("Hình thức nộp", content.channel.label().to_owned()),
        line("Nhận kết quả", content.collect_at.to_string()),
        line("Ghi chú", content.note.to_string()),
    ]);
    lines
}

/// Nobody has no lines: then every value of the other side is new, or gone.
fn person(who: &str, person: Option<&Person>) -> Lines {
    let Some(person) = person else {
        return Vec::new();
    };
    let kind = match person.kind {
        PartyKind::Citizen => "cá nhân",
        PartyKind::Enterprise => "doanh nghiệp",
        PartyKind::StateAgency => "cơ quan nhà nước",
        PartyKind::Organisation => "tổ chức",
    };
    let said = [
        ("Họ tên", person.name.to_string()),
        ("Số định danh", person.identity.to_string()),
        ("Ngày sinh", person.birth.to_string()),
        ("Điện thoại", person.phone.to_string()),
        ("Thư điện tử", person.email.to_string()),
        ("Địa chỉ", person.address.to_string()),
        ("Loại", kind.to_owned()),
    ];
    let line = |(what, value): (&str, String)| (format!("{what} {who}"), value);
    said.into_iter().map(line).collect()
}

/// Answers by the labels of the form of that procedure.
fn answers(rules: &Rules, dossier: &Dossier, content: &Content) -> Lines {
    let on = as_of_receipt(dossier);
    let code = ProcedureCode::parse(&content.procedure);
    let form = code.map(|code| rules.catalogue.form_on(&code, on));
    let label = |form: &IntakeForm, key: &str| {
        let field = form.fields().find(|field| field.key == key);
        field.map(|field| field.label.clone())
    };
    let line = |(key, value): (&String, &String)| {
        let label = form.and_then(|form| label(form, key));
        (label.unwrap_or_else(|| key.clone()), value.clone())
    };
    content.answers.iter().map(line).collect()
}

fn paper(paper: &PaperCount) -> (String, String) {
    let counts = [
        (paper.originals, "bản chính"),
        (paper.certified, "chứng thực"),
        (paper.photocopies, "photo"),
    ];
    let some = counts.into_iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = some.map(|(n, what)| format!("{n} {what}")).collect();
    (format!("Giấy tờ: {}", paper.name), words.join(", "))
}
