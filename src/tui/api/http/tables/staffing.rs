//! Who acts for an absent officer, and who is on duty.

use super::{day, done};
use crate::client::Client;
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
    let add = Order::new("deputise", "Cử người làm thay", &[])
        .about("Người làm thay xử lý được hồ sơ người kia đang giữ; lưu vết ghi cả hai.")
        .asking([
            choice("officer", "Người vắng"),
            choice("deputy", "Người làm thay"),
            Blank::new("from", "Từ ngày", BlankKind::Date).hint("trống: hôm nay"),
            Blank::new("to", "Đến ngày", BlankKind::Date).hint("trống: đến khi thôi"),
            Blank::reason(),
        ]);
    let newest = view.deputies.iter().rev();
    Table {
        title: "NGƯỜI LÀM THAY".into(),
        head: format!(
            "{} và đơn vị bên dưới · mới nhất trước; dòng mới hơn thay dòng cũ",
            me.org_name
        ),
        columns: vec![
            Column::text("Người vắng", 0),
            Column::text("Người làm thay", 0),
            Column::text("Từ", 10),
            Column::text("Đến", 10),
        ],
        rows: newest
            .enumerate()
            .map(|(no, entry)| deputy_row(view, no, entry))
            .collect(),
        acts: vec![add],
        on_marked: None,
        empty: "Chưa có ai được cử làm thay. Enter cử người.".into(),
        help:
            "Cử người làm thay cán bộ vắng, có ngày và lý do. Người vắng đi làm lại thì chọn dòng \
               rồi Enter → Thôi làm thay."
                .into(),
    }
}

fn deputy_row(view: &StaffingView, no: usize, entry: &DeputyEntry) -> TableRow {
    let back = entry.deputy.is_empty();
    let absent = name(view, &entry.officer);
    let end = Order::new("end_deputy", "Thôi làm thay", &[&entry.officer, &entry.org])
        .about(format!("{absent} đi làm lại từ hôm nay."))
        .asking([Blank::reason()])
        .unless(back.then(|| "Dòng này là lúc người ấy đi làm lại.".to_owned()));
    let by = match back {
        true => "(đi làm lại)".to_owned(),
        false => name(view, &entry.deputy),
    };
    TableRow {
        id: no.to_string(),
        cells: vec![
            absent,
            by,
            entry.from.map_or(String::new(), day),
            entry.to.filter(ends).map_or("chưa định".to_owned(), day),
        ],
        standing: Standing::None,
        detail: vec![format!("Lý do: {}", entry.reason)],
        acts: vec![end],
        ..TableRow::default()
    }
}

pub(super) async fn duties(client: &Client, me: &Me) -> Result<Table, Box<Problem>> {
    Ok(duties_of(me, &client.staffing_below().await?))
}

/// The table of the turns of duty.
pub(in crate::tui::api) fn duties_of(me: &Me, view: &StaffingView) -> Table {
    let halves = [("", "Cả ngày"), ("AM", "Sáng"), ("PM", "Chiều")];
    let halves = halves.map(|(code, name)| (code.to_owned(), name.to_owned()));
    let officers = choices(view);
    let add = Order::new("put_on_duty", "Xếp lịch trực", &[])
        .about("Hồ sơ mới đến bước của vai trò ấy trong buổi trực vào thẳng người trực.")
        .asking([
            Blank::new("role", "Vai trò", BlankKind::Choice(roles(view))).must(),
            Blank::new("officer", "Người trực", BlankKind::Choice(officers)).must(),
            Blank::new("from", "Từ ngày", BlankKind::Date).must(),
            Blank::new("to", "Đến ngày", BlankKind::Date).hint("trống: một ngày"),
            Blank::new("half", "Buổi", BlankKind::Choice(halves[1..].to_vec()))
                .hint("trống: cả ngày"),
        ]);
    let newest = view.duties.iter().rev();
    Table {
        title: "LỊCH TRỰC".into(),
        head: format!(
            "{} và đơn vị bên dưới · từ hôm nay; dòng mới hơn thay dòng cũ",
            me.org_name
        ),
        columns: vec![
            Column::text("Vai trò", 0),
            Column::text("Người trực", 0),
            Column::text("Từ", 10),
            Column::text("Đến", 10),
            Column::text("Buổi", 7),
        ],
        rows: newest
            .enumerate()
            .map(|(no, entry)| duty_row(view, no, entry))
            .collect(),
        acts: vec![add],
        on_marked: None,
        empty: "Chưa xếp ai trực từ hôm nay. Enter xếp lịch.".into(),
        help: "Lịch trực theo ngày, theo buổi, cho từng vai trò. Bỏ một lượt: chọn dòng, Enter → \
               Bỏ lượt trực."
            .into(),
    }
}

fn duty_row(view: &StaffingView, no: usize, entry: &DutyEntry) -> TableRow {
    let off = entry.officer.is_empty();
    let from = entry.from.to_string();
    let to = entry.to.map_or(String::new(), |to| to.to_string());
    let who = match off {
        true => "(không ai)".to_owned(),
        false => name(view, &entry.officer),
    };
    let end = Order::new(
        "end_duty",
        "Bỏ lượt trực",
        &[&entry.role, &from, &to, &entry.half, &entry.org],
    )
    .about(format!(
        "{who} thôi trực {} – {}.",
        day(entry.from),
        entry.to.map_or(String::new(), day)
    ))
    .unless(off.then(|| "Lượt này đã bỏ.".to_owned()));
    let half = match entry.half.as_str() {
        "AM" => "Sáng",
        "PM" => "Chiều",
        _ => "Cả ngày",
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
        true => "Đã ghi người ấy đi làm lại.",
        false => "Đã cử người làm thay.",
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
        true => "Đã bỏ lượt trực.",
        false => "Đã xếp lịch trực.",
    };
    Ok(done(words.to_owned()))
}
