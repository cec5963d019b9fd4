//! Correcting a dossier and converting it, over the wire.

use chrono::NaiveDate;

use super::{from_wire, to_wire};
use crate::client::Client;
use crate::tui::api::{
    Ask, Correcting, Differences, Held, Intake, ProcedureSheet, Received, Reply,
};
use crate::tui::widgets::recognise::{show_date, show_money};
use crate::wire::{
    ConversionPreview, ConversionRequest, HeldIntake, IntakeRequest, Party, Problem, ValueChange,
};

/// How the authority of a submitter begins the remarks.
const AUTHORITY: &str = "Ủy quyền: ";

/// Answers what is asked about rewriting; `places` are those of the office.
pub async fn answer(
    client: &Client,
    places: Vec<String>,
    ask: &Ask,
) -> Result<Option<Reply>, Box<Problem>> {
    Ok(Some(match ask {
        Ask::Held(code) => {
            let held = client.held_intake(code).await?;
            Reply::Held(Box::new(as_typed(held, places)))
        }
        Ask::CorrectionPreview(intake) => {
            let about = intake.correcting.clone().unwrap_or_default();
            let body = to_wire::intake(intake);
            let found = client.correction_preview(&about.code, about.version, &body);
            Reply::Differences(differences(found.await?))
        }
        Ask::Correct(intake) => correct(client, intake).await?,
        Ask::ConversionPreview(code) => {
            Reply::Differences(differences(client.conversion(code).await?))
        }
        Ask::Convert(order) => {
            let body = ConversionRequest {
                reason: order.reason.clone(),
            };
            let done = client.convert(&order.code, order.version, &order.key, &body);
            let done = done.await?;
            let after = client.dossier(&order.code).await.ok();
            let after = after.map(|view| Box::new(from_wire::dossier(view)));
            Reply::Acted(from_wire::acted(&done), after)
        }
        _ => return Ok(None),
    }))
}

async fn correct(client: &Client, intake: &Intake) -> Result<Reply, Box<Problem>> {
    let about = intake.correcting.clone().unwrap_or_default();
    let body = to_wire::intake(intake);
    let done = client.correct(&about.code, about.version, &intake.id, &body);
    let code = done.await?.dossier_code;
    let mut received = Received {
        code,
        ..Received::default()
    };
    // It is corrected already: without this answer the forms are asked for again.
    if let Ok(view) = client.dossier(&received.code).await {
        let due = view.line.due.as_deref().map(from_wire::session);
        received.due = due.unwrap_or_default();
        received.forms = from_wire::dossier(view).forms;
    }
    Ok(Reply::Received(received))
}

fn differences(found: ConversionPreview) -> Differences {
    let words = |change: ValueChange| ValueChange {
        old: from_wire::session(&change.old),
        new: from_wire::session(&change.new),
        ..change
    };
    Differences {
        code: found.code,
        version: found.version,
        changes: found.changes.into_iter().map(words).collect(),
        back_to_desk: found.back_to_desk,
    }
}

fn as_typed(held: HeldIntake, places: Vec<String>) -> Held {
    let sheet = from_wire::sheet(held.sheet, places);
    let sent = held.intake;
    let mut values: Vec<(String, String)> = vec![
        ("case".into(), sent.case.clone()),
        ("limit".into(), limit(&sheet, &sent)),
        ("set_count".into(), sent.sets.unwrap_or(1).to_string()),
        ("channel".into(), sent.channel.clone()),
        ("result_at".into(), sent.collect_at.clone()),
    ];
    values.extend(party("owner", &sent.applicant));
    let (authority, note) = remarks(&sent.note, sent.submitter.is_some());
    if let Some(submitter) = &sent.submitter {
        values.push(("submitter_is".into(), "other".into()));
        values.extend(party("submitter", submitter));
        values.push(("submitter_authority".into(), authority));
    } else {
        values.push(("submitter_is".into(), "owner".into()));
    }
    values.push(("notes".into(), note));
    let answers = sent.answers.iter();
    values.extend(answers.map(|(key, text)| (format!("form.{key}"), date_or(text))));
    values.extend(fees(&sheet, &sent.case, &sent.fees));
    let count = |n: i64| u16::try_from(n).unwrap_or(u16::MAX);
    let papers = sent.papers.into_iter().flatten().map(|paper| {
        let counts = [paper.originals, paper.certified, paper.photocopies];
        (paper.name, counts.map(count))
    });
    let about = Correcting {
        code: held.code,
        version: held.version,
        due: held
            .due
            .as_deref()
            .map(from_wire::session)
            .unwrap_or_default(),
    };
    Held {
        intake: Intake {
            procedure: sheet.code.clone(),
            procedure_name: sheet.name.clone(),
            values,
            papers: papers.collect(),
            correcting: Some(about.clone()),
            ..Intake::default()
        },
        about,
        sheet,
    }
}

/// The limit a clerk entered; a published one is not typed, and not carried to another procedure.
fn limit(sheet: &ProcedureSheet, sent: &IntakeRequest) -> String {
    let entered = sheet
        .cases
        .iter()
        .any(|c| c.id == sent.case && c.needs_limit);
    let limit = sent.limit.clone().filter(|_| entered);
    limit.unwrap_or_default()
}

fn party(who: &str, party: &Party) -> Vec<(String, String)> {
    let parts = [
        ("name", &party.name),
        ("kind", &party.kind),
        ("identity", &party.identity),
        ("born", &party.birth),
        ("phone", &party.phone),
        ("email", &party.email),
        ("address", &party.address),
    ];
    let value = |(part, text): (&str, &String)| (format!("{who}_{part}"), text.clone());
    parts.into_iter().map(value).collect()
}

/// The submitter's authority travels in the first line of the remarks.
fn remarks(note: &str, submitted: bool) -> (String, String) {
    let (first, rest) = note.split_once('\n').unwrap_or((note, ""));
    match first.strip_prefix(AUTHORITY).filter(|_| submitted) {
        Some(authority) => (authority.to_owned(), rest.to_owned()),
        None => (String::new(), note.to_owned()),
    }
}

/// A stored date as it is typed; other texts as they are.
fn date_or(text: &str) -> String {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
    day.map_or_else(|_| text.to_owned(), show_date)
}

/// The fee lines of the case, each with what was confirmed; what was not is empty.
fn fees(
    sheet: &ProcedureSheet,
    case: &str,
    taken: &[crate::wire::FeeLine],
) -> Vec<(String, String)> {
    let of_case = sheet.cases.iter().find(|c| c.id == case);
    let Some(case) = of_case.or(sheet.cases.first()) else {
        return Vec::new();
    };
    let mut left: Vec<_> = taken.iter().collect();
    let line = |(place, fee): (usize, &crate::tui::api::FeeLine)| {
        let same = left
            .iter()
            .position(|line| line.kind == fee.kind && line.name == fee.name);
        let amount = same.map(|at| left.remove(at).amount_dong);
        let amount = amount.and_then(|n| u64::try_from(n).ok());
        (
            format!("fee.{place}"),
            amount.map(show_money).unwrap_or_default(),
        )
    };
    case.fees.iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::api::{CaseLine, FeeLine};

    #[test]
    fn remarks_give_the_authority_back() {
        let note = "Ủy quyền: Giấy 12 ngày 1/3\nGọi trước 17 giờ";
        let (authority, rest) = remarks(note, true);
        assert_eq!(authority, "Giấy 12 ngày 1/3");
        assert_eq!(rest, "Gọi trước 17 giờ");
        assert_eq!(remarks(note, false), (String::new(), note.to_owned()));
    }

    #[test]
    fn a_fee_that_was_not_taken_stays_empty() {
        let fee = |kind: &str, amount| FeeLine {
            kind: kind.into(),
            amount: Some(amount),
            ..FeeLine::default()
        };
        let sheet = ProcedureSheet {
            cases: vec![CaseLine {
                id: "a".into(),
                fees: vec![fee("phi", 4000), fee("le_phi", 8000)],
                ..CaseLine::default()
            }],
            ..ProcedureSheet::default()
        };
        let taken = [crate::wire::FeeLine {
            kind: "le_phi".into(),
            name: String::new(),
            amount_dong: 5000,
        }];
        let typed = fees(&sheet, "a", &taken);
        assert_eq!(typed[0], ("fee.0".to_owned(), String::new()));
        assert_eq!(typed[1], ("fee.1".to_owned(), "5.000".to_owned()));
        assert_eq!(date_or("1990-02-01"), "01/02/1990");
    }
}
