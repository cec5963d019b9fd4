//! Network printers and queues of CUPS, by IPP over HTTP, in the clear or within TLS.

use std::time::Duration;

use http::Uri;

use super::line::{Failed, Line};
use super::message::{Answer, Ask, Attributes, Value, question};
use super::said::{held, job_words, of_printer, said_no};
use super::{Condition, Fault, PrintJob, Progress, Sent, Spool, SpoolReceipt, Trouble};
use ::ipp::model::StatusCode;

/// Name under which papers are sent. CUPS shows the names of jobs to whoever sent them, so every question
/// says it too.
const WE: &str = "motcua";
/// How long a printer may take to say how it is.
const TO_SAY: Duration = Duration::from_millis(1_500);
/// How long it may take to take a paper.
const TO_TAKE: Duration = Duration::from_secs(25);
/// One printer.
#[derive(Clone, Debug)]
pub struct IppSpool {
    printer: Uri,
    line: Line,
}

impl IppSpool {
    /// The printer at `address` (`ipp://host:631/ipp/print`, a queue of CUPS
    /// `ipp://host:631/printers/NAME`); with `ipps://` its `certificate` as PEM, or its fingerprint
    /// (`sha256:…`). `None` when that is no address, or nothing by which a printer with TLS is known.
    #[must_use]
    pub fn at(address: &str, certificate: &str) -> Option<Self> {
        let printer: Uri = address.trim().parse().ok()?;
        let line = Line::to(&printer, certificate)?;
        Some(Self { printer, line })
    }

    /// Asks, with a paper behind the question or none.
    async fn ask(&self, question: Vec<u8>, patience: Duration) -> Result<Answer, Failed> {
        let bytes = self.line.ask(question, patience).await?;
        Answer::read(&bytes).map_err(|_| Failed::Lost)
    }

    /// The jobs of this name that the printer knows, the newest first: number and state.
    async fn known(&self, name: &str) -> Result<Vec<(i32, i32)>, Failed> {
        let mut found = Vec::new();
        for which in ["not-completed", "completed"] {
            let operation = [
                ("requesting-user-name", Value::Name(WE)),
                ("which-jobs", Value::Keyword(which)),
                (
                    "requested-attributes",
                    Value::Keywords(&["job-id", "job-name", "job-state"]),
                ),
            ];
            let ask = question(Ask::Jobs, &self.printer, &operation, &[]);
            let answer = self.ask(ask.map_err(|_| Failed::Lost)?, TO_SAY).await?;
            // Who does not say what it has may have the paper; who cannot say is not asked.
            let is_told = answer.status.is_success()
                || answer.status == StatusCode::ServerErrorOperationNotSupported;
            if !is_told {
                return Err(Failed::Refused(said_no(&answer)));
            }
            for job in answer.jobs() {
                let pair = job.number("job-id").zip(job.number("job-state"));
                if job.texts("job-name").iter().any(|n| n == name) {
                    found.extend(pair);
                }
            }
        }
        found.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        Ok(found)
    }

    async fn job(&self, number: i32) -> Progress {
        let operation = [
            ("job-id", Value::Number(number)),
            ("requesting-user-name", Value::Name(WE)),
            (
                "requested-attributes",
                Value::Keywords(&[
                    "job-id",
                    "job-state",
                    "job-state-reasons",
                    "job-state-message",
                    "job-printer-state-message",
                ]),
            ),
        ];
        let Ok(ask) = question(Ask::JobAttributes, &self.printer, &operation, &[]) else {
            return Progress::Unknown;
        };
        let answer = match self.ask(ask, TO_SAY).await {
            Ok(answer) => answer,
            Err(_) => return Progress::Unreachable,
        };
        if !answer.status.is_success() {
            return Progress::Unknown;
        }
        let found = answer.jobs().next();
        match found {
            Some(job) => self.progress(&job).await,
            None => Progress::Unknown,
        }
    }

    /// `job-state` of RFC 8011, 5.3.7, and why.
    async fn progress(&self, job: &Attributes<'_>) -> Progress {
        const HELD: i32 = 4;
        const STOPPED: i32 = 6;
        let state = job.number("job-state").unwrap_or_default();
        match state {
            9 => Progress::Done,
            7 | 8 => Progress::Aborted(Trouble::with(Fault::Aborted, job_words(job))),
            3..=6 => Progress::Printing(match self.condition().await {
                Condition::Stopped(trouble) => Some(trouble),
                Condition::Ready if state == HELD => held(job),
                Condition::Ready if state == STOPPED => {
                    Some(Trouble::with(Fault::Paused, job_words(job)))
                }
                Condition::Ready => None,
            }),
            _ => Progress::Unknown,
        }
    }

    /// What became of an earlier try: `None` when the printer knows nothing of it.
    async fn earlier(&self, name: &str) -> Option<Sent> {
        let known = match self.known(name).await {
            Ok(known) => known,
            Err(failed) => return Some(Sent::NotSent(failed.trouble())),
        };
        if known.iter().any(|(_, state)| *state == 9) {
            return Some(Sent::Done(SpoolReceipt::default()));
        }
        let alive = known.iter().find(|(_, state)| (3..=6).contains(state));
        alive.map(|(number, _)| Sent::Accepted(number.to_string()))
    }

    fn print_question(&self, job: &PrintJob) -> Option<Vec<u8>> {
        let operation = [
            ("requesting-user-name", Value::Name(WE)),
            ("job-name", Value::Name(&job.name)),
            ("document-format", Value::Mime("application/pdf")),
        ];
        let mut wanted = vec![(
            "copies",
            Value::Number(i32::try_from(job.copies.max(1)).unwrap_or(1)),
        )];
        let media = media(&job.size);
        match (media, job.tray.is_empty()) {
            (Some((name, _, _)), true) => wanted.push(("media", Value::Keyword(name))),
            (Some((_, x, y)), false) => {
                wanted.push(("media-col", Value::Media(x, y, &job.tray)));
            }
            (None, _) => {}
        }
        let mut bytes = question(Ask::PrintJob, &self.printer, &operation, &wanted).ok()?;
        bytes.extend_from_slice(&job.content);
        Some(bytes)
    }
}

/// Self-describing name of a size (PWG 5101.1), width and height in hundredths of a millimetre.
fn media(size: &str) -> Option<(&'static str, i32, i32)> {
    match size {
        "a4" => Some(("iso_a4_210x297mm", 21_000, 29_700)),
        "a5" => Some(("iso_a5_148x210mm", 14_800, 21_000)),
        _ => None,
    }
}

impl Spool for IppSpool {
    async fn condition(&self) -> Condition {
        let operation = [
            ("requesting-user-name", Value::Name(WE)),
            (
                "requested-attributes",
                Value::Keywords(&[
                    "printer-state",
                    "printer-state-reasons",
                    "printer-state-message",
                    "printer-state-change-time",
                    "printer-up-time",
                    "printer-is-accepting-jobs",
                    "document-format-supported",
                ]),
            ),
        ];
        let Ok(ask) = question(Ask::PrinterAttributes, &self.printer, &operation, &[]) else {
            return Condition::Stopped(Trouble::of(Fault::Off));
        };
        match self.ask(ask, TO_SAY).await {
            Ok(answer) if answer.status.is_success() => of_printer(&answer.printer()),
            Ok(answer) => Condition::Stopped(said_no(&answer)),
            Err(failed) => Condition::Stopped(failed.trouble()),
        }
    }

    async fn send(&self, job: &PrintJob) -> Sent {
        if job.tried
            && let Some(sent) = self.earlier(&job.name).await
        {
            return sent;
        }
        let Some(question) = self.print_question(job) else {
            return Sent::Refused(Trouble::of(Fault::Refused));
        };
        match self.ask(question, TO_TAKE).await {
            Ok(answer) if answer.status.is_success() => {
                match answer.jobs().find_map(|job| job.number("job-id")) {
                    Some(number) => Sent::Accepted(number.to_string()),
                    None => Sent::Doubtful(Trouble::of(Fault::Silent)),
                }
            }
            Ok(answer) => refused(&answer),
            Err(Failed::Before(trouble)) => Sent::NotSent(trouble),
            Err(Failed::Refused(trouble)) => Sent::Refused(trouble),
            Err(Failed::Slow) => Sent::Doubtful(Trouble::of(Fault::Hangs)),
            Err(Failed::Lost) => Sent::Doubtful(Trouble::of(Fault::Lost)),
        }
    }

    async fn trace(&self, name: &str, number: &str) -> Progress {
        if let Ok(number) = number.parse() {
            return self.job(number).await;
        }
        match self.known(name).await {
            Err(_) => Progress::Unreachable,
            Ok(known) if known.iter().any(|(_, state)| *state == 9) => Progress::Done,
            Ok(known) => match known.first() {
                Some((number, _)) => self.job(*number).await,
                None => Progress::Unknown,
            },
        }
    }
}

/// An answer that says no (RFC 8011, 4.1.6): then no job was made.
fn refused(answer: &Answer) -> Sent {
    use StatusCode as S;
    match answer.status {
        S::ServerErrorBusy
        | S::ServerErrorNotAcceptingJobs
        | S::ServerErrorServiceUnavailable
        | S::ServerErrorTemporaryError => Sent::NotSent(said_no(answer)),
        S::ServerErrorInternalError
        | S::ServerErrorDeviceError
        | S::ServerErrorJobCanceled
        | S::UnknownStatusCode => Sent::Doubtful(Trouble::with(Fault::Aborted, answer.words())),
        _ => Sent::Refused(said_no(answer)),
    }
}
