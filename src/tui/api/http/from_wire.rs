//! What the server answers, in the words of the screens.

mod life;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta};

use crate::messages::{called_or, say};
use crate::tui::api::{
    ActLine, CaseLine, DossierLine, DossierSheet, Fact, FeeLine, FormField, FormLine, Found,
    ListTab, OfficerLine, PaperLine, ProcedureSheet, Received, Standing, StepLine, TraceLine,
};
use crate::tui::index::{Index, ProcedureLine};
use crate::wire;
use crate::worktime::{Half, Session};

/// Local time of an ISO 8601 moment.
pub fn moment(text: &str) -> Option<NaiveDateTime> {
    let at = DateTime::parse_from_rfc3339(text).ok()?;
    Some(at.naive_utc() + TimeDelta::hours(7))
}

fn day_and_time(text: &str) -> String {
    moment(text).map_or_else(
        || text.to_owned(),
        |at| at.format("%d/%m/%y %H:%M").to_string(),
    )
}

/// `Chiều 21/11/2026`.
pub fn session_words(session: Session) -> String {
    format!("{} {}", half(session.half), session.date.format("%d/%m/%Y"))
}

fn half(half: Half) -> &'static str {
    match half {
        Half::Am => say!("common.morning"),
        Half::Pm => say!("common.afternoon"),
    }
}

/// A session as it travels: `2025-03-03 AM`.
pub fn session(text: &str) -> String {
    let Some((date, part)) = text.split_once(' ') else {
        return text.to_owned();
    };
    match date.parse::<NaiveDate>() {
        Ok(date) => {
            let half = if part == "AM" { Half::Am } else { Half::Pm };
            session_words(Session { date, half })
        }
        Err(_) => text.to_owned(),
    }
}

fn date_and_half(text: &str) -> Option<(NaiveDate, String)> {
    let (date, half) = text.split_once(' ')?;
    Some((date.parse().ok()?, half.to_owned()))
}

/// Half-days in words: `½ ngày`, `1½ ngày`, `2 ngày`.
fn days(half_days: i64) -> String {
    say!("from_wire.days", half_days = number_of_days(half_days))
}

fn number_of_days(half_days: i64) -> String {
    match (half_days / 2, half_days % 2) {
        (0, 1) => "½".into(),
        (whole, 0) => whole.to_string(),
        (whole, _) => format!("{whole}½"),
    }
}

fn standing(standing: &wire::Standing) -> (Standing, String) {
    use wire::Standing as W;
    match standing {
        W::NoDue => (Standing::None, say!("from_wire.no_due_date").into()),
        W::Within { half_days } => (
            Standing::Good,
            say!("from_wire.time_left", half_days = days(*half_days)),
        ),
        W::NearDue { half_days: 0 } => (Standing::Near, say!("from_wire.due_this_session").into()),
        W::NearDue { half_days } => (
            Standing::Near,
            say!("from_wire.time_left", half_days = days(*half_days)),
        ),
        W::Late { half_days } => (
            Standing::Late,
            say!("from_wire.overdue_by", half_days = days(*half_days)),
        ),
        W::Stopped { half_days: 0 } => (Standing::None, say!("from_wire.paused").into()),
        W::Stopped { half_days } => {
            let words = say!("from_wire.paused_overdue", half_days = days(*half_days));
            (Standing::Late, words)
        }
        W::Early { half_days } => (
            Standing::Good,
            say!("from_wire.early_by", half_days = days(*half_days)),
        ),
        W::OnTime => (Standing::Good, say!("from_wire.on_time").into()),
        W::FinishedLate { half_days } => (
            Standing::Late,
            say!("from_wire.late_by", half_days = days(*half_days)),
        ),
    }
}

/// The procedures, those of the desk's level marked.
pub fn catalogue(list: &wire::ProcedureRows<'_>, level: &str) -> Index {
    Index::new(list.procedures.iter().map(|p| ProcedureLine {
        own_level: p.is_of_level(level),
        code: &p.code,
        name: &p.name,
        field: &p.field,
        limit: &p.limit,
        uses: u32::try_from(p.used).unwrap_or(u32::MAX),
    }))
}

/// What the intake of a procedure needs.
pub fn sheet(sheet: wire::IntakeSheet, places: Vec<String>) -> ProcedureSheet {
    ProcedureSheet {
        code: sheet.code,
        name: sheet.name,
        cases: sheet.cases.into_iter().map(case).collect(),
        sections: sheet
            .sections
            .into_iter()
            .map(|s| (s.title, s.fields.into_iter().map(field).collect()))
            .collect(),
        papers: sheet.papers.into_iter().map(paper).collect(),
        places,
        immediate: sheet.immediate,
        edition: sheet.edition,
    }
}

fn case(case: wire::Case) -> CaseLine {
    CaseLine {
        id: case.id,
        name: case.name,
        limit: case.limit,
        limit_words: case.limit_words,
        needs_limit: case.needs_limit,
        fees: case.fees.into_iter().map(fee).collect(),
    }
}

fn fee(fee: wire::Fee) -> FeeLine {
    let mut note = fee.unit;
    if fee.suspect {
        note.push_str(say!("from_wire.amount_contradicts_note"));
    }
    FeeLine {
        kind: fee.kind,
        name: fee.name,
        amount: fee.amount_dong,
        note,
    }
}

fn paper(paper: wire::SheetPaper) -> PaperLine {
    let count = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
    let shown = if paper.shown_only {
        say!("from_wire.shown_and_returned")
    } else {
        ""
    };
    PaperLine {
        name: format!("{}{shown}", paper.name),
        asked: [
            count(paper.originals),
            count(paper.certified),
            count(paper.photocopies),
        ],
        optional: paper.optional || paper.shown_only,
    }
}

fn field(field: wire::Field) -> FormField {
    FormField {
        label: called_or("field", &field.key, field.label),
        key: field.key,
        kind: field.kind,
        required: field.required,
        hint: field.hint,
        help: field.help,
        choices: field.choices,
        default: field.default,
        bounds: (field.min, field.max),
    }
}

/// Rows of a list.
pub fn lines(rows: Vec<wire::DossierLine>) -> Vec<DossierLine> {
    rows.into_iter().map(line).collect()
}

fn line(line: wire::DossierLine) -> DossierLine {
    let (standing, standing_words) = standing(&line.standing);
    DossierLine {
        code: line.code,
        owner: line.owner,
        procedure: line.procedure,
        state: called_or("state", &line.state, line.state_label),
        step: line.step,
        holder: line.holder,
        due: line.due.as_deref().map(session).unwrap_or_default(),
        standing,
        standing_words,
        version: line.version,
        org: line.org,
        step_due: step_due(line.step_due.as_deref(), line.step_late),
        forward_by: line.forward_by.as_deref().map(session).unwrap_or_default(),
    }
}

fn step_due(due: Option<&str>, late: bool) -> String {
    let mark = if late { "× " } else { "" };
    due.map_or(String::new(), |due| format!("{mark}{}", short_session(due)))
}

/// A list of the officer's role.
pub fn tab(tab: wire::ListTab) -> ListTab {
    let line = |act: wire::ListAct| ActLine {
        label: called_or("act", &act.act, act.label),
        act: act.act,
        reason: act.reason,
        asks: act.asks,
        undo: act.undo,
        ..ActLine::default()
    };
    ListTab {
        label: called_or("list", &tab.id, tab.label),
        about: called_or("list_about", &tab.id, tab.about),
        id: tab.id,
        count: match tab.count {
            1000.. => "999+".into(),
            few => few.to_string(),
        },
        onward: tab.onward.into_iter().map(line).collect(),
        others: tab.others.into_iter().map(line).collect(),
    }
}

/// What a search found.
pub fn found(page: wire::Page) -> Found {
    let exact = page
        .rows
        .first()
        .filter(|_| page.exact)
        .map(|row| row.code.clone());
    Found {
        exact,
        filter: page.about,
        total: page.rows.len(),
        more: page.next.is_some(),
        rows: lines(page.rows),
    }
}

/// A dossier was received.
pub fn received(received: wire::Received) -> Received {
    let due = received.due.as_deref().map(session).unwrap_or_default();
    Received {
        code: received.dossier_code,
        slip: None,
        due,
        forms: forms_by_id(received.prints),
        warnings: received.warnings,
    }
}

/// A guidance or refusal slip was made.
pub fn slip(slip: wire::CounterSlip) -> Received {
    Received {
        slip: Some(slip.id),
        forms: forms_by_id(slip.prints),
        ..Received::default()
    }
}

fn forms_by_id(ids: Vec<String>) -> Vec<FormLine> {
    ids.into_iter()
        .map(|id| FormLine {
            title: called_or("paper_name", &id, id.clone()),
            id,
        })
        .collect()
}

/// A dossier, whole.
pub fn dossier(view: wire::DossierView) -> DossierSheet {
    let (standing, standing_words) = standing(&view.line.standing);
    DossierSheet {
        code: view.line.code.clone(),
        version: view.line.version,
        state: called_or("state", &view.line.state, view.line.state_label.clone()),
        owner: view.line.owner.clone(),
        standing,
        standing_words,
        facts: facts(&view),
        steps: view.steps.into_iter().map(step).collect(),
        trace: view.trail.into_iter().map(trace).collect(),
        acts: view.acts.into_iter().map(act).collect(),
        forms: view.forms.into_iter().map(form).collect(),
        procedure: view.procedure_code,
        papers_asked: view.life.papers_asked.iter().map(counts).collect(),
        people: [Some(view.applicant), view.submitter]
            .into_iter()
            .flatten()
            .map(|party| (party.name, party.identity))
            .collect(),
        owed: view
            .life
            .obligation_dong
            .and_then(|n| u64::try_from(n).ok()),
    }
}

fn counts(paper: &wire::PaperLine) -> (String, [u16; 3]) {
    let count = |n: i64| u16::try_from(n).unwrap_or(u16::MAX);
    let counts = [paper.originals, paper.certified, paper.photocopies];
    (paper.name.clone(), counts.map(count))
}

fn facts(view: &wire::DossierView) -> Vec<Fact> {
    let mut facts = Facts(life::facts(&view.life));
    facts.add(
        say!("common.procedure"),
        &format!("{} {}", view.procedure_code, view.line.procedure),
    );
    facts.add(say!("common.case"), &view.case_name);
    facts.add(say!("from_wire.subject"), &view.line.summary);
    facts.party(say!("from_wire.owner"), &view.applicant);
    if let Some(submitter) = &view.submitter {
        facts.party(say!("common.submitter"), submitter);
    }
    facts.add(say!("common.intake"), &day_and_time(&view.received_at));
    facts.add(say!("common.time_limit"), &view.limit_words);
    facts.add(
        say!("common.due"),
        &view.line.due.as_deref().map(session).unwrap_or_default(),
    );
    facts.add(say!("from_wire.current_step"), &view.line.step);
    facts.add(say!("from_wire.held_by"), &view.line.holder);
    facts.add(say!("common.channel"), &view.channel);
    facts.add(say!("common.collection"), &view.collect_at);
    for (label, value) in &view.answers {
        facts.add(label, value);
    }
    for paper in &view.papers {
        let counts = format!(
            "{}/{}/{}",
            paper.originals, paper.certified, paper.photocopies
        );
        facts.add(
            say!("common.papers"),
            &say!("from_wire.paper_counts", name = paper.name, counts),
        );
    }
    facts.add(say!("from_wire.sets"), &view.sets.to_string());
    for fee in &view.fees {
        let amount = u64::try_from(fee.amount_dong).unwrap_or(0);
        let amount = crate::tui::widgets::recognise::show_money(amount);
        facts.add(
            say!("from_wire.fees_and_charges"),
            &say!("from_wire.fee_amount", name = fee.name, amount),
        );
    }
    facts.add(say!("common.note"), &view.note);
    facts.0
}

struct Facts(Vec<Fact>);

impl Facts {
    fn add(&mut self, label: &str, value: &str) {
        self.push(label, value, false);
    }

    fn push(&mut self, label: &str, value: &str, secret: bool) {
        if !value.trim().is_empty() {
            self.0.push(Fact {
                label: label.to_owned(),
                value: value.to_owned(),
                secret,
            });
        }
    }

    fn party(&mut self, label: &str, party: &wire::Party) {
        self.add(label, &party.name);
        self.push(say!("from_wire.party_identity"), &party.identity, true);
        self.add(say!("from_wire.party_birth"), &party.birth);
        self.push(say!("from_wire.party_phone"), &party.phone, true);
        self.add(say!("from_wire.party_email"), &party.email);
        self.add(say!("from_wire.party_address"), &party.address);
    }
}

fn step(step: wire::StepView) -> StepLine {
    let allotted = i64::from(step.half_days);
    let used = format!("{}/{}", number_of_days(step.charged), days(allotted));
    let (standing, words) = match step.progress.as_str() {
        "done" if step.charged > allotted => (Standing::Late, used),
        "done" => (Standing::Good, used),
        "here" => (
            Standing::None,
            say!("from_wire.step_here", allotted = days(allotted)),
        ),
        _ => (Standing::None, days(allotted)),
    };
    StepLine {
        no: step.no,
        name: step.name,
        who: step.role,
        due: step
            .deadline
            .as_deref()
            .map(short_session)
            .unwrap_or_default(),
        words,
        standing,
        current: step.progress == "here",
    }
}

/// `C 21/11` for a session or a moment.
fn short_session(text: &str) -> String {
    let words = session(text);
    match words.split_once(' ') {
        Some((half, date)) => {
            let half: String = half.chars().take(1).collect();
            format!("{half} {}", date.get(..5).unwrap_or(date))
        }
        None => day_and_time(text),
    }
}

fn trace(event: wire::TrailLine) -> TraceLine {
    let mut what = event.act;
    if !event.to.is_empty() {
        what.push_str(&format!(" → {}", event.to));
    }
    if !event.note.is_empty() {
        what.push_str(&format!(": {}", event.note));
    }
    if event.charged > 0 {
        what.push_str(&format!(" ({})", days(event.charged)));
    }
    let who = if event.role.is_empty() {
        event.who
    } else {
        format!("{} ({})", event.who, event.role)
    };
    TraceLine {
        at: day_and_time(&event.at),
        who,
        what,
    }
}

fn act(act: wire::ActView) -> ActLine {
    ActLine {
        label: called_or("act", &act.act, act.label),
        act: act.act,
        reason: act.reason,
        why_not: act.blocked,
        asks: act.asks,
        undo: act.undo,
        late: match act.late_half_days {
            0 => String::new(),
            late => days(late),
        },
        due: act.due.as_deref().and_then(date_and_half),
    }
}

fn form(form: wire::FormLine) -> FormLine {
    let title = called_or("paper_name", &form.id, form.title);
    let title = match form.printed {
        0 => title,
        times => say!("from_wire.form_printed", title, times),
    };
    FormLine { id: form.id, title }
}

/// The one line of success of an act.
pub fn acted(acted: &wire::Acted) -> String {
    let state_label = called_or("state", &acted.state, acted.state_label.clone());
    match acted.step.as_str() {
        "" => say!("from_wire.act_done", state_label),
        step => say!("from_wire.act_done_step", state_label, step),
    }
}

/// Officers who may sit down here, a line for each of their roles; not the one who sits here now.
pub fn officers(office: &wire::Office, me: &wire::Me) -> Vec<OfficerLine> {
    let mut lines = Vec::new();
    // A real office names nobody else: only the own roles.
    let own = wire::Colleague {
        id: me.officer.clone(),
        name: me.name.clone(),
        title: String::new(),
        grants: me.grants.clone(),
    };
    let people = match office.officers.as_slice() {
        [] => std::slice::from_ref(&own),
        people => people,
    };
    for colleague in people {
        for (place, grant) in colleague.grants.iter().enumerate() {
            if colleague.id == me.officer && grant.role == me.role && grant.org == me.org {
                continue;
            }
            lines.push(OfficerLine {
                id: format!("{}#{place}", colleague.id),
                name: colleague.name.clone(),
                role: called_or("role", &grant.role, grant.role_label.clone()),
                agency: grant.org_name.clone(),
            });
        }
    }
    lines
}
