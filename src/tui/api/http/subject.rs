//! What is printed, as the server's routes name it.

use super::super::Subject;
use crate::client::{self, Client};
use crate::wire::{HandOverPrint, Preview, PrintOrder, Problem, RegisterPrint};

/// Either has routes of its own.
enum Named {
    One(client::Subject),
    Register(RegisterPrint),
    HandOver(HandOverPrint),
}

fn named(subject: &Subject) -> Named {
    use client::Subject as One;
    Named::One(match subject {
        Subject::Dossier(code) => One::Dossier(code.clone()),
        Subject::Slip(id) => One::Slip(*id),
        Subject::Receipt(id) => One::Receipt(*id),
        Subject::Refund(id) => One::Refund(*id),
        Subject::Shift(id) => One::Shift(*id),
        Subject::PostList(id) => One::PostList(*id),
        Subject::Register { from, to, book } => {
            return Named::Register(RegisterPrint {
                from: from.clone(),
                to: to.clone(),
                book: book.clone(),
                ..RegisterPrint::default()
            });
        }
        Subject::HandOver { dossiers, receiver } => {
            return Named::HandOver(HandOverPrint {
                dossiers: dossiers.clone(),
                receiver: receiver.clone(),
                ..HandOverPrint::default()
            });
        }
    })
}

/// The text of a form.
pub async fn preview(
    client: &Client,
    subject: &Subject,
    form: &str,
) -> Result<Preview, Box<Problem>> {
    match named(subject) {
        Named::One(one) => client.preview(&one, form).await,
        Named::Register(register) => client.preview_register(&register).await,
        Named::HandOver(record) => client.preview_hand_over(&record).await,
    }
}

/// An order for a form that says only what is printed.
pub fn order(subject: &Subject, form: &str) -> PrintOrder {
    match named(subject) {
        Named::One(one) => {
            let (what, which) = one.named();
            PrintOrder {
                what: what.to_owned(),
                which,
                form: form.to_owned(),
                ..PrintOrder::default()
            }
        }
        // Which form a paper of many dossiers has says its set of forms.
        Named::Register(register) => PrintOrder {
            what: "register".to_owned(),
            register: Some(register),
            ..PrintOrder::default()
        },
        Named::HandOver(record) => PrintOrder {
            what: "hand_over".to_owned(),
            hand_over: Some(record),
            ..PrintOrder::default()
        },
    }
}

/// The name of a file that holds the paper, without its ending.
pub fn file_name(subject: &Subject, form: &str) -> String {
    match subject {
        Subject::Dossier(code) => format!("{code}-{form}"),
        Subject::Slip(id) => format!("phieu-{id}-{form}"),
        Subject::Receipt(id) => format!("thu-{id}-{form}"),
        Subject::Refund(id) => format!("hoan-tra-{id}-{form}"),
        Subject::Shift(id) => format!("ca-{id}-{form}"),
        Subject::PostList(id) => format!("buu-chinh-{id}-{form}"),
        Subject::Register { from, to, .. } => format!("so-theo-doi-{from}-{to}"),
        Subject::HandOver { dossiers, .. } => {
            let first = dossiers.first().map_or("", String::as_str);
            format!("bien-ban-giao-nhan-{first}-{}", dossiers.len())
        }
    }
}
