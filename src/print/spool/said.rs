//! What a printer says of itself, of a job and of a question it refuses, in our words. Printers and CUPS
//! say the same thing in different ways; here they become one [`Fault`].

use super::message::{Answer, Attributes};
use super::{Condition, Fault, Trouble};
use ::ipp::model::StatusCode;

/// How long CUPS may look for the printer behind its queue before the printer counts as off, seconds.
const TO_CONNECT: i32 = 3;

/// `printer-state` and its reasons, worst first.
pub fn of_printer(printer: &Attributes<'_>) -> Condition {
    const STOPPED: i32 = 5;
    let state = printer.number("printer-state").unwrap_or(IDLE);
    let said = printer.texts("printer-state-message").join(" ");
    let reasons = printer.texts("printer-state-reasons");
    let stops = reasons.iter().filter_map(|r| stops(r, state, printer));
    let worst = stops.min_by_key(|fault| Fault::ALL.iter().position(|f| f == fault));
    if let Some(fault) = worst {
        return Condition::Stopped(Trouble::with(fault, said));
    }
    if state == STOPPED {
        return Condition::Stopped(Trouble::with(Fault::Paused, said));
    }
    if state != IDLE && CUPS_FINDS_NOBODY.iter().any(|words| said.contains(words)) {
        return Condition::Stopped(Trouble::with(Fault::Off, said));
    }
    if printer.flag("printer-is-accepting-jobs") == Some(false) {
        return Condition::Stopped(Trouble::with(Fault::Busy, said));
    }
    let formats = printer.texts("document-format-supported");
    if !formats.is_empty() && !formats.iter().any(|format| format == "application/pdf") {
        return Condition::Stopped(Trouble::of(Fault::Format));
    }
    Condition::Ready
}

/// What CUPS says while it looks for the printer behind its queue. It gives no reason then, only words:
/// these, while it runs without a language of its own, as services do.
const CUPS_FINDS_NOBODY: [&str; 4] = [
    "unavailable at this time",
    "unreachable at this time",
    "is not responding",
    "Unable to locate printer",
];

/// `printer-state` of a printer that has nothing to do.
const IDLE: i32 = 3;

/// The fault in one reason, when it keeps papers from coming out.
fn stops(reason: &str, state: i32, printer: &Attributes<'_>) -> Option<Fault> {
    let (word, weight) = match reason.rsplit_once('-') {
        Some((word, weight @ ("error" | "warning" | "report"))) => (word, weight),
        // Without a word about its weight a reason is an error (RFC 8011, 5.4.12).
        _ => (reason, "error"),
    };
    // What CUPS hears of the printer behind its queue: `cups-remote-stopped`.
    let word = word.strip_prefix("cups-remote-").unwrap_or(word);
    let fault = reason_fault(word)?;
    // A warning of a printer that stands idle is about another tray, or about soon.
    let at_work = state != IDLE;
    let counts = match (weight, word) {
        // CUPS says this before every paper, and goes on saying it when nobody is there.
        (_, "connecting-to-device") => at_work && connects_long(printer),
        // CUPS reports what its printer does not answer, and never calls it an error.
        (_, "offline" | "shutdown" | "timed-out") => weight == "error" || at_work,
        ("report", _) => false,
        ("warning", _) => at_work,
        _ => true,
    };
    counts.then_some(fault)
}

/// Whether the printer has been in its state for longer than a connection takes.
fn connects_long(printer: &Attributes<'_>) -> bool {
    let since = printer.number("printer-state-change-time");
    match since.zip(printer.number("printer-up-time")) {
        Some((since, now)) => now.saturating_sub(since) >= TO_CONNECT,
        None => true,
    }
}

fn reason_fault(word: &str) -> Option<Fault> {
    Some(match word {
        "media-empty" | "input-tray-missing" | "media-low-and-empty" => Fault::NoPaper,
        "media-jam" => Fault::Jam,
        "cover-open" | "door-open" | "interlock-open" => Fault::CoverOpen,
        "toner-empty" | "marker-supply-empty" | "developer-empty" => Fault::NoInk,
        "media-needed" => Fault::OtherPaper,
        "shutdown" | "offline" | "connecting-to-device" | "timed-out" => Fault::Off,
        "paused"
        | "moving-to-paused"
        | "stopped-partly"
        | "stopping"
        | "output-area-full"
        | "output-tray-missing"
        | "marker-waste-full"
        | "fuser-over-temp"
        | "spool-area-full"
        | "stopped"
        | "cups-missing-filter"
        | "cups-insecure-filter"
        | "other" => Fault::Paused,
        _ => return None,
    })
}
/// The fault in a no, with the printer's own words.
pub fn said_no(answer: &Answer) -> Trouble {
    use StatusCode as S;
    let fault = match answer.status {
        S::ServerErrorBusy
        | S::ServerErrorNotAcceptingJobs
        | S::ServerErrorServiceUnavailable
        | S::ServerErrorTemporaryError => Fault::Busy,
        S::ClientErrorDocumentFormatNotSupported | S::ClientErrorDocumentFormatError => {
            Fault::Format
        }
        S::ClientErrorAttributesOrValuesNotSupported | S::ClientErrorConflictingAttributes => {
            Fault::Media
        }
        S::ClientErrorForbidden | S::ClientErrorNotAuthenticated | S::ClientErrorNotAuthorized => {
            Fault::Login
        }
        S::ClientErrorNotFound | S::ClientErrorGone => Fault::Missing,
        _ => Fault::Refused,
    };
    Trouble::with(fault, answer.words())
}

/// Why a job is held back, when somebody has to do something about it.
pub fn held(job: &Attributes<'_>) -> Option<Trouble> {
    let reasons = job.texts("job-state-reasons");
    let has = |word: &str| reasons.iter().any(|reason| reason == word);
    // Its paper is still on the way from us.
    if has("job-incoming") || has("job-data-insufficient") {
        return None;
    }
    let fault = match has("cups-held-for-authentication") {
        true => Fault::Login,
        false => Fault::Held,
    };
    Some(Trouble::with(fault, job_words(job)))
}

/// What the printer says about a job.
pub fn job_words(job: &Attributes<'_>) -> String {
    let words = ["job-printer-state-message", "job-state-message"]
        .into_iter()
        .flat_map(|name| job.texts(name))
        .find(|words| !words.is_empty());
    words.unwrap_or_else(|| job.texts("job-state-reasons").join(" "))
}
