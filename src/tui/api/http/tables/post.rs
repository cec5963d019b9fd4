//! Results that wait for the post, and the lists with which letters went out.

use crate::client::Client;
use crate::tui::api::{
    Blank, BlankKind, Column, FormLine, Order, OrderRequest, Ordered, Standing, Subject, Table,
    TableRow,
};
use crate::wire::{LetterLine, PostListMade, PostListRequest, PostLists, PostWaiting, Problem};

use super::moment;

pub(super) async fn table(client: &Client) -> Result<Table, Box<Problem>> {
    Ok(of(&client.post_lists().await?))
}

/// The table of what the desk has for the post.
pub(in crate::tui::api) fn of(view: &PostLists) -> Table {
    let order = Order::new("post_list", "Bàn giao bưu chính", &[])
        .about("Mọi hồ sơ trong danh sách được ghi là đã trả qua bưu chính, không lấy lại được.")
        .asking([Blank::new("carrier", "Bên nhận", BlankKind::Line)
            .must()
            .help("Tên bưu cục hoặc người của bưu chính công ích nhận thư.")]);
    let order = Order {
        each: Some(
            Blank::new("", "số hiệu bưu gửi", BlankKind::Line)
                .must()
                .help("Số trên bưu gửi của hồ sơ này; quét mã vạch hoặc gõ."),
        ),
        ..order
    };
    let waiting = view.waiting.iter().map(waiting);
    let made = view.made.iter().map(made);
    Table {
        title: "BÀN GIAO BƯU CHÍNH".into(),
        head: format!("{} kết quả chờ gửi qua bưu chính", view.waiting.len()),
        columns: vec![
            Column::text("Hồ sơ, danh sách", 25),
            Column::text("Người nhận", 20),
            Column::text("Nơi nhận, bên chuyển", 0),
            Column::text("Trạng thái", 11),
        ],
        rows: waiting.chain(made).collect(),
        acts: Vec::new(),
        on_marked: Some(order),
        empty: "Không có kết quả nào chờ gửi, chưa có danh sách nào.".into(),
        help: "Space đánh dấu các hồ sơ gửi cùng một chuyến, Enter lập danh sách bàn giao: ghi số \
               hiệu từng bưu gửi rồi F9. F7 in danh sách vừa lập, hoặc danh sách đang chọn."
            .into(),
    }
}

fn waiting(dossier: &PostWaiting) -> TableRow {
    TableRow {
        id: dossier.code.clone(),
        cells: vec![
            dossier.code.clone(),
            dossier.owner.clone(),
            dossier.address.clone(),
            "chờ gửi".into(),
        ],
        standing: Standing::Near,
        detail: vec![
            dossier.procedure.clone(),
            format!("Nơi nhận ghi lúc tiếp nhận: {}", dossier.collect_at),
        ],
        markable: true,
        ..TableRow::default()
    }
}

fn made(list: &PostListMade) -> TableRow {
    TableRow {
        id: format!("list:{}", list.id),
        cells: vec![
            format!("Danh sách {}", list.number),
            format!("{} bưu gửi", list.letters),
            list.carrier.clone(),
            moment(&list.at),
        ],
        standing: Standing::Good,
        detail: vec!["Đã bàn giao. F7 in lại danh sách.".into()],
        papers: vec![paper(list)],
        ..TableRow::default()
    }
}

fn paper(list: &PostListMade) -> (Subject, FormLine) {
    let line = FormLine {
        id: "phieu-ban-giao-ket-qua-a4".into(),
        title: format!("Danh sách bàn giao bưu chính số {}", list.number),
    };
    (Subject::PostList(list.id), line)
}

pub(super) async fn make(client: &Client, order: &OrderRequest) -> Result<Ordered, Box<Problem>> {
    let letter = |code: &String| LetterLine {
        code: code.clone(),
        consignment: order.value(&format!("each:{code}")).to_owned(),
    };
    let body = PostListRequest {
        carrier: order.value("carrier").to_owned(),
        letters: order.targets.iter().map(letter).collect(),
    };
    let made = client.post_list(&order.key, &body).await?;
    Ok(Ordered {
        words: format!(
            "Đã lập danh sách {} với {} bưu gửi, các hồ sơ đã trả. F7 in.",
            made.number, made.letters
        ),
        papers: vec![paper(&made)],
    })
}
