//! Shifts that are open or wait for the second person.

use super::{done, lacks, moment};
use crate::client::Client;
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
        title: "DUYỆT CA THU".into(),
        head: "Ca đang mở và ca chờ duyệt, cũ nhất trước".into(),
        columns: vec![
            Column::figures("Ca", 6),
            Column::text("Người thu", 0),
            Column::text("Mở", 11),
            Column::text("Đóng", 11),
            Column::figures("Đếm được", 12),
            Column::text("Trạng thái", 16),
        ],
        rows: shifts.iter().map(|shift| row(me, shift)).collect(),
        acts: Vec::new(),
        on_marked: None,
        empty: "Không có ca nào đang mở hay chờ duyệt.".into(),
        help: "Ca đã đóng do người thứ hai duyệt: đối chiếu tiền đếm được với sổ quỹ (F7) rồi \
               Enter. Ca đã duyệt ra khỏi danh sách."
            .into(),
    }
}

fn row(me: &Me, shift: &ShiftView) -> TableRow {
    let counted = shift.counted_dong.map_or(String::new(), signed_figures);
    let off = match (shift.counted_dong, shift.expected_dong) {
        (Some(counted), Some(expected)) => counted - expected,
        _ => 0,
    };
    let (state, standing) = match (shift.state.as_str(), off) {
        ("open", _) => ("đang mở", Standing::None),
        (_, 0) => ("chờ duyệt", Standing::Near),
        _ => ("chờ duyệt, lệch", Standing::Late),
    };
    let mut detail = vec![format!(
        "Đầu ca {} đồng; phải có {}; đếm được {counted}",
        signed_figures(shift.opening_dong),
        shift.expected_dong.map_or("…".to_owned(), signed_figures)
    )];
    if off != 0 {
        detail.push(format!(
            "Lệch {} đồng: {}",
            signed_figures(off),
            shift.reason
        ));
    }
    if !shift.handed_to.is_empty() {
        detail.push(format!("Bàn giao cho {}", shift.handed_to));
    }
    let role = "Vai của bạn không duyệt tiền: nhờ phụ trách một cửa hoặc lãnh đạo.";
    let own =
        (shift.officer == me.name).then(|| "Ca của bạn: phải người thứ hai duyệt.".to_owned());
    let open = (shift.state == "open").then(|| "Ca chưa đóng: người thu đóng ca trước.".to_owned());
    let id = shift.id.to_string();
    let approve = Order::new("approve_shift", "Duyệt ca", &[&id])
        .about(format!("Ca số {} của {}.", shift.id, shift.officer))
        .about(detail.join(". "))
        .about("Duyệt rồi không lấy lại được.")
        .unless(lacks(me, "approve_money", role).or(open).or(own));
    let paper = FormLine {
        id: "so-quy-ca-a4".into(),
        title: format!("Sổ quỹ ca số {}", shift.id),
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
    Ok(done(format!(
        "Đã duyệt ca số {} của {}.",
        shift.id, shift.officer
    )))
}
