//! Hand over to the post (bàn giao bưu chính): many results, one list, a consignment number each. With
//! the list each dossier is handed back, in one transaction: a letter is never out without its list.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::act::{carry_out, readable};
use super::attachments::line;
use super::rules::date;
use super::write::{Key, Writing, once};
use super::{App, FileRefusal, Rules, UseCaseError};
use crate::domain::code_scheme::normalise;
use crate::domain::decide::Command;
use crate::domain::dossier::Dossier;
use crate::domain::event::Change;
use crate::domain::handing_back::Delivery;
use crate::domain::lifecycle::{Act, State};
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::domain::scope::Reader;
use crate::records::counters;
use crate::records::dossiers::{self, stage};
use crate::records::lists::{self, Range, Source};
use crate::records::post_lists::{self, PostItem, PostList};
use crate::store::Tx;
use crate::text::HumanText;

/// One letter as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Code of the dossier.
    pub code: String,
    /// Number on the letter.
    pub consignment: String,
}

/// What the desk learns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Identifier of the list.
    pub id: i64,
    /// Its number.
    pub number: String,
    /// How many letters.
    pub letters: usize,
}

/// More letters than the post takes in one bag.
const MOST_LETTERS: usize = 200;

/// Makes a list of `letters` given to `carrier`; each dossier on it is handed back by post.
///
/// # Errors
/// Not allowed; no letters or too many; a dossier that does not wait for the post; a consignment
/// number used before; what the life cycle refuses; the store.
pub async fn make(
    app: &App,
    actor: &Actor,
    key: &str,
    carrier: &str,
    letters: Vec<Letter>,
) -> Result<Listed, UseCaseError> {
    let permit = Permit::ask(actor, Right::Return)?;
    let mut parts = vec!["post_list", actor.officer(), carrier];
    for letter in &letters {
        parts.extend([letter.code.as_str(), letter.consignment.as_str()]);
    }
    let key = Key::of(key, &parts)?;
    let carrier = line("carrier", carrier, 100)?;
    let letters = checked(letters)?;
    let (rules, actor) = (app.rules.clone(), actor.clone());
    once(app, key, move |tx, writing| {
        let dossiers = waiting(tx, &actor, &letters)?;
        let list = list(tx, writing, &permit, &carrier)?;
        post_lists::insert(tx, &list)?;
        let codes: Vec<&str> = dossiers.iter().map(|d| d.code.as_str()).collect();
        let mut event = writing.event(&permit, "post_list", None);
        event.change =
            Change::of(&json!({ "list": list.number, "carrier": carrier, "dossiers": codes }));
        writing.append(tx, &event)?;
        for (no, (dossier, (_, consignment))) in dossiers.iter().zip(&letters).enumerate() {
            hand_over(tx, writing, &rules, &actor, &list, dossier, consignment)?;
            let item = PostItem {
                no: i64::try_from(no + 1).unwrap_or(0),
                dossier: dossier.id,
                code: dossier.code.clone(),
                consignment: consignment.as_str().to_owned(),
            };
            post_lists::add(tx, list.id, &item)?;
        }
        Ok(Listed {
            id: list.id,
            number: list.number,
            letters: letters.len(),
        })
    })
    .await
}

/// Results that wait for the post, and the lists made.
#[derive(Debug, Clone)]
pub struct PostDesk {
    /// Dossiers whose result goes by post, most urgent first.
    pub waiting: Vec<Dossier>,
    /// Lists, newest first, with the number of their letters.
    pub made: Vec<(PostList, i64)>,
}

/// Most results that are looked through for those that go by post.
const MOST_WAITING: i64 = 1_000;
/// Most lists shown.
const MOST_LISTS: i64 = 50;

/// What the officer's desk has for the post.
///
/// # Errors
/// Not allowed; the store.
pub async fn post_desk(app: &App, actor: &Actor) -> Result<PostDesk, UseCaseError> {
    Permit::ask(actor, Right::Return)?;
    let (reader, org) = (Reader::searching(actor)?, actor.org().to_owned());
    let source = Source {
        rows: &lists::AT_DESK,
        count: &lists::COUNT_AT_DESK,
        whose: org.clone(),
        more: vec![
            stage(State::ResultReady).into(),
            0_i64.into(),
            State::ResultReady.id().into(),
        ],
    };
    let range = Range {
        after: (i64::MIN, 0),
        until: i64::MAX,
        limit: MOST_WAITING,
    };
    app.store
        .read(move |tx| {
            let mut waiting = Vec::new();
            for row in lists::rows(tx, &reader, &source, range)? {
                let dossier = dossiers::by_code(tx, &reader, &row.code)?;
                let by_post = |d: &Dossier| Delivery::asked(&d.content) == Delivery::Post;
                waiting.extend(dossier.filter(by_post));
            }
            let made = post_lists::of_org(tx, &org, MOST_LISTS)?;
            Ok(PostDesk { waiting, made })
        })
        .await
}

/// Codes and consignment numbers, each once.
fn checked(letters: Vec<Letter>) -> Result<Vec<(String, HumanText)>, UseCaseError> {
    if letters.is_empty() || letters.len() > MOST_LETTERS {
        return Err(FileRefusal::EmptyList.into());
    }
    let (mut codes, mut numbers, mut read) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for letter in letters {
        let code = normalise(&letter.code);
        let number = line("consignment", &letter.consignment, 40)?;
        if !codes.insert(code.clone()) {
            let why = "ghi hai lần trong danh sách";
            return Err(FileRefusal::NotWaiting { code, why }.into());
        }
        if number.is_empty() {
            let why = "chưa có số hiệu bưu gửi";
            return Err(FileRefusal::NotWaiting { code, why }.into());
        }
        if !numbers.insert(number.to_string()) {
            let consignment = number.to_string();
            return Err(FileRefusal::ConsignmentUsed { consignment, code }.into());
        }
        read.push((code, number));
    }
    Ok(read)
}

/// The dossiers of `letters`, all of them waiting to go by post.
fn waiting(
    tx: &mut dyn Tx,
    actor: &Actor,
    letters: &[(String, HumanText)],
) -> Result<Vec<Dossier>, UseCaseError> {
    let mut found = Vec::new();
    for (code, consignment) in letters {
        let dossier = readable(tx, actor, code)?;
        let why = if dossier.state != State::ResultReady {
            Some("kết quả chưa sẵn sàng hoặc đã trả")
        } else if Delivery::asked(&dossier.content) != Delivery::Post {
            Some("đăng ký nhận tại quầy")
        } else {
            None
        };
        if let Some(why) = why {
            let code = code.clone();
            return Err(FileRefusal::NotWaiting { code, why }.into());
        }
        if let Some(code) = post_lists::holder_of(tx, consignment.as_str())? {
            let consignment = consignment.to_string();
            return Err(FileRefusal::ConsignmentUsed { consignment, code }.into());
        }
        found.push(dossier);
    }
    Ok(found)
}

fn list(
    tx: &mut dyn Tx,
    writing: &Writing,
    permit: &Permit,
    carrier: &HumanText,
) -> Result<PostList, UseCaseError> {
    let (org, year) = (permit.actor().org(), date(writing.at).format("%Y"));
    let seq = counters::take(tx, &format!("post/{org}/{year}"))?;
    Ok(PostList {
        id: writing.next_seq(),
        number: format!("{seq:02}/{year}"),
        org: org.to_owned(),
        carrier: carrier.as_str().to_owned(),
        at: writing.at,
        officer: permit.actor().officer().to_owned(),
    })
}

/// Hands one dossier back by post.
fn hand_over(
    tx: &mut dyn Tx,
    writing: &mut Writing,
    rules: &Rules,
    actor: &Actor,
    list: &PostList,
    dossier: &Dossier,
    consignment: &HumanText,
) -> Result<(), UseCaseError> {
    let words = format!("Bưu gửi {consignment}, danh sách {}", list.number);
    let mut command = Command::plain(Act::ReturnResult, super::act::note(&words)?);
    command.details.number = Some(consignment.clone());
    carry_out(tx, writing, rules, actor, dossier, &command).map(drop)
}
