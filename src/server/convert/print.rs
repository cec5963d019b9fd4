//! Papers on their way and printers.

use crate::domain::printer::{At, Printer, PrinterKind};
use crate::print::spool::{Condition, Fault, PrintJob as Paper, SpoolReceipt, Told, Trouble};
use crate::records::print_jobs::PrintJob;
use crate::usecases::print_form::Subject;
use crate::usecases::print_jobs::{Elsewhere, Order};
use crate::usecases::print_list::ListPaper;
use crate::usecases::rules::iso;
use crate::usecases::{PrintRefusal, Rules};
use crate::wire::{
    HandOverPrint, PrintElsewhere, PrintJobView, PrintOrder, PrintPaper, PrintReport, PrinterView,
    RegisterPrint, TrayView,
};

/// What is asked for; `None` when it is about nothing we know.
pub(crate) fn print_order(body: PrintOrder) -> Option<Order> {
    let number = || body.which.parse().ok();
    let subject = match body.what.as_str() {
        "dossier" => Subject::Dossier(body.which.clone()),
        "slip" => Subject::Slip(number()?),
        "receipt" => Subject::Receipt(number()?),
        "shift" => Subject::Shift(number()?),
        "refund" => Subject::Refund(number()?),
        "post_list" => Subject::PostList(number()?),
        "register" => Subject::List(register(body.register?)?),
        "hand_over" => Subject::List(hand_over(body.hand_over?)),
        _ => return None,
    };
    Some(Order {
        subject,
        form: body.form,
        reason: body.reason,
        desk: body.desk,
        printer: body.printer,
        tray: body.tray,
        copies: body.copies,
        carried_by: None,
    })
}

/// The register book that is asked for; `None` when its days are none.
pub(crate) fn register(body: RegisterPrint) -> Option<ListPaper> {
    Some(ListPaper::Register {
        from: body.from.parse().ok()?,
        to: body.to.parse().ok()?,
        book: body.book,
    })
}

/// The record of a hand-over that is asked for.
pub(crate) fn hand_over(body: HandOverPrint) -> ListPaper {
    ListPaper::HandOver {
        dossiers: body.dossiers,
        receiver: body.receiver,
    }
}

pub(crate) fn elsewhere(body: PrintElsewhere) -> Elsewhere {
    Elsewhere {
        printer: body.printer,
        tray: body.tray,
        copies: body.copies,
        desk: body.desk,
    }
}

pub(crate) fn print_job(rules: &Rules, job: &PrintJob) -> PrintJobView {
    let fault = Fault::from_code(&job.fault);
    let found = rules.printers.get(&job.printer);
    PrintJobView {
        id: job.id,
        title: job.title.clone(),
        form: job.form.clone(),
        code: job.code.clone(),
        number: job.number,
        state: job.state.id().to_owned(),
        state_words: job.state.label().to_owned(),
        printer: job.printer.clone(),
        printer_name: found.map_or_else(|| job.printer.clone(), |p| p.name.clone()),
        place: place(job.place).to_owned(),
        tray: job.tray.clone(),
        copies: job.copies,
        fault: job.fault.clone(),
        fault_words: fault.map_or("", Fault::words).to_owned(),
        mend: fault.map_or("", Fault::mend).to_owned(),
        said: job.said.clone(),
        desk: job.desk.clone(),
        officer: rules.office.officer_name(&job.officer).to_owned(),
        asked_at: iso(job.asked_at),
        carrier: found
            .filter(|_| job.place == At::Desk)
            .map(|p| printer(p, None, true)),
    }
}

pub(crate) fn printer(printer: &Printer, condition: Option<&Condition>, used: bool) -> PrinterView {
    let fault = match condition {
        Some(Condition::Stopped(trouble)) => Some(trouble.fault),
        _ => None,
    };
    PrinterView {
        id: printer.id.clone(),
        name: printer.name.clone(),
        kind: kind(printer.kind).to_owned(),
        place: place(printer.at).to_owned(),
        address: match printer.at {
            At::Desk => printer.address.clone(),
            At::Server => String::new(),
        },
        certificate: match printer.at {
            At::Desk => printer.certificate.clone(),
            At::Server => String::new(),
        },
        answers: printer.answers,
        papers: printer.papers.clone(),
        trays: printer
            .trays
            .iter()
            .map(|tray| TrayView {
                id: tray.id.clone(),
                name: tray.name.clone(),
            })
            .collect(),
        fault: fault.map_or("", Fault::code).to_owned(),
        fault_words: fault.map_or("", Fault::words).to_owned(),
        mend: fault.map_or("", Fault::mend).to_owned(),
        used,
    }
}

pub(crate) fn paper(paper: &Paper) -> PrintPaper {
    PrintPaper {
        name: paper.name.clone(),
        content: paper.content.iter().map(|b| format!("{b:02x}")).collect(),
        copies: paper.copies,
        tray: paper.tray.clone(),
        size: paper.size.clone(),
        tried: paper.tried,
    }
}

/// What a desk says of a paper it carries.
pub(crate) fn told(report: &PrintReport) -> Result<Told, PrintRefusal> {
    let unread = || PrintRefusal::Report(format!("{} {}", report.told, report.fault));
    let trouble = match report.fault.as_str() {
        "" => None,
        code => {
            let fault = Fault::from_code(code).ok_or_else(unread)?;
            Some(Trouble::with(fault, &report.said))
        }
    };
    Ok(match (report.told.as_str(), trouble) {
        ("held", Some(trouble)) => Told::Held(trouble),
        ("unsent", Some(trouble)) => Told::Unsent(trouble),
        ("refused", Some(trouble)) => Told::Refused(trouble),
        ("doubtful", Some(trouble)) => Told::Doubtful(trouble),
        ("printing", trouble) => Told::Printing(report.number.clone(), trouble),
        ("printed", None) => Told::Printed(SpoolReceipt::default()),
        _ => return Err(unread()),
    })
}

fn place(at: At) -> &'static str {
    match at {
        At::Server => "server",
        At::Desk => "desk",
    }
}

fn kind(kind: PrinterKind) -> &'static str {
    match kind {
        PrinterKind::Ipp => "ipp",
        PrinterKind::Raw9100 => "raw9100",
        PrinterKind::Folder => "folder",
        PrinterKind::Viewer => "viewer",
        PrinterKind::Queue => "queue",
    }
}
