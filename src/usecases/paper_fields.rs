//! The fields of paper: what a template may name, filled from a dossier or a counter slip.

use super::Rules;
use super::paper_act::{act, agency, apology, appointment, papers};
use super::paper_occasion::{Occasion, is_act};
use super::paper_way::{hand_overs, history};
use super::papers_check::ANSWER;
use crate::domain::dossier::{Content, Dossier, PaperCount};
use crate::domain::event::Event;
use crate::domain::intake_form::FieldKind;
use crate::domain::lifecycle::Act;
use crate::domain::org::Officer;
use crate::domain::person::bare;
use crate::domain::procedure::ProcedureCode;
use crate::domain::result::{ResultPaper, ResultState};
use crate::domain::role::Right;
use crate::print::{FormData, date_words, moment_words};
use crate::records::post_lists::{PostItem, PostList};
use crate::records::slips::Slip;
use crate::text::amount::figures;

/// Fields that every form of a unit shares.
pub(super) fn head(rules: &Rules, org: &str, officer: &str, at: i64) -> FormData {
    let mut data = FormData::new(at);
    if let Some(org) = rules.office.org(org) {
        data.set("superior_org", &org.head_upper);
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
}

/// A row for each paper.
pub(super) fn push_papers<'a>(data: &mut FormData, papers: impl Iterator<Item = &'a PaperCount>) {
    for (i, paper) in papers.enumerate() {
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

/// Fields of the `paper` of a dossier, whose template is of `kind`.
pub(super) fn dossier_fields(
    rules: &Rules,
    dossier: &Dossier,
    trail: &[Event],
    paper: &str,
    kind: &str,
    results: &[ResultPaper],
) -> FormData {
    let (content, clock) = (&dossier.content, &dossier.clock);
    let on = Occasion::of(rules, dossier, trail, paper);
    let at = match kind {
        "control" => clock.received_at,
        "history" => trail.iter().rfind(|e| is_act(e)).map_or(on.at, |e| e.at),
        _ => on.at,
    };
    let mut data = head(rules, &dossier.desk, clerk(trail, &on), at);
    person_fields(&mut data, content);
    papers(&mut data, kind, dossier, &on);
    identity(&mut data, dossier);
    data.set("set_count", format!("{:02}", content.sets));
    data.set("time_limit", clock.limit.in_words());
    data.set("received_at", moment_words(clock.received_at));
    data.set("received_date", date_words(clock.received_at));
    appointment(&mut data, rules, dossier, &on);
    data.set("collect_at", content.collect_at.as_str());
    data.set("fees", fee_words(content));
    data.set("note", content.note.as_str());
    data.set("lookup_url", &rules.office.website);
    data.set("website", &rules.office.website);
    data.set("procedure_name", &content.procedure_name);
    data.set(
        "lead_agency",
        rules.office.org(&dossier.desk).map_or("", |o| &o.name),
    );
    of_kind(&mut data, rules, dossier, trail, kind, &on, results);
    data
}

/// What only one kind of paper says.
fn of_kind(
    data: &mut FormData,
    rules: &Rules,
    dossier: &Dossier,
    trail: &[Event],
    kind: &str,
    on: &Occasion,
    results: &[ResultPaper],
) {
    match kind {
        "control" => hand_overs(data, rules, dossier, trail),
        "history" => history(data, rules, dossier, trail),
        "result_handover" => returned(data, rules, dossier, trail, results),
        "supplement" | "refusal" | "act" | "payment_notice" => {
            act(data, rules, dossier, on);
            contact(data, rules, dossier, on);
            if on.is(Act::SignApology) || on.is(Act::DeliverApology) {
                apology(data, rules, trail, on);
            }
        }
        "procedure_form" => {
            agency(data, rules, &dossier.desk);
            leader(data, rules, &dossier.desk);
            answers(data, rules, dossier);
            // Dated by the hand that signs.
            data.set("issued_date", "");
        }
        _ => {}
    }
}

/// The answers to the fields of the intake form; money is written as money.
fn answers(data: &mut FormData, rules: &Rules, dossier: &Dossier) {
    let code = ProcedureCode::parse(&dossier.content.procedure);
    let form = code.map(|code| rules.catalogue.form_for(&code));
    let money = |key: &str| {
        let mut fields = form.iter().flat_map(|form| form.fields());
        fields.any(|field| field.key == key && field.kind == FieldKind::Money)
    };
    for (key, answer) in &dossier.content.answers {
        let amount = answer.parse().ok().filter(|_| money(key));
        let words = amount.map_or_else(|| answer.clone(), figures);
        data.set(&format!("{ANSWER}{key}"), words);
    }
}

/// Post of the officer who signs for the agency.
fn leader(data: &mut FormData, rules: &Rules, org: &str) {
    let signs = |o: &&Officer| {
        let grants = o.grants.iter();
        let mut here = grants.filter(|g| g.org == org);
        here.any(|g| rules.roles.rights_of(&g.role).has(Right::Sign))
    };
    if let Some(officer) = rules.office.officers.iter().find(signs) {
        data.set("leader_title", officer.title.to_uppercase());
    }
}

/// Who gives the paper at the desk: who did the act there, or who received the dossier.
fn clerk<'a>(trail: &'a [Event], on: &Occasion<'a>) -> &'a str {
    let received = trail.iter().find(|e| e.act == Act::Receive.id());
    let at_desk = [
        Act::AcceptSupplement,
        Act::CorrectIntake,
        Act::RequestSupplement,
        Act::AskOnlineSupplement,
        Act::Refuse,
        Act::ExpireSupplement,
        Act::Withdraw,
    ];
    let event = on.event.filter(|_| at_desk.iter().any(|act| on.is(*act)));
    event
        .or(received)
        .or(trail.first())
        .map_or("", |e| e.actor.as_str())
}

/// The code in words, bars and QR.
fn identity(data: &mut FormData, dossier: &Dossier) {
    let pin = &dossier.content.lookup_pin;
    data.set("code", &dossier.code);
    data.set("barcode", &dossier.code);
    data.set("qr", format!("{}|{pin}", dossier.code));
    let digits = crate::domain::code_scheme::last_digits(&dossier.code);
    data.set(
        "slip_number",
        digits.map_or(String::new(), |n| format!("{n:0>2}")),
    );
}

/// Whom to ask about a request or a refusal.
fn contact(data: &mut FormData, rules: &Rules, dossier: &Dossier, on: &Occasion) {
    let officer = on.event.map_or("", |e| e.actor.as_str());
    data.set("contact_name", rules.office.officer_name(officer));
    data.set("submitted_at", moment_words(dossier.clock.received_at));
    if let Some(org) = rules.office.org(&dossier.desk) {
        data.set("contact_phone", &org.phone);
    }
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
    let part = |label: &str, amount: u64| format!("{label}: {} đồng", figures(amount));
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

/// Fields of the paper that goes with the result.
fn returned(
    data: &mut FormData,
    rules: &Rules,
    dossier: &Dossier,
    trail: &[Event],
    results: &[ResultPaper],
) {
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
    if let Some(collector) = &dossier.life.collector {
        data.set("receiver_name", collector.name.as_str());
        data.set("receiver_identity", collector.identity.as_str());
        let known = bare(collector.identity.as_str()) == bare(receiver.identity.as_str());
        if !known {
            data.set("receiver_phone", "");
        }
    }
    let finals: Vec<_> = results
        .iter()
        .filter(|r| r.state == ResultState::Final)
        .collect();
    for (i, result) in finals.iter().enumerate() {
        data.push_row(
            "results",
            [
                ("number", (i + 1).to_string()),
                ("kind", "Kết quả giải quyết".to_owned()),
                ("document_number", result.number.to_string()),
                ("summary", result.title.to_string()),
            ],
        );
    }
    if finals.is_empty() {
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
}

/// Fields of a hand-over list to the post (forms page, section 9).
pub(super) fn post_list_fields(
    rules: &Rules,
    list: &PostList,
    letters: &[(PostItem, Dossier, Vec<ResultPaper>)],
) -> FormData {
    let mut data = head(rules, &list.org, &list.officer, list.at);
    data.set("slip_number", list.number.split('/').next().unwrap_or(""));
    data.set("carrier", &list.carrier);
    data.set("giver_name", rules.office.officer_name(&list.officer));
    data.set("handed_at", moment_words(list.at));
    data.set("letters", letters.len().to_string());
    for (item, dossier, results) in letters {
        let content = &dossier.content;
        let titles = results
            .iter()
            .filter(|r| r.state == ResultState::Final)
            .map(|r| format!("{} {}", r.number, r.title).trim().to_owned());
        let fee = content.fees.iter().any(|fee| fee.amount_dong > 0);
        data.push_row(
            "letters",
            [
                ("number", item.no.to_string()),
                ("code", item.code.clone()),
                ("procedure", content.procedure_name.clone()),
                ("result", titles.collect::<Vec<_>>().join("; ")),
                ("owner", content.owner.name.to_string()),
                ("address", content.owner.address.to_string()),
                ("fee", if fee { "X" } else { "" }.to_owned()),
                ("by_post", "X".to_owned()),
                ("consignment", item.consignment.clone()),
            ],
        );
    }
    data
}

/// Fields of a guidance or refusal slip.
pub(super) fn slip_fields(rules: &Rules, slip: &Slip) -> FormData {
    let mut data = head(rules, &slip.org, &slip.officer, slip.at);
    person_fields(&mut data, &slip.content);
    push_papers(&mut data, slip.content.papers.iter());
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
