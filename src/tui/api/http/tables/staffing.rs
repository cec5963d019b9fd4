//! Who acts for an absent officer, and who is on duty.

use super::{day, done};
use crate::client::Client;
use crate::messages::say;
use crate::tui::api::{
    Blank, BlankKind, Column, Order, OrderRequest, Ordered, Standing, Table, TableRow,
};
use crate::wire::{DeputyEntry, DutyEntry, Me, Problem, StaffingView, UnitOfficer};

/// Days without an end are kept with this year.
const NO_END: i32 = 2999;

pub(super) async fn deputies(client: &Client, me: &Me) -> Result<Table, Box<Problem>> {
    Ok(deputies_of(me, &client.staffing_below().await?))
}

/// The table of the deputies.
pub(in crate::tui::api) fn deputies_of(me: &Me, view: &StaffingView) -> Table {
    let officers = choices(view);
    let choice =
        |id: &str, label: &str| Blank::new(id, label, BlankKind::Choice(officers.clone())).must();
    let add = Order::new("deputise", say!("staffing.name_deputy"), &[])
        .about(say!("staffing.deputy_about"))
        .asking([
            choice("officer", say!("staffing.absent_officer")),
            choice("deputy", say!("common.deputy")),
            Blank::new("from", say!("common.from_date"), BlankKind::Date)
                .hint(say!("staffing.blank_today")),
            Blank::new("to", say!("common.to_date"), BlankKind::Date)
                .hint(say!("staffing.blank_until_ended")),
            Blank::reason(),
        ]);
    let newest = view.deputies.iter().rev();
    Table {
        title: say!("staffing.deputies_title").into(),
        head: say!("staffing.deputies_head", org_name = me.org_name),
        columns: vec![
            Column::text(say!("staffing.absent_officer"), 0),
            Column::text(say!("common.deputy"), 0),
            Column::text(say!("staffing.from"), 10),
            Column::text(say!("staffing.to"), 10),
        ],
        rows: newest
            .enumerate()
            .map(|(no, entry)| deputy_row(view, no, entry))
            .collect(),
        acts: vec![add],
        on_marked: None,
        empty: say!("staffing.no_deputies").into(),
        help: say!("staffing.deputies_help").into(),
    }
}

fn deputy_row(view: &StaffingView, no: usize, entry: &DeputyEntry) -> TableRow {
    let back = entry.deputy.is_empty();
    let absent = name(view, &entry.officer);
    let end = Order::new(
        "end_deputy",
        say!("staffing.end_deputy"),
        &[&entry.officer, &entry.org],
    )
    .about(say!("staffing.back_from_today", absent))
    .asking([Blank::reason()])
    .unless(back.then(|| say!("staffing.row_is_return").to_owned()));
    let by = match back {
        true => say!("staffing.back_at_work").to_owned(),
        false => name(view, &entry.deputy),
    };
    TableRow {
        id: no.to_string(),
        cells: vec![
            absent,
            by,
            entry.from.map_or(String::new(), day),
            entry
                .to
                .filter(ends)
                .map_or(say!("staffing.no_end_yet").to_owned(), day),
        ],
        standing: Standing::None,
        detail: vec![say!("common.reason_given", reason = entry.reason)],
        acts: vec![end],
        ..TableRow::default()
    }
}

pub(super) async fn duties(client: &Client, me: &Me) -> Result<Table, Box<Problem>> {
    Ok(duties_of(me, &client.staffing_below().await?))
}

/// The table of the turns of duty.
pub(in crate::tui::api) fn duties_of(me: &Me, view: &StaffingView) -> Table {
    let halves = [
        ("", say!("staffing.all_day")),
        ("AM", say!("common.morning")),
        ("PM", say!("common.afternoon")),
    ];
    let halves = halves.map(|(code, name)| (code.to_owned(), name.to_owned()));
    let officers = choices(view);
    let add = Order::new("put_on_duty", say!("staffing.set_duty"), &[])
        .about(say!("staffing.duty_about"))
        .asking([
            Blank::new(
                "role",
                say!("staffing.role"),
                BlankKind::Choice(roles(view)),
            )
            .must(),
            Blank::new(
                "officer",
                say!("staffing.officer_on_duty"),
                BlankKind::Choice(officers),
            )
            .must(),
            Blank::new("from", say!("common.from_date"), BlankKind::Date).must(),
            Blank::new("to", say!("common.to_date"), BlankKind::Date)
                .hint(say!("staffing.blank_one_day")),
            Blank::new(
                "half",
                say!("common.session"),
                BlankKind::Choice(halves[1..].to_vec()),
            )
            .hint(say!("staffing.blank_all_day")),
        ]);
    let newest = view.duties.iter().rev();
    Table {
        title: say!("staffing.roster_title").into(),
        head: say!("staffing.roster_head", org_name = me.org_name),
        columns: vec![
            Column::text(say!("staffing.role"), 0),
            Column::text(say!("staffing.officer_on_duty"), 0),
            Column::text(say!("staffing.from"), 10),
            Column::text(say!("staffing.to"), 10),
            Column::text(say!("common.session"), 7),
        ],
        rows: newest
            .enumerate()
            .map(|(no, entry)| duty_row(view, no, entry))
            .collect(),
        acts: vec![add],
        on_marked: None,
        empty: say!("staffing.no_duties").into(),
        help: say!("staffing.roster_help").into(),
    }
}

fn duty_row(view: &StaffingView, no: usize, entry: &DutyEntry) -> TableRow {
    let off = entry.officer.is_empty();
    let from = entry.from.to_string();
    let to = entry.to.map_or(String::new(), |to| to.to_string());
    let who = match off {
        true => say!("staffing.nobody").to_owned(),
        false => name(view, &entry.officer),
    };
    let end = Order::new(
        "end_duty",
        say!("staffing.drop_duty"),
        &[&entry.role, &from, &to, &entry.half, &entry.org],
    )
    .about(say!(
        "staffing.goes_off_duty",
        who,
        from = day(entry.from),
        day = entry.to.map_or(String::new(), day)
    ))
    .unless(off.then(|| say!("staffing.already_dropped").to_owned()));
    let half = match entry.half.as_str() {
        "AM" => say!("common.morning"),
        "PM" => say!("common.afternoon"),
        _ => say!("staffing.all_day"),
    };
    TableRow {
        id: no.to_string(),
        cells: vec![
            role(view, &entry.role),
            who,
            day(entry.from),
            entry.to.map_or(String::new(), day),
            half.to_owned(),
        ],
        standing: Standing::None,
        acts: vec![end],
        ..TableRow::default()
    }
}

fn ends(to: &chrono::NaiveDate) -> bool {
    chrono::Datelike::year(to) < NO_END
}

fn name(view: &StaffingView, id: &str) -> String {
    let found = view.officers.iter().find(|officer| officer.id == id);
    found.map_or(id, |officer| &officer.name).to_owned()
}

fn role(view: &StaffingView, id: &str) -> String {
    let mut all = view.officers.iter().flat_map(|officer| &officer.roles);
    let found = all.find(|role| role.id == id);
    found.map_or(id, |role| &role.label).to_owned()
}

/// Officers of the units, as `login|unit`.
fn choices(view: &StaffingView) -> Vec<(String, String)> {
    let line = |officer: &UnitOfficer| {
        let post = [officer.title.as_str(), &officer.org_name];
        let post: Vec<&str> = post.into_iter().filter(|text| !text.is_empty()).collect();
        let words = format!("{} – {}", officer.name, post.join(", "));
        (format!("{}|{}", officer.id, officer.org), words)
    };
    view.officers.iter().map(line).collect()
}

/// Roles held in the units, as `role|unit`.
fn roles(view: &StaffingView) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for officer in &view.officers {
        for role in &officer.roles {
            let code = format!("{}|{}", role.id, officer.org);
            if !all.iter().any(|(known, _)| *known == code) {
                all.push((code, format!("{} – {}", role.label, officer.org_name)));
            }
        }
    }
    all
}

/// What is chosen, and its unit.
fn with_unit(code: &str) -> (&str, &str) {
    code.split_once('|').unwrap_or((code, ""))
}

/// Sets a deputy, or none from today on.
pub(super) async fn deputise(
    client: &Client,
    order: &OrderRequest,
) -> Result<Ordered, Box<Problem>> {
    let back = order.act == "end_deputy";
    let target = |place: usize| order.targets.get(place).map_or("", String::as_str);
    let (officer, org) = match back {
        true => (target(0), target(1)),
        false => with_unit(order.value("officer")),
    };
    let entry = DeputyEntry {
        org: org.to_owned(),
        officer: officer.to_owned(),
        deputy: with_unit(order.value("deputy")).0.to_owned(),
        from: order.value("from").parse().ok(),
        to: order.value("to").parse().ok(),
        reason: order.value("reason").to_owned(),
    };
    client.deputise(&order.key, &entry).await?;
    let words = match back {
        true => say!("staffing.return_recorded"),
        false => say!("staffing.deputy_named"),
    };
    Ok(done(words.to_owned()))
}

/// Sets a turn of duty, or takes one back.
pub(super) async fn put_on_duty(
    client: &Client,
    order: &OrderRequest,
) -> Result<Ordered, Box<Problem>> {
    let off = order.act == "end_duty";
    let target = |place: usize| order.targets.get(place).map_or("", String::as_str);
    let taken = match off {
        true => [target(0), "", target(1), target(2), target(3)],
        false => ["role", "officer", "from", "to", "half"].map(|id| order.value(id)),
    };
    let [role, officer, from, to, half] = taken;
    let (role, org) = match off {
        true => (role, target(4)),
        false => with_unit(role),
    };
    let entry = DutyEntry {
        org: org.to_owned(),
        role: role.to_owned(),
        officer: with_unit(officer).0.to_owned(),
        from: from.parse().unwrap_or_default(),
        to: to.parse().ok(),
        half: half.to_owned(),
    };
    client.put_on_duty(&order.key, &entry).await?;
    let words = match off {
        true => say!("staffing.duty_dropped"),
        false => say!("staffing.duty_set"),
    };
    Ok(done(words.to_owned()))
}
