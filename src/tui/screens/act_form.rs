//! The fields of an act: what it asks for, with sensible defaults, and what was typed as a request.

use chrono::NaiveDate;

use crate::messages::say;
use crate::tui::api::{ActLine, Details, DossierSheet};
use crate::tui::widgets::counts::Counts;
use crate::tui::widgets::form::{Form, Row};
use crate::tui::widgets::recognise::{show_date, show_money};
use crate::tui::widgets::{Choice, Field, Kind};

/// Longest line the server takes, in letters.
const LINE: usize = 300;
/// The box for a paper that no checklist names.
const OTHER: &str = "paper_other";
/// Longest reason typed here, in letters.
const REASON: usize = 500;

/// Whether `line` needs to be asked about before it is done: it asks for something, or nothing can
/// take it back.
pub fn needs_words(line: &ActLine) -> bool {
    let takes_back = matches!(line.act.as_str(), "recall" | "undo" | "take");
    line.reason || !line.asks.is_empty() || !line.late.is_empty() || !(line.undo || takes_back)
}

/// Whether the act takes a dossier to the next step, where an officer may be named.
pub fn may_name(act: &str) -> bool {
    matches!(act, "forward" | "hand_over" | "submit_for_approval")
}

/// The form of `line`, for one dossier or (without a sheet) for many.
pub fn form(line: &ActLine, sheet: Option<&DossierSheet>) -> Form {
    let mut rows = Vec::new();
    for asked in &line.asks {
        rows.extend(asked_rows(asked, line, sheet));
    }
    let late = !line.late.is_empty();
    rows.push(Row::Field(late_reason(late, &line.late)));
    let words = match (line.act.as_str(), late) {
        ("assign", _) => say!("act_form.assign_note"),
        (_, true) => say!("common.reason"),
        _ if line.reason => say!("common.reason"),
        _ => say!("act_form.note"),
    };
    let mut note = Field::new("note", words, Kind::Text(REASON)).help(say!("act_form.note_help"));
    note.required = line.reason;
    rows.push(Row::Field(note));
    if may_name(&line.act) && sheet.is_some() {
        rows.push(Row::Field(
            officer(say!("act_form.give_to")).hint(say!("act_form.empty_as_process")),
        ));
    }
    Form::new(rows)
}

/// Puts the late reason into play, for a step that has become late meanwhile.
pub fn ask_late(form: &mut Form) {
    if let Some(field) = form.field_mut("late_reason") {
        field.shown = true;
        field.required = true;
    }
    form.focus_on("late_reason");
}

/// A late step is told by a reason of the catalogue or by words: beside words the reason may stay empty.
pub fn late_by_words(form: &mut Form, words: bool) {
    if let Some(field) = form.field_mut("late_reason") {
        field.required = field.shown && !words;
    }
}

/// The values of a coded field, once they are known; what is typed stays.
pub fn offer(form: &mut Form, id: &str, values: &[(String, String)]) {
    let Some(field) = form.field_mut(id).filter(|_| !values.is_empty()) else {
        return;
    };
    let choices = values.iter().map(|(code, name)| Choice::new(code, name));
    field.kind = Kind::Choice(choices.collect());
}

/// What was typed, as the server takes it. The form was checked before.
pub fn details(form: &Form, sheet: Option<&DossierSheet>, today: NaiveDate) -> Details {
    let value = |id: &str| {
        let field = form.field(id).filter(|field| field.shown);
        field.map_or(String::new(), |f| f.value(today).unwrap_or_default())
    };
    let due = match (value("due").as_str(), value("due_half").as_str()) {
        ("", _) => String::new(),
        (date, half) => format!("{date} {half}"),
    };
    Details {
        late_reason: value("late_reason"),
        officer: value("to_officer"),
        step: value("to_step").parse().ok(),
        papers: papers(form, &value(OTHER)),
        amount: value("amount_dong").parse().ok(),
        due,
        deadline: value("deadline"),
        number: value("number"),
        collector: collector(
            [
                value("collector.name"),
                value("collector.identity"),
                value("collector.authorisation"),
            ],
            sheet,
        ),
    }
}

/// The field of the form that answers to a path of the server's refusal.
pub fn field_of(path: &str) -> &str {
    if path.starts_with("papers") {
        return OTHER;
    }
    path
}

fn asked_rows(asked: &str, line: &ActLine, sheet: Option<&DossierSheet>) -> Vec<Row> {
    let text = |id: &str, label: &str| Field::new(id, label, Kind::Text(LINE));
    match asked {
        "officer" => vec![Row::Field(officer(say!("act_form.give_to")).required())],
        "step" => vec![Row::Field(step(sheet))],
        "papers" => paper_rows(line, sheet),
        "amount" => {
            let owed = sheet.and_then(|s| s.owed);
            let field = Field::new("amount_dong", say!("common.amount"), Kind::Money)
                .required()
                .hint(say!("common.currency"))
                .holding(&owed.map(show_money).unwrap_or_default());
            vec![Row::Field(field)]
        }
        "due" => due_rows(line),
        "deadline" => vec![Row::Field(
            Field::new("deadline", say!("act_form.citizen_deadline"), Kind::Date)
                .hint(say!("act_form.empty_by_rules"))
                .help(say!("act_form.citizen_deadline_help")),
        )],
        "number" => vec![Row::Field(text("number", say!("act_form.document_number")))],
        "collector" => collector_rows(sheet),
        _ => Vec::new(),
    }
}

fn officer(label: &str) -> Field {
    Field::new("to_officer", label, Kind::Text(LINE)).help(say!("act_form.officer_help"))
}

fn late_reason(late: bool, by: &str) -> Field {
    let mut field = Field::new(
        "late_reason",
        say!("act_form.late_reason"),
        Kind::Text(LINE),
    )
    .hint(&say!("act_form.late_by", by))
    .help(say!("act_form.late_reason_help"));
    field.shown = late;
    field.required = late;
    field
}

fn step(sheet: Option<&DossierSheet>) -> Field {
    let steps = sheet.iter().flat_map(|s| &s.steps);
    let choices = steps.map(|s| Choice::new(&s.no.to_string(), &format!("{}. {}", s.no, s.name)));
    Field::new(
        "to_step",
        say!("act_form.put_at_step"),
        Kind::Choice(choices.collect()),
    )
    .required()
}

/// What came: as asked for. What lacks: the checklist, nothing chosen yet.
fn paper_rows(line: &ActLine, sheet: Option<&DossierSheet>) -> Vec<Row> {
    let mut rows = vec![Row::Heading(say!("act_form.papers_heading").into())];
    let came = line.act == "accept_supplement";
    let asked = sheet.map_or(&[][..], |s| s.papers_asked.as_slice());
    rows.extend(asked.iter().map(|(name, counts)| {
        let mut paper = Counts::new(name, *counts);
        paper.given = if came { wanted(*counts) } else { [0; 3] };
        Row::Paper(paper)
    }));
    let other = Field::new(OTHER, say!("act_form.other_paper"), Kind::Text(LINE));
    rows.push(Row::Field(other.hint(say!("act_form.other_paper_hint"))));
    rows
}

/// Adds the papers of the procedure's checklist that are not there yet.
pub fn add_papers(form: &mut Form, papers: &[(String, [u16; 3])]) {
    let known: Vec<String> = form.papers().map(|p| p.name.clone()).collect();
    let fresh = papers.iter().filter(|(name, _)| !known.contains(name));
    let rows: Vec<Row> = fresh
        .map(|(name, asked)| Row::Paper(Counts::new(name, *asked)))
        .collect();
    let focus = form.focus_name();
    let at = form
        .rows
        .iter()
        .position(|row| matches!(row, Row::Field(f) if f.id == OTHER));
    if let Some(at) = at {
        form.rows.splice(at..at, rows);
        form.focus_on(&focus);
    }
}

/// A paper of no checklist whose name was typed and left: it becomes a row whose copies can be counted,
/// and the box takes the next name.
pub fn list_other(form: &mut Form) {
    let is_other = |row: &Row| matches!(row, Row::Field(f) if f.id == OTHER && !f.input.is_empty());
    let Some(at) = form.rows.iter().position(is_other) else {
        return;
    };
    let here = form.focus_name();
    if here == OTHER {
        return;
    }
    let Some(field) = form.field_mut(OTHER) else {
        return;
    };
    let name = field.input.text().trim().to_owned();
    field.input.set("");
    if name.is_empty() || form.papers().any(|paper| paper.name == name) {
        return;
    }
    let mut paper = Counts::new(&name, [1, 0, 0]);
    paper.given = [1, 0, 0];
    form.rows.insert(at, Row::Paper(paper));
    form.focus_on(&here);
}

fn wanted(counts: [u16; 3]) -> [u16; 3] {
    if counts == [0; 3] { [1, 0, 0] } else { counts }
}

fn due_rows(line: &ActLine) -> Vec<Row> {
    let offered = line.due.as_ref();
    let date = offered.map(|(date, _)| show_date(*date));
    let half = match offered.map(|(_, half)| half.as_str()) {
        Some("AM") => say!("common.morning"),
        _ => say!("common.afternoon"),
    };
    let halves = vec![
        Choice::new("AM", say!("common.morning")),
        Choice::new("PM", say!("common.afternoon")),
    ];
    vec![
        Row::Field(
            Field::new("due", say!("act_form.new_due"), Kind::Date)
                .required()
                .holding(&date.unwrap_or_default()),
        ),
        Row::Field(
            Field::new("due_half", say!("common.session"), Kind::Choice(halves))
                .required()
                .holding(half),
        ),
    ]
}

fn collector_rows(sheet: Option<&DossierSheet>) -> Vec<Row> {
    let (name, identity) = owner(sheet);
    let field = |id: &str, label: &str, kind| Field::new(id, label, kind);
    vec![
        Row::Field(
            field("collector.name", say!("common.recipient"), Kind::Text(LINE))
                .required()
                .holding(&name)
                .help(say!("act_form.collector_help")),
        ),
        Row::Field(
            field(
                "collector.identity",
                say!("act_form.identity_paper_no"),
                Kind::Text(40),
            )
            .holding(&identity),
        ),
        Row::Field(
            field(
                "collector.authorisation",
                say!("common.authorisation"),
                Kind::Text(LINE),
            )
            .hint(say!("act_form.if_for_owner"))
            .help(say!("act_form.authorisation_help")),
        ),
    ]
}

fn owner(sheet: Option<&DossierSheet>) -> (String, String) {
    let people = sheet.map(|s| s.people.as_slice()).unwrap_or_default();
    people.first().cloned().unwrap_or_default()
}

/// The owner is left out: the server knows who that is.
fn collector(typed: [String; 3], sheet: Option<&DossierSheet>) -> Option<[String; 3]> {
    let (name, identity) = owner(sheet);
    let same = typed[0] == name && typed[1] == identity && typed[2].is_empty();
    (!typed[0].is_empty() && !same).then_some(typed)
}

fn papers(form: &Form, other: &str) -> Vec<(String, [u16; 3])> {
    let given = form.papers().filter(|p| p.any());
    let mut papers: Vec<_> = given.map(|p| (p.name.clone(), p.given)).collect();
    if !other.is_empty() {
        papers.push((other.to_owned(), [1, 0, 0]));
    }
    papers
}
