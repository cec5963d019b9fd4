//! Print (in): the fields of a dossier or of a counter slip on one of the office's templates.

use serde_json::json;

use super::act::readable;
use super::open::act_label;
use super::rules::local;
use super::write::record;
use super::{App, Rules, UseCaseError};
use crate::domain::code_scheme::normalise;
use crate::domain::dossier::{Content, Dossier};
use crate::domain::event::Event;
use crate::domain::lifecycle::{Act, State};
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::print::{self, Fonts, FormData, Template, date_words, moment_words};
use crate::records::slips::Slip;
use crate::records::{slips, trail};
use crate::worktime::{Half, Session};

/// Which paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A dossier by code.
    Dossier(String),
    /// A guidance or refusal slip.
    Slip(i64),
}

/// A form that may be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormOffer {
    /// Template identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// How many times it was printed.
    pub printed: i64,
}

/// Forms of a dossier, the usual one first.
#[must_use]
pub fn forms_of(rules: &Rules, dossier: &Dossier, trail: &[Event]) -> Vec<FormOffer> {
    let mut ids = vec!["mau-01-a5", "mau-01-a4", "phieu-kiem-soat-a4"];
    if matches!(dossier.state, State::ResultReady | State::ResultReturned) {
        ids.insert(0, "giay-bien-nhan-ket-qua-a5");
    }
    ids.into_iter()
        .filter_map(|id| offer(rules, id, trail))
        .collect()
}

fn offer(rules: &Rules, id: &str, trail: &[Event]) -> Option<FormOffer> {
    let template = rules.shelf.get(id).ok()?;
    let paper = template.paper().name.to_uppercase();
    Some(FormOffer {
        id: id.to_owned(),
        title: format!("{} ({paper})", template.title),
        printed: times_printed(trail, &template.id),
    })
}

/// Prints of a form, whatever the size of paper: A4 after A5 is a copy too.
fn times_printed(trail: &[Event], template: &str) -> i64 {
    let of_form = |e: &&Event| {
        let form = e.change["form"].as_str().unwrap_or("");
        let base = form.rsplit_once('-').map_or(form, |(base, _)| base);
        e.act == Act::Print.id() && (form == template || base == template)
    };
    i64::try_from(trail.iter().filter(of_form).count()).unwrap_or(0)
}

/// The text preview of `form`: the same fields in the same order as on paper.
///
/// # Errors
/// No such dossier or form; the template; the store.
pub async fn preview(
    app: &App,
    actor: &Actor,
    subject: &Subject,
    form: &str,
    width: u16,
) -> Result<(String, Vec<String>), UseCaseError> {
    let template = template(&app.rules, form)?;
    let paper = gather(app, actor, subject, &template).await?;
    Ok((
        template.title.clone(),
        print::preview(&template, &paper.data, width),
    ))
}

/// The PDF of `form`. A second print says which one it is, and each is recorded in the trail.
///
/// The print is recorded before it is made: two clerks who print at once never get two originals.
///
/// # Errors
/// No such dossier or form; the template; the store.
pub async fn pdf(
    app: &App,
    actor: &Actor,
    subject: &Subject,
    form: &str,
) -> Result<Vec<u8>, UseCaseError> {
    let permit =
        Permit::ask(actor, Right::Search).or_else(|_| Permit::ask(actor, Right::Return))?;
    let template = template(&app.rules, form)?;
    let mut paper = gather(app, actor, subject, &template).await?;
    let copy = note_print(app, permit, &template, paper.dossier, paper.slip).await?;
    if copy > 1 {
        paper.data.set("reprint_number", (copy - 1).to_string());
    }
    Ok(print::pdf(Fonts::load()?, &template, &paper.data)?)
}

/// Records one more print; tells which one it is, from 1.
async fn note_print(
    app: &App,
    permit: Permit,
    template: &Template,
    dossier: Option<Dossier>,
    slip: Option<i64>,
) -> Result<i64, UseCaseError> {
    let (id, form) = (template.id.clone(), whole_id(template));
    record(app, move |tx, writing| {
        let mut event = writing.event(&permit, Act::Print.id(), None);
        let mut copy = 1;
        if let Some(dossier) = &dossier {
            event.dossier = dossier.id;
            event.code.clone_from(&dossier.code);
            event.version = dossier.version;
            event.from_state = dossier.state.id().to_owned();
            event.to_state = dossier.state.id().to_owned();
            event.from_step = dossier.position.step;
            event.to_step = dossier.position.step;
            copy += times_printed(&trail::of_dossier(tx, dossier.id, 0)?, &id);
        }
        event.change = json!({ "form": form, "copy": copy, "slip": slip });
        Ok((event, copy))
    })
    .await
}

/// Identifier with the size of paper: `mau-01-a5`.
fn whole_id(template: &Template) -> String {
    format!("{}-{}", template.id, template.paper().name)
}

fn template(rules: &Rules, form: &str) -> Result<Template, UseCaseError> {
    rules
        .shelf
        .get(form)
        .map_err(|_| UseCaseError::NoForm(form.to_owned()))
}

/// The fields of one paper, and what it is about.
struct Paper {
    data: FormData,
    dossier: Option<Dossier>,
    slip: Option<i64>,
}

async fn gather(
    app: &App,
    actor: &Actor,
    subject: &Subject,
    template: &Template,
) -> Result<Paper, UseCaseError> {
    match subject {
        Subject::Dossier(code) => of_dossier(app, actor, code, template).await,
        Subject::Slip(id) => of_slip(app, actor, *id).await,
    }
}

async fn of_dossier(
    app: &App,
    actor: &Actor,
    code: &str,
    template: &Template,
) -> Result<Paper, UseCaseError> {
    let (viewer, code) = (actor.clone(), normalise(code));
    let (dossier, events) = app
        .store
        .read(move |tx| {
            let dossier = readable(tx, &viewer, &code)?;
            let events = trail::of_dossier(tx, dossier.id, 0)?;
            Ok::<_, UseCaseError>((dossier, events))
        })
        .await?;
    let printed = times_printed(&events, &template.id);
    let mut data = dossier_fields(&app.rules, &dossier, &events);
    if printed > 0 {
        data.set("reprint_number", printed.to_string());
    }
    Ok(Paper {
        data,
        dossier: Some(dossier),
        slip: None,
    })
}

async fn of_slip(app: &App, actor: &Actor, id: i64) -> Result<Paper, UseCaseError> {
    Permit::ask(actor, Right::Receive)?;
    let org = actor.org().to_owned();
    let slip = app.store.read(move |tx| slips::one(tx, id, &org)).await?;
    let slip = slip.ok_or_else(|| UseCaseError::NoDossier(id.to_string()))?;
    let data = slip_fields(&app.rules, &slip);
    Ok(Paper {
        data,
        dossier: None,
        slip: Some(id),
    })
}

/// Fields that every form of a unit shares.
fn head(rules: &Rules, org: &str, officer: &str, at: i64) -> FormData {
    let mut data = FormData::new(at);
    if let Some(org) = rules.office.org(org) {
        data.set("superior_org", upper_line(rules, org));
        data.set("issuing_org", &org.head_issuer);
        data.set("slip_symbol", &org.number_suffix);
        data.set("place", &org.place);
        // The template says which desk it is of; here is the unit alone.
        data.set("desk_name", &org.name);
        data.set("hotline", &org.phone);
    }
    data.set("issued_date", date_words(at));
    data.set("clerk_name", rules.office.officer_name(officer));
    data
}

fn upper_line<'a>(_rules: &Rules, org: &'a crate::domain::org::Org) -> &'a str {
    &org.head_upper
}

fn person_fields(data: &mut FormData, content: &Content) {
    let owner = &content.owner;
    data.set("owner_name", owner.name.as_str());
    data.set("address", owner.address.as_str());
    data.set("phone", owner.phone.as_str());
    data.set("email", owner.email.as_str());
    data.set("identity", owner.identity.as_str());
    data.set("request", request_words(content));
    data.set("signer_name", owner.name.as_str());
    if let Some(submitter) = &content.submitter {
        data.set("submitter_name", submitter.name.as_str());
        data.set("signer_name", submitter.name.as_str());
    }
    for (i, paper) in content.papers.iter().enumerate() {
        data.push_row(
            "papers",
            [
                ("number", (i + 1).to_string()),
                ("name", paper.name.to_string()),
                ("original", count(paper.originals)),
                ("certified", count(paper.certified)),
                ("photocopy", count(paper.photocopies)),
            ],
        );
    }
}

/// What is asked for: the summary, and the procedure when the summary does not name it.
fn request_words(content: &Content) -> String {
    if content.summary.as_str() == content.procedure_name {
        return content.procedure_name.clone();
    }
    format!("{} ({})", content.summary, content.procedure_name)
}

/// A count below ten is written with a zero before it; none is left empty.
fn count(number: u32) -> String {
    if number == 0 {
        String::new()
    } else {
        format!("{number:02}")
    }
}

fn dossier_fields(rules: &Rules, dossier: &Dossier, trail: &[Event]) -> FormData {
    let (content, clock) = (&dossier.content, &dossier.clock);
    let receiver = trail.first().map_or("", |e| e.actor.as_str());
    let mut data = head(rules, &dossier.desk, receiver, clock.received_at);
    person_fields(&mut data, content);
    data.set("code", &dossier.code);
    data.set("barcode", &dossier.code);
    data.set("qr", format!("{}|{}", dossier.code, content.lookup_pin));
    data.set(
        "slip_number",
        crate::domain::code_scheme::last_digits(&dossier.code)
            .map_or(String::new(), |n| format!("{n:0>2}")),
    );
    data.set("set_count", format!("{:02}", content.sets));
    data.set("time_limit", clock.limit.in_words());
    data.set("received_at", moment_words(clock.received_at));
    match clock.due_at {
        Some(due) => data.set("due_at", moment_words(due)),
        None => data.set("due_at", "Không quy định"),
    }
    if let Some(due) = clock.due {
        data.set(
            "due_session",
            if due.half == Half::Am {
                "sáng"
            } else {
                "chiều"
            },
        );
    }
    data.set("collect_at", content.collect_at.as_str());
    data.set("fees", fee_words(content));
    data.set("note", content.note.as_str());
    data.set("lookup_url", &rules.office.website);
    data.set("procedure_name", &content.procedure_name);
    data.set(
        "lead_agency",
        rules.office.org(&dossier.desk).map_or("", |o| &o.name),
    );
    hand_overs(&mut data, rules, dossier, trail);
    returned(&mut data, rules, dossier, trail);
    data
}

/// Phí and lệ phí are two legal kinds: each has its own sum.
fn fee_words(content: &Content) -> String {
    use crate::domain::procedure::FeeKind;
    let sum = |kind: FeeKind| -> u64 {
        content
            .fees
            .iter()
            .filter(|f| f.kind == kind)
            .map(|f| f.amount_dong)
            .sum()
    };
    let (phi, le_phi) = (sum(FeeKind::Phi), sum(FeeKind::LePhi));
    let part = |label: &str, amount: u64| format!("{label}: {} đồng", dong(amount));
    match (phi, le_phi) {
        (0, 0) => "Không".to_owned(),
        (phi, 0) => part("Phí", phi),
        (0, le_phi) => part("Lệ phí", le_phi),
        (phi, le_phi) => format!(
            "{}; {}",
            part("Phí", phi),
            part("Lệ phí", le_phi).to_lowercase()
        ),
    }
}

/// `1250000` as `1.250.000`.
fn dong(amount: u64) -> String {
    let digits = amount.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// One row of the control slip for every hand-over of the trail.
fn hand_overs(data: &mut FormData, rules: &Rules, dossier: &Dossier, trail: &[Event]) {
    let moved = |e: &&Event| e.from_step != e.to_step && e.act != Act::Receive.id();
    for event in trail.iter().filter(moved) {
        let step = |no: u32| {
            dossier
                .process
                .steps
                .iter()
                .find(|s| s.no == no)
                .map_or(String::new(), |s| s.name.clone())
        };
        let outcome = match event.late_halfdays {
            0 => "Đúng hạn".to_owned(),
            late => format!("Quá hạn {}", crate::domain::decide::days(late)),
        };
        data.push_row(
            "hand_overs",
            [
                (
                    "giver_org",
                    unit_words(rules, &event.org, &step(event.from_step)),
                ),
                (
                    "receiver_org",
                    unit_words(rules, &event.to_org, &step(event.to_step)),
                ),
                ("moment", moment_words(event.at)),
                (
                    "giver_name",
                    rules.office.officer_name(&event.actor).to_owned(),
                ),
                (
                    "receiver_name",
                    rules.office.officer_name(&event.to_officer).to_owned(),
                ),
                ("outcome", outcome),
                (
                    "note",
                    format!("{} {}", act_label(rules, &event.act), event.note)
                        .trim()
                        .to_owned(),
                ),
            ],
        );
    }
}

fn unit_words(rules: &Rules, org: &str, step: &str) -> String {
    let name = rules.office.org(org).map_or(org, |o| &o.name);
    format!("{name} – {step}")
}

/// Fields of the paper that goes with the result.
fn returned(data: &mut FormData, rules: &Rules, dossier: &Dossier, trail: &[Event]) {
    let last = trail.iter().rev().find(|e| e.act == Act::ReturnResult.id());
    if let Some(event) = last {
        data.set("giver_name", rules.office.officer_name(&event.actor));
        data.set("returned_at", moment_words(event.at));
    }
    let receiver = dossier
        .content
        .submitter
        .as_ref()
        .unwrap_or(&dossier.content.owner);
    data.set("receiver_name", receiver.name.as_str());
    data.set("receiver_phone", receiver.phone.as_str());
    data.set("receiver_identity", receiver.identity.as_str());
    data.push_row(
        "results",
        [
            ("number", "1".to_owned()),
            ("kind", "Kết quả giải quyết".to_owned()),
            ("document_number", String::new()),
            ("summary", dossier.content.summary.to_string()),
        ],
    );
}

fn slip_fields(rules: &Rules, slip: &Slip) -> FormData {
    let mut data = head(rules, &slip.org, &slip.officer, slip.at);
    person_fields(&mut data, &slip.content);
    data.set("slip_number", slip.number.split('/').next().unwrap_or(""));
    data.set("reason", &slip.reason);
    data.set("submitted_at", moment_words(slip.at));
    data.set("website", &rules.office.website);
    data.set("contact_name", rules.office.officer_name(&slip.officer));
    if let Some(org) = rules.office.org(&slip.org) {
        data.set("contact_phone", &org.phone);
    }
    data
}

/// Local date and half of a session, as people say it: `chiều 21/11/2026`.
#[must_use]
pub fn session_words(session: Session) -> String {
    let half = if session.half == Half::Am {
        "sáng"
    } else {
        "chiều"
    };
    format!("{half} {}", session.date.format("%d/%m/%Y"))
}

/// Local time of a moment as `09:41 21/11/2026`.
#[must_use]
pub fn clock_words(at: i64) -> String {
    local(at).format("%H:%M %d/%m/%Y").to_string()
}
