//! Results that wait for the post, and the lists with which letters went out.

use crate::client::Client;
use crate::messages::say;
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
    let order = Order::new("post_list", say!("common.postal_handover"), &[])
        .about(say!("post.order_about"))
        .asking([
            Blank::new("carrier", say!("common.receiver"), BlankKind::Line)
                .must()
                .help(say!("post.carrier_help")),
        ]);
    let order = Order {
        each: Some(
            Blank::new("", say!("post.item_number"), BlankKind::Line)
                .must()
                .help(say!("post.item_number_help")),
        ),
        ..order
    };
    let waiting = view.waiting.iter().map(waiting);
    let made = view.made.iter().map(made);
    Table {
        title: say!("post.post_title").into(),
        head: say!("post.results_waiting", count = view.waiting.len()),
        columns: vec![
            Column::text(say!("post.column_dossier_list"), 25),
            Column::text(say!("common.recipient"), 20),
            Column::text(say!("post.place_carrier"), 0),
            Column::text(say!("common.status"), 11),
        ],
        rows: waiting.chain(made).collect(),
        acts: Vec::new(),
        on_marked: Some(order),
        empty: say!("post.nothing_waits").into(),
        help: say!("post.table_help").into(),
    }
}

fn waiting(dossier: &PostWaiting) -> TableRow {
    TableRow {
        id: dossier.code.clone(),
        cells: vec![
            dossier.code.clone(),
            dossier.owner.clone(),
            dossier.address.clone(),
            say!("post.to_send").into(),
        ],
        standing: Standing::Near,
        detail: vec![
            dossier.procedure.clone(),
            say!("post.address_at_intake", collect_at = dossier.collect_at),
        ],
        markable: true,
        ..TableRow::default()
    }
}

fn made(list: &PostListMade) -> TableRow {
    TableRow {
        id: format!("list:{}", list.id),
        cells: vec![
            say!("post.list_number", number = list.number),
            say!("post.item_count", letters = list.letters),
            list.carrier.clone(),
            moment(&list.at),
        ],
        standing: Standing::Good,
        detail: vec![say!("post.handed_over").into()],
        papers: vec![paper(list)],
        ..TableRow::default()
    }
}

fn paper(list: &PostListMade) -> (Subject, FormLine) {
    let line = FormLine {
        id: "phieu-ban-giao-ket-qua-a4".into(),
        title: say!("post.list_title", number = list.number),
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
        words: say!(
            "post.list_made",
            number = made.number,
            letters = made.letters
        ),
        papers: vec![paper(&made)],
    })
}
