//! Shifts that are open or wait for the second person.

use super::{done, lacks, moment};
use crate::client::Client;
use crate::messages::say;
use crate::text::amount::signed_figures;
use crate::tui::api::{
    Column, FormLine, Order, OrderRequest, Ordered, Standing, Subject, Table, TableRow,
};
use crate::wire::{Me, Problem, ShiftView};

pub(super) async fn table(client: &Client, me: &Me) -> Result<Table, Box<Problem>> {
    Ok(of(me, &client.shifts().await?.rows))
}

/// The table of the shifts.
pub(in crate::tui::api) fn of(me: &Me, shifts: &[ShiftView]) -> Table {
    Table {
        title: say!("shifts.title").into(),
        head: say!("shifts.head").into(),
        columns: vec![
            Column::figures(say!("shifts.shift"), 6),
            Column::text(say!("common.collector"), 0),
            Column::text(say!("common.open"), 11),
            Column::text(say!("shifts.closed"), 11),
            Column::figures(say!("shifts.counted"), 12),
            Column::text(say!("common.status"), 16),
        ],
        rows: shifts.iter().map(|shift| row(me, shift)).collect(),
        acts: Vec::new(),
        on_marked: None,
        empty: say!("shifts.empty_list").into(),
        help: say!("shifts.table_help").into(),
    }
}

fn row(me: &Me, shift: &ShiftView) -> TableRow {
    let counted = shift.counted_dong.map_or(String::new(), signed_figures);
    let off = match (shift.counted_dong, shift.expected_dong) {
        (Some(counted), Some(expected)) => counted - expected,
        _ => 0,
    };
    let (state, standing) = match (shift.state.as_str(), off) {
        ("open", _) => (say!("shifts.state_open"), Standing::None),
        (_, 0) => (say!("common.to_be_approved"), Standing::Near),
        _ => (say!("shifts.state_waits_off"), Standing::Late),
    };
    let mut detail = vec![say!(
        "shifts.sums",
        opening_dong = signed_figures(shift.opening_dong),
        signed_figures = shift.expected_dong.map_or("…".to_owned(), signed_figures),
        counted
    )];
    if off != 0 {
        detail.push(say!(
            "shifts.difference",
            off = signed_figures(off),
            reason = shift.reason
        ));
    }
    if !shift.handed_to.is_empty() {
        detail.push(say!("shifts.handed_to", handed_to = shift.handed_to));
    }
    let role = say!("common.role_not_approving_money");
    let own = (shift.officer == me.name).then(|| say!("shifts.own_shift").to_owned());
    let open = (shift.state == "open").then(|| say!("shifts.still_open").to_owned());
    let id = shift.id.to_string();
    let approve = Order::new("approve_shift", say!("shifts.approve"), &[&id])
        .about(say!(
            "shifts.shift_of",
            id = shift.id,
            officer = shift.officer
        ))
        .about(detail.join(". "))
        .about(say!("shifts.approval_final"))
        .unless(lacks(me, "approve_money", role).or(open).or(own));
    let paper = FormLine {
        id: "so-quy-ca-a4".into(),
        title: say!("common.shift_cash_book", id = shift.id),
    };
    TableRow {
        cells: vec![
            id.clone(),
            shift.officer.clone(),
            moment(&shift.opened_at),
            shift.closed_at.as_deref().map_or(String::new(), moment),
            counted,
            state.to_owned(),
        ],
        id,
        standing,
        detail,
        markable: false,
        acts: vec![approve],
        papers: vec![(Subject::Shift(shift.id), paper)],
    }
}

pub(super) async fn approve(
    client: &Client,
    order: &OrderRequest,
) -> Result<Ordered, Box<Problem>> {
    let shift = client.approve_shift(order.target(), &order.key).await?;
    Ok(done(say!(
        "shifts.approved",
        id = shift.id,
        officer = shift.officer
    )))
}
