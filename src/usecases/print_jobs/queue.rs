//! Ask for a paper (in giấy): its print is recorded and its job made, in one transaction.

use super::super::act::note;
use super::super::print_form::{Noted, Subject, ready};
use super::super::print_number::{self, Numbered};
use super::super::write::{Key, once};
use super::super::{App, PrintRefusal, UseCaseError};
use super::{fitting, size};
use crate::domain::org::Actor;
use crate::domain::print_job::{JobState, Stamp};
use crate::domain::printer::At;
use crate::print::FormData;
use crate::records::print_jobs::{self, PrintJob};

/// Which paper, where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// What it is about.
    pub subject: Subject,
    /// Form id.
    pub form: String,
    /// Why it is printed again; empty for a first print.
    pub reason: String,
    /// The desk that asks, as on its screen.
    pub desk: String,
    /// Another printer than the rules say; empty for theirs.
    pub printer: String,
    /// Another tray.
    pub tray: String,
    /// Another number of copies.
    pub copies: Option<u32>,
    /// Only to a printer that these carry to; any when none.
    pub carried_by: Option<At>,
}

impl Order {
    fn parts(&self) -> [String; 8] {
        let (what, which) = match &self.subject {
            Subject::Dossier(code) => ("dossier", code.clone()),
            Subject::Slip(id) => ("slip", id.to_string()),
            Subject::Receipt(id) => ("receipt", id.to_string()),
            Subject::Shift(id) => ("shift", id.to_string()),
            Subject::Refund(id) => ("refund", id.to_string()),
            Subject::PostList(id) => ("post_list", id.to_string()),
            Subject::List(list) => (list.what(), list.kept().to_string()),
        };
        [
            what.to_owned(),
            which,
            self.form.clone(),
            self.reason.clone(),
            self.desk.clone(),
            self.printer.clone(),
            self.tray.clone(),
            self.copies.map_or(String::new(), |n| n.to_string()),
        ]
    }
}

/// Letters of the name by which a printer is asked about a paper.
const MARK_LETTERS: usize = 8;

/// Puts a paper on its way. From the second print on `reason` is demanded, and the paper says which one
/// it is: “Bản in lại lần n”, or “BẢN SAO lần n” while nobody knows whether the one before came out.
///
/// # Errors
/// No such dossier, form, printer, tray or paper in it; something the paper must say is missing; no
/// reason for a reprint; the store.
pub async fn queue(
    app: &App,
    actor: &Actor,
    key: &str,
    order: Order,
) -> Result<PrintJob, UseCaseError> {
    let parts = order.parts();
    let mut all = vec!["print", actor.officer()];
    all.extend(parts.iter().map(String::as_str));
    let key = Key::of(key, &all)?;
    let reason = note(&order.reason)?.into_string();
    let desk = note(&order.desk)?.into_string();
    let (paper, permit) = ready(app, actor, &order.subject, &order.form).await?;
    let noted = Noted::of(&paper, reason);
    let way = way(app, &order, &noted.form)?;
    let template = &paper.chosen.template;
    let wanted = Wanted {
        desk,
        title: paper.chosen.title.clone(),
        template: format!("{}-{}", template.id, template.paper().name),
        mark: app.secret(MARK_LETTERS),
        way,
        data: paper.data,
    };
    let (rules, about) = (app.rules.clone(), paper.about);
    let id = once(app, key, move |tx, writing| {
        let on = (noted.paper.as_str(), &about);
        let numbered = print_number::take(tx, &rules, writing, &permit, on)?;
        let Numbered {
            mut event,
            number,
            given,
        } = numbered;
        noted.fill(&mut event, number, &about)?;
        let doubt = print_jobs::in_doubt(tx, (about.what, about.id), &noted.paper, given)?;
        let stamp = Stamp::of(number, doubt);
        let job = PrintJob {
            id: event.seq,
            org: permit.actor().org().to_owned(),
            officer: permit.actor().officer().to_owned(),
            what: about.what.to_owned(),
            about: about.id,
            code: event.code.clone(),
            paper: noted.paper.clone(),
            given,
            number,
            form: noted.form.clone(),
            asked_at: writing.at,
            ..wanted.job(stamp)
        };
        print_jobs::insert(tx, &job)?;
        writing.append(tx, &event)?;
        Ok(job.id)
    })
    .await?;
    super::read(app, id).await
}

/// The printer, tray and copies of an order: the rules', where it names none.
fn way(app: &App, order: &Order, form: &str) -> Result<Way, PrintRefusal> {
    let rules = &app.rules;
    let rule = rules.printers.rule_for(&order.desk, form);
    let named = |id: &str| Way {
        printer: id.to_owned(),
        place: At::Desk,
        tray: order.tray.clone(),
        copies: order.copies.unwrap_or(1),
    };
    let way = match (order.printer.as_str(), rule) {
        ("", None) => return Err(PrintRefusal::NoPrinter(String::new())),
        ("", Some(rule)) => Way {
            printer: rule.printer.clone(),
            place: At::Desk,
            tray: match order.tray.as_str() {
                "" => rule.tray.clone(),
                tray => tray.to_owned(),
            },
            copies: order.copies.unwrap_or(rule.copies),
        },
        (id, _) => named(id),
    };
    let printer = fitting(rules, &way.printer, size(form), &way.tray, way.copies)?;
    if order.carried_by.is_some_and(|who| who != printer.at) {
        return Err(PrintRefusal::ByDesk(printer.name.clone()));
    }
    Ok(Way {
        place: printer.at,
        ..way
    })
}

struct Way {
    printer: String,
    place: At,
    tray: String,
    copies: u32,
}

struct Wanted {
    desk: String,
    title: String,
    template: String,
    mark: String,
    way: Way,
    data: FormData,
}

impl Wanted {
    /// The job without what only the transaction knows.
    fn job(&self, stamp: Stamp) -> PrintJob {
        PrintJob {
            id: 0,
            org: String::new(),
            desk: self.desk.clone(),
            officer: String::new(),
            what: String::new(),
            about: 0,
            code: String::new(),
            paper: String::new(),
            given: 0,
            number: 0,
            form: String::new(),
            template: self.template.clone(),
            title: self.title.clone(),
            mark: self.mark.clone(),
            printer: self.way.printer.clone(),
            place: self.way.place,
            tray: self.way.tray.clone(),
            copies: self.way.copies,
            state: JobState::Queued,
            tries: 0,
            fault: String::new(),
            said: String::new(),
            holder: String::new(),
            lease: 0,
            remote: String::new(),
            asked_at: 0,
            changed_at: 0,
            fields: stamped(self.data.clone(), stamp),
        }
    }
}

/// The fields as JSON, with the words that say which print it is.
fn stamped(mut data: FormData, stamp: Stamp) -> String {
    // The preview has said already which print comes next; only the transaction knows.
    data.set("reprint_number", "");
    match stamp {
        Stamp::Original => {}
        Stamp::Reprint(n) => data.set("reprint_number", n.to_string()),
        Stamp::Copy(n) => data.set("duplicate_number", n.to_string()),
    }
    serde_json::to_string(&data).unwrap_or_default()
}
