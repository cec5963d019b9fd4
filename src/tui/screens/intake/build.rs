//! The rows of an intake form: what every procedure asks, around what this one asks.

use chrono::NaiveDate;

use crate::messages::{Text, say};
use crate::tui::api::{CaseLine, FeeLine, FormField, Intake, PaperLine, ProcedureSheet};
use crate::tui::widgets::counts::Counts;
use crate::tui::widgets::form::Row;
use crate::tui::widgets::recognise::show_money;
use crate::tui::widgets::{Choice, Field, Form, Kind};

/// Prefix of the ids of the procedure's own fields.
pub const OWN: &str = "form.";
/// Prefix of the ids of fee lines.
pub const FEE: &str = "fee.";
/// Label of the one field that every paper needs.
pub const OWNER_NAME: Text = Text::of("intake_build.owner_name");

/// The form for a procedure and one of its cases; `None` while its sheet is still on its way.
pub fn form(sheet: Option<&ProcedureSheet>, case: Option<&CaseLine>) -> Form {
    let mut rows = Vec::new();
    if let Some(sheet) = sheet.filter(|s| s.cases.len() > 1) {
        rows.push(Row::Field(case_field(sheet)));
    }
    if case.is_some_and(|c| c.needs_limit) {
        rows.push(Row::Field(limit_field()));
    }
    rows.extend(people().into_iter().map(Row::Field));
    if let Some(sheet) = sheet {
        for (title, fields) in &sheet.sections {
            rows.push(Row::Heading(title.clone()));
            rows.extend(fields.iter().map(|f| Row::Field(own_field(f))));
        }
        if !sheet.papers.is_empty() {
            let words = say!("intake_build.papers_heading");
            rows.push(Row::Heading(words.into()));
            rows.extend(sheet.papers.iter().map(paper_row));
        }
    }
    if let Some(case) = case.filter(|c| !c.fees.is_empty()) {
        rows.push(Row::Heading(say!("intake_build.fees_heading").into()));
        rows.extend(
            case.fees
                .iter()
                .enumerate()
                .map(|(n, fee)| Row::Field(fee_field(n, fee))),
        );
    }
    rows.push(Row::Heading(say!("common.intake").into()));
    let places = sheet.map_or(&[][..], |s| &s.places);
    rows.extend(closing(places).into_iter().map(Row::Field));
    Form::new(rows)
}

fn limit_field() -> Field {
    Field::new("limit", say!("common.time_limit"), Kind::Limit)
        .required()
        .hint("5d, ½d, 3h, 15cd, 1m")
        .help(say!("intake_build.limit_help"))
}

fn paper_row(paper: &PaperLine) -> Row {
    let mut counts = Counts::new(&paper.name, paper.asked);
    counts.optional = paper.optional;
    Row::Paper(counts)
}

fn fee_field(place: usize, fee: &FeeLine) -> Field {
    let amount = fee.amount.map(show_money).unwrap_or_default();
    let kind = if fee.kind == "le_phi" {
        say!("common.charge")
    } else {
        say!("common.fee")
    };
    let label = if fee.name.is_empty() {
        kind.to_owned()
    } else {
        fee.name.clone()
    };
    Field::new(&format!("{FEE}{place}"), &label, Kind::Money)
        .holding(&amount)
        .hint(say!("intake_build.fee_note", note = fee.note).trim())
        .help(say!("intake_build.fee_help"))
}

fn case_field(sheet: &ProcedureSheet) -> Field {
    let choices: Vec<Choice> = sheet
        .cases
        .iter()
        .map(|c| Choice::new(&c.id, &c.name))
        .collect();
    let first = sheet.cases.first().map_or("", |c| c.name.as_str());
    Field::new("case", say!("common.case"), Kind::Choice(choices))
        .required()
        .holding(first)
        .help(say!("intake_build.case_help"))
}

fn people() -> Vec<Field> {
    let kinds = vec![
        Choice::new("citizen", say!("intake_build.individual")),
        Choice::new("enterprise", say!("intake_build.enterprise")),
        Choice::new("organisation", say!("intake_build.organisation")),
        Choice::new("state_agency", say!("intake_build.state_agency")),
    ];
    let who = vec![
        Choice::new("owner", say!("intake_build.owner_submits")),
        Choice::new("other", say!("intake_build.other_submits")),
    ];
    let mut fields = vec![
        Field::new(
            "owner_identity",
            say!("common.identity_number"),
            Kind::Identity,
        )
        .help(say!("intake_build.identity_help")),
        Field::new("owner_name", OWNER_NAME.words(), Kind::Text(120))
            .required()
            .help(say!("intake_build.name_help")),
        Field::new("owner_born", say!("intake_build.birth_date"), Kind::Birth)
            .help(say!("intake_build.birth_help")),
        Field::new("owner_phone", say!("common.phone"), Kind::Phone)
            .help(say!("intake_build.phone_help")),
        Field::new("owner_email", say!("intake_build.email"), Kind::Email)
            .help(say!("intake_build.email_help")),
        Field::new("owner_address", say!("common.address"), Kind::Text(250))
            .help(say!("intake_build.address_help")),
        Field::new(
            "owner_kind",
            say!("intake_build.owner_kind"),
            Kind::Choice(kinds),
        )
        .holding(say!("intake_build.individual"))
        .help(say!("intake_build.owner_kind_help")),
        Field::new("submitter_is", say!("common.submitter"), Kind::Choice(who))
            .holding(say!("intake_build.owner_submits"))
            .help(say!("intake_build.submitter_help")),
    ];
    fields.extend(submitter());
    fields
}

fn submitter() -> [Field; 4] {
    let mut fields = [
        Field::new(
            "submitter_name",
            say!("intake_build.submitter_name"),
            Kind::Text(120),
        )
        .required()
        .help(say!("intake_build.submitter_name_help")),
        Field::new(
            "submitter_identity",
            say!("common.identity_number"),
            Kind::Identity,
        )
        .help(say!("intake_build.submitter_identity_help")),
        Field::new("submitter_phone", say!("common.phone"), Kind::Phone)
            .help(say!("intake_build.submitter_phone_help")),
        Field::new(
            "submitter_authority",
            say!("common.authorisation"),
            Kind::Text(120),
        )
        .help(say!("intake_build.authority_help")),
    ];
    for field in &mut fields {
        field.shown = false;
    }
    fields
}

fn closing(places: &[String]) -> Vec<Field> {
    let channels = vec![
        Choice::new("direct", say!("intake_build.channel_direct")),
        Choice::new("online", say!("common.online")),
        Choice::new("postal", say!("intake_build.channel_postal")),
    ];
    let usual = places.first().map_or("", String::as_str).to_owned();
    let places: Vec<Choice> = places.iter().map(|p| Choice::new(p, p)).collect();
    vec![
        Field::new(
            "set_count",
            say!("intake_build.set_count"),
            Kind::Count(1, 50),
        )
        .required()
        .holding("1")
        .hint(say!("intake_build.sets_unit"))
        .help(say!("intake_build.set_count_help")),
        Field::new("channel", say!("common.channel"), Kind::Choice(channels))
            .required()
            .holding(say!("intake_build.channel_direct"))
            .help(say!("intake_build.channel_help")),
        Field::new("result_at", say!("common.collection"), Kind::Choice(places))
            .holding(&usual)
            .help(say!("intake_build.result_at_help")),
        Field::new("notes", say!("common.note"), Kind::Long(2000))
            .help(say!("intake_build.notes_help")),
    ]
}

fn own_field(field: &FormField) -> Field {
    let kind = match field.kind.as_str() {
        "note" => Kind::Long(2000),
        "identity" => Kind::Identity,
        "phone" => Kind::Phone,
        "email" => Kind::Email,
        "date" => Kind::Date,
        "money" => Kind::Money,
        "number" => Kind::Count(bound(field.bounds.0, 0), bound(field.bounds.1, 999_999)),
        "choice" => Kind::Choice(field.choices.iter().map(|c| Choice::new(c, c)).collect()),
        "name" => Kind::Text(120),
        _ => Kind::Text(250),
    };
    let mut made = Field::new(&format!("{OWN}{}", field.key), &field.label, kind)
        .help(&field.help)
        .hint(&field.hint)
        .holding(&field.default);
    made.required = field.required;
    made
}

fn bound(given: Option<i64>, usual: u32) -> u32 {
    given.and_then(|n| u32::try_from(n).ok()).unwrap_or(usual)
}

/// Whether a row is a fee line.
pub fn is_fee(row: &Row) -> bool {
    matches!(row, Row::Field(field) if field.id.starts_with(FEE))
}

/// Shows the submitter's fields only when somebody else hands the dossier in.
pub fn sync(form: &mut Form, today: NaiveDate) {
    let other = form
        .field("submitter_is")
        .is_some_and(|f| f.value(today).as_deref() == Ok("other"));
    for row in &mut form.rows {
        if let Row::Field(field) = row
            && field.id.starts_with("submitter_")
            && field.id != "submitter_is"
        {
            field.shown = other;
        }
    }
}

/// Everything as typed, for a draft. A choice is kept by its code: its words belong to a language.
pub fn as_typed(form: &Form, intake: &mut Intake) {
    intake.values = form
        .fields()
        .map(|f| (f.id.clone(), kept(f).to_owned()))
        .collect();
    intake.papers = form.papers().map(|p| (p.name.clone(), p.given)).collect();
}

fn kept(field: &Field) -> &str {
    let typed = field.input.text();
    match &field.kind {
        Kind::Choice(all) => all
            .iter()
            .find(|c| c.name == typed)
            .map_or(typed, |c| &c.code),
        _ => typed,
    }
}

/// Puts what a draft (or the form before) holds into a freshly built form.
pub fn put_back(form: &mut Form, intake: &Intake) {
    // An empty text is no reason to lose what a field starts with, but where a fee or an answer stood
    // it was emptied on purpose.
    let said = |(id, text): &&(String, String)| {
        !text.is_empty() || id.starts_with(FEE) || id.starts_with(OWN)
    };
    for (id, text) in intake.values.iter().filter(said) {
        if let Some(field) = form.field_mut(id) {
            let text = match &field.kind {
                Kind::Choice(all) => all
                    .iter()
                    .find(|c| c.code == *text)
                    .map_or(text, |c| &c.name),
                _ => text,
            }
            .clone();
            *field = std::mem::replace(field, Field::new("", "", Kind::Text(0))).holding(&text);
        }
    }
    for row in &mut form.rows {
        if let Row::Paper(paper) = row
            && let Some((_, given)) = intake.papers.iter().find(|(name, _)| *name == paper.name)
        {
            paper.given = *given;
        }
    }
}

/// Papers that were handed in and stand on no checklist get rows after it, so that a correction loses
/// none.
pub fn keep_papers(form: &mut Form, papers: &[(String, [u16; 3])]) {
    for (name, given) in papers.iter().filter(|(_, given)| *given != [0; 3]) {
        if form.papers().any(|paper| paper.name == *name) {
            continue;
        }
        let mut paper = Counts::new(name, *given);
        paper.given = *given;
        paper.optional = true;
        let last = form
            .rows
            .iter()
            .rposition(|row| matches!(row, Row::Paper(_)));
        let closing = |row: &Row| matches!(row, Row::Field(f) if f.id == "set_count");
        let place = last.map(|at| at + 1);
        let place = place.or_else(|| {
            form.rows
                .iter()
                .position(closing)
                .map(|at| at.saturating_sub(1))
        });
        let at = place.unwrap_or(form.rows.len());
        let here = form.focus_name();
        form.rows.insert(at, Row::Paper(paper));
        form.focus_on(&here);
    }
}

/// Everything as understood, to send; only fields in play. Call after the form was checked.
pub fn as_understood(form: &Form, fees: &[FeeLine], intake: &mut Intake, today: NaiveDate) {
    intake.values.clear();
    intake.fees.clear();
    for field in form.fields().filter(|f| f.shown) {
        let Ok(value) = field.value(today) else {
            continue;
        };
        match field.id.strip_prefix(FEE) {
            Some(id) => {
                let amount = value.parse().unwrap_or(0);
                let place: usize = id.parse().unwrap_or(usize::MAX);
                if let Some(fee) = fees.get(place).filter(|_| !value.is_empty()) {
                    intake
                        .fees
                        .push((fee.kind.clone(), fee.name.clone(), amount));
                }
            }
            None if field.id == "case" => intake.case = value,
            None if field.id == "limit" => intake.limit = value,
            None if !value.is_empty() => intake.values.push((field.id.clone(), value)),
            None => {}
        }
    }
    let given = form.papers().filter(|p| p.any());
    intake.papers = given.map(|p| (p.name.clone(), p.given)).collect();
}
