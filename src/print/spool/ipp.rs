//! Network printers and queues of CUPS, by IPP over HTTP.
//!
//! No TLS: an office printer stands in the office's own network, and few have a certificate that says
//! anything. For a line that leaves the house, CUPS on this machine carries the paper.

use std::time::Duration;

use http::Uri;

use super::message::{Answer, Ask, Attributes, Value, question};
use super::{Condition, Fault, PrintJob, Progress, Sent, Spool, SpoolReceipt, Trouble};
use ::ipp::model::StatusCode;

/// Name under which papers are sent.
const WE: &str = "motcua";
/// How long a printer may take to say how it is.
const TO_SAY: Duration = Duration::from_millis(1_500);
/// How long a printer may take to be reached.
const TO_REACH: Duration = Duration::from_millis(1_200);
/// How long it may take to take a paper.
const TO_TAKE: Duration = Duration::from_secs(25);
/// Most bytes of an answer: a printer's list of itself is long, an endless one is a fault.
const ANSWER_MOST: usize = 4 << 20;

/// One printer.
#[derive(Clone, Debug)]
pub struct IppSpool {
    printer: Uri,
    url: String,
    http: reqwest::Client,
}

impl IppSpool {
    /// The printer at `address` (`ipp://host:631/ipp/print`); `None` when that is no address.
    #[must_use]
    pub fn at(address: &str) -> Option<Self> {
        let printer: Uri = address.trim().parse().ok()?;
        let host = printer.host().filter(|host| !host.is_empty())?;
        let port = printer.port_u16();
        let port = match printer.scheme_str()? {
            "ipp" => port.unwrap_or(631),
            "http" => port.unwrap_or(80),
            _ => return None,
        };
        let url = format!("http://{host}:{port}{}", printer.path());
        // A connection is never used twice: one that the printer has closed meanwhile would look like a
        // paper lost on its way.
        let http = reqwest::Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(TO_REACH)
            .build()
            .ok()?;
        Some(Self { printer, url, http })
    }

    /// Asks, with a paper behind the question or none.
    async fn ask(&self, question: Vec<u8>, patience: Duration) -> Result<Answer, Failed> {
        let call = self
            .http
            .post(&self.url)
            .header("Content-Type", "application/ipp")
            .timeout(patience)
            .body(question);
        let mut reply = call.send().await.map_err(Failed::of)?;
        let status = reply.status();
        if !status.is_success() {
            return Err(match status.is_client_error() {
                true => Failed::Refused(format!("HTTP {}", status.as_u16())),
                false => Failed::Lost,
            });
        }
        let mut bytes = Vec::new();
        while let Some(part) = reply.chunk().await.map_err(|_| Failed::Lost)? {
            bytes.extend_from_slice(&part);
            if bytes.len() > ANSWER_MOST {
                return Err(Failed::Lost);
            }
        }
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
                Value::Keywords(&["job-id", "job-state", "job-state-reasons"]),
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
        let state = answer.jobs().find_map(|job| job.number("job-state"));
        match state {
            Some(state) => self.progress(state).await,
            None => Progress::Unknown,
        }
    }

    /// `job-state` of RFC 8011, 5.3.7.
    async fn progress(&self, state: i32) -> Progress {
        match state {
            9 => Progress::Done,
            7 | 8 => Progress::Aborted,
            3..=6 => Progress::Printing(match self.condition().await {
                Condition::Ready => None,
                Condition::Stopped(trouble) => Some(trouble),
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
            Ok(answer) => Condition::Stopped(Trouble::with(Fault::Paused, answer.words())),
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
            Err(Failed::Unreached) => Sent::NotSent(Trouble::of(Fault::Off)),
            Err(Failed::Refused(said)) => Sent::Refused(Trouble::with(Fault::Refused, said)),
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
                Some((_, state)) => self.progress(*state).await,
                None => Progress::Unknown,
            },
        }
    }
}

/// An answer that says no (RFC 8011, 4.1.6): then no job was made.
fn refused(answer: &Answer) -> Sent {
    use StatusCode as S;
    let said = answer.words();
    match answer.status {
        S::ServerErrorBusy
        | S::ServerErrorNotAcceptingJobs
        | S::ServerErrorServiceUnavailable
        | S::ServerErrorTemporaryError => Sent::NotSent(Trouble::with(Fault::Busy, said)),
        S::ClientErrorDocumentFormatNotSupported | S::ClientErrorDocumentFormatError => {
            Sent::Refused(Trouble::with(Fault::Format, said))
        }
        S::ClientErrorAttributesOrValuesNotSupported | S::ClientErrorConflictingAttributes => {
            Sent::Refused(Trouble::with(Fault::Media, said))
        }
        S::ServerErrorInternalError
        | S::ServerErrorDeviceError
        | S::ServerErrorJobCanceled
        | S::UnknownStatusCode => Sent::Doubtful(Trouble::with(Fault::Aborted, said)),
        _ => Sent::Refused(Trouble::with(Fault::Refused, said)),
    }
}

/// `printer-state` and its reasons, worst first.
fn of_printer(printer: &Attributes<'_>) -> Condition {
    const STOPPED: i32 = 5;
    const IDLE: i32 = 3;
    let state = printer.number("printer-state").unwrap_or(IDLE);
    let mut found: Vec<Fault> = Vec::new();
    for reason in printer.texts("printer-state-reasons") {
        let (word, weight) = match reason.rsplit_once('-') {
            Some((word, weight @ ("error" | "warning" | "report"))) => (word, weight),
            // Without a word about its weight a reason is an error (RFC 8011, 5.4.12).
            _ => (reason.as_str(), "error"),
        };
        // A warning of a printer that stands idle is about another tray, or about soon.
        let stops = weight == "error" || (weight == "warning" && state != IDLE);
        if let Some(fault) = reason_fault(word).filter(|_| stops) {
            found.push(fault);
        }
    }
    found.sort_by_key(|fault| Fault::ALL.iter().position(|f| f == fault));
    if let Some(fault) = found.first() {
        return Condition::Stopped(Trouble::of(*fault));
    }
    if state == STOPPED {
        return Condition::Stopped(Trouble::of(Fault::Paused));
    }
    if printer.flag("printer-is-accepting-jobs") == Some(false) {
        return Condition::Stopped(Trouble::of(Fault::Busy));
    }
    let formats = printer.texts("document-format-supported");
    if !formats.is_empty() && !formats.iter().any(|format| format == "application/pdf") {
        return Condition::Stopped(Trouble::of(Fault::Format));
    }
    Condition::Ready
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
        | "other" => Fault::Paused,
        _ => return None,
    })
}

/// Why there is no answer.
enum Failed {
    /// No connection: nothing left this machine.
    Unreached,
    /// Not within the time.
    Slow,
    /// Broken off, or not understood.
    Lost,
    /// Not let in.
    Refused(String),
}

impl Failed {
    fn of(error: reqwest::Error) -> Self {
        if error.is_connect() {
            Self::Unreached
        } else if error.is_timeout() {
            Self::Slow
        } else {
            Self::Lost
        }
    }

    /// Of a question without a paper.
    fn trouble(self) -> Trouble {
        match self {
            Self::Unreached | Self::Lost => Trouble::of(Fault::Off),
            Self::Slow => Trouble::of(Fault::Hangs),
            Self::Refused(said) => Trouble::with(Fault::Refused, said),
        }
    }
}
