//! A printer that does what it is told to do wrong. Speaks IPP over HTTP on a port of its own.

use ipp::attribute::IppAttribute;
use ipp::model::{DelimiterTag, IppVersion, StatusCode};
use ipp::parser::IppParser;
use ipp::reader::IppReader;
use ipp::request::IppRequestResponse;
use ipp::value::IppValue;
use std::io::Read as _;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What goes wrong with the next Print-Job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trick {
    /// The line breaks when the paper is in; the printer prints it all the same.
    BreaksAndPrints,
    /// The line breaks when the paper is in; the printer throws it away.
    BreaksAndForgets,
    /// The line breaks half-way through the paper.
    BreaksHalfway,
    /// It says that it is busy.
    Busy,
    /// It says that it does not know PDF.
    NoPdf,
    /// Paper runs out once it has the job.
    RunsOut,
    /// Somebody cancels it at the printer.
    Cancelled,
}

#[derive(Debug, Clone)]
pub struct Job {
    pub id: i32,
    pub name: String,
    pub state: i32,
    pub copies: i32,
    pub media: String,
}

#[derive(Default)]
pub struct State {
    pub reasons: Vec<&'static str>,
    pub trick: Option<Trick>,
    /// It takes connections and never answers.
    pub hangs: bool,
    pub jobs: Vec<Job>,
    /// What came out: name and bytes, a copy each.
    pub sheets: Vec<(String, Vec<u8>)>,
    waiting: Vec<(i32, Vec<u8>)>,
    no_pdf: bool,
}

impl State {
    /// Prints what waits, unless something stops it.
    fn work(&mut self) {
        let stopped = self.reasons.iter().any(|r| r.ends_with("-error"));
        for job in &mut self.jobs {
            let at = self.waiting.iter().position(|(id, _)| *id == job.id);
            let Some(at) = at.filter(|_| matches!(job.state, 3..=6)) else {
                continue;
            };
            if stopped {
                job.state = 6;
                continue;
            }
            let (_, bytes) = self.waiting.remove(at);
            job.state = 9;
            for _ in 0..job.copies {
                self.sheets.push((job.name.clone(), bytes.clone()));
            }
        }
    }
}

pub struct FakePrinter {
    pub port: u16,
    state: Arc<Mutex<State>>,
    serving: Option<tokio::task::JoinHandle<()>>,
}

impl FakePrinter {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut printer = Self {
            port: listener.local_addr().unwrap().port(),
            state: Arc::default(),
            serving: None,
        };
        printer.serve(listener);
        printer
    }

    pub fn address(&self) -> String {
        format!("ipp://127.0.0.1:{}/ipp/print", self.port)
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Papers of that name that came out.
    pub fn out(&self, name: &str) -> usize {
        let mut state = self.state();
        state.work();
        state.sheets.iter().filter(|(n, _)| n == name).count()
    }

    pub async fn off(&mut self) {
        if let Some(serving) = self.serving.take() {
            serving.abort();
            drop(serving.await);
        }
    }

    pub async fn on(&mut self) {
        if self.serving.is_none() {
            let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
            self.serve(listener);
        }
    }

    /// Nothing wrong any more.
    pub async fn mend(&mut self) {
        self.on().await;
        let mut state = self.state();
        state.reasons.clear();
        state.trick = None;
        state.hangs = false;
        state.no_pdf = false;
        state.work();
    }

    fn serve(&mut self, listener: TcpListener) {
        let state = self.state.clone();
        self.serving = Some(tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(talk(line, state.clone()));
            }
        }));
    }
}

async fn talk(mut line: TcpStream, state: Arc<Mutex<State>>) {
    if state.lock().unwrap().hangs {
        tokio::time::sleep(std::time::Duration::from_secs(600)).await;
    }
    let trick = state.lock().unwrap().trick;
    let Some(body) = read(&mut line, trick == Some(Trick::BreaksHalfway)).await else {
        return;
    };
    let Some(answer) = answer(&body, &state) else {
        return;
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        answer.len()
    );
    drop(line.write_all(head.as_bytes()).await);
    drop(line.write_all(&answer).await);
    drop(line.shutdown().await);
}

/// The body of one request; with `half` the line is dropped in the middle of a paper.
async fn read(line: &mut TcpStream, half: bool) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut part = [0; 16 << 10];
    loop {
        let n = line.read(&mut part).await.ok()?;
        if n == 0 {
            return None;
        }
        bytes.extend_from_slice(&part[..n]);
        let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let length: usize = head
            .lines()
            .find_map(|l| l.strip_prefix("content-length: "))?
            .trim()
            .parse()
            .ok()?;
        if half && length > 2_000 {
            return None;
        }
        if bytes.len() >= end + 4 + length {
            return Some(bytes[end + 4..end + 4 + length].to_vec());
        }
    }
}

/// The bytes to answer with; `None` to break the line.
fn answer(body: &[u8], state: &Arc<Mutex<State>>) -> Option<Vec<u8>> {
    let parser = IppParser::new(IppReader::new(std::io::Cursor::new(body.to_vec())));
    let mut message = parser.parse().unwrap();
    let mut state = state.lock().unwrap();
    state.work();
    let operation = message.header().operation_or_status;
    let mut reply = Reply::ok();
    match operation {
        0x000b => printer(&mut reply, &state),
        0x0002 => {
            let mut paper = Vec::new();
            message.payload_mut().read_to_end(&mut paper).unwrap();
            return print(reply, &mut state, &message, paper);
        }
        0x0009 => {
            let wanted = number(&message, DelimiterTag::OperationAttributes, "job-id");
            match state.jobs.iter().find(|job| Some(job.id) == wanted) {
                Some(job) => reply.job(job),
                None => reply = Reply::no(StatusCode::ClientErrorNotFound),
            }
        }
        0x000a => {
            let which = text(&message, "which-jobs");
            let over = which == "completed";
            for job in state.jobs.iter().filter(|job| (job.state >= 7) == over) {
                reply.job(job);
            }
        }
        other => panic!("operation {other}"),
    }
    Some(reply.bytes())
}

fn printer(reply: &mut Reply, state: &State) {
    let stopped = state.reasons.iter().any(|r| r.ends_with("-error"));
    let tag = DelimiterTag::PrinterAttributes;
    reply.add(
        tag,
        "printer-state",
        IppValue::Enum(if stopped { 5 } else { 3 }),
    );
    let reasons = match state.reasons.as_slice() {
        [] => vec!["none"],
        some => some.to_vec(),
    };
    let words = reasons.iter().map(|r| IppValue::new_keyword(*r).unwrap());
    reply.add(
        tag,
        "printer-state-reasons",
        IppValue::Array(words.collect()),
    );
    reply.add(tag, "printer-is-accepting-jobs", IppValue::Boolean(true));
    let mut formats = vec![IppValue::new_mime_media_type("image/urf").unwrap()];
    if !state.no_pdf {
        formats.push(IppValue::new_mime_media_type("application/pdf").unwrap());
    }
    reply.add(tag, "document-format-supported", IppValue::Array(formats));
}

fn print(
    mut reply: Reply,
    state: &mut State,
    message: &IppRequestResponse,
    paper: Vec<u8>,
) -> Option<Vec<u8>> {
    assert!(
        paper.starts_with(b"%PDF-") && paper.ends_with(b"%%EOF"),
        "a whole paper"
    );
    let trick = state.trick.take();
    match trick {
        Some(Trick::Busy) => {
            return Some(Reply::no(StatusCode::ServerErrorBusy).bytes());
        }
        Some(Trick::NoPdf) => {
            let no = StatusCode::ClientErrorDocumentFormatNotSupported;
            return Some(Reply::no(no).bytes());
        }
        Some(Trick::BreaksAndForgets | Trick::BreaksHalfway) => return None,
        Some(Trick::RunsOut) => state.reasons = vec!["media-empty-error"],
        _ => {}
    }
    let job = Job {
        id: state.jobs.len() as i32 + 1,
        name: text(message, "job-name"),
        state: if trick == Some(Trick::Cancelled) {
            7
        } else {
            3
        },
        copies: number(message, DelimiterTag::JobAttributes, "copies").unwrap_or(1),
        media: media(message),
    };
    state.waiting.push((job.id, paper));
    reply.job(&job);
    state.jobs.push(job);
    match trick {
        Some(Trick::BreaksAndPrints) => None,
        _ => Some(reply.bytes()),
    }
}

fn media(message: &IppRequestResponse) -> String {
    let Some(group) = message.attributes().first_of(DelimiterTag::JobAttributes) else {
        return String::new();
    };
    let value = group.get("media").or(group.get("media-col"));
    value.map_or(String::new(), |a| format!("{:?}", a.value()))
}

fn text(message: &IppRequestResponse, name: &str) -> String {
    let group = message
        .attributes()
        .first_of(DelimiterTag::OperationAttributes)
        .unwrap();
    match group.get(name).unwrap().value() {
        IppValue::NameWithoutLanguage(name) => name.as_str().to_owned(),
        IppValue::Keyword(word) => word.as_str().to_owned(),
        other => panic!("{name}: {other:?}"),
    }
}

fn number(message: &IppRequestResponse, tag: DelimiterTag, name: &str) -> Option<i32> {
    match message.attributes().first_of(tag)?.get(name)?.value() {
        IppValue::Integer(number) => Some(*number),
        _ => None,
    }
}

struct Reply {
    message: IppRequestResponse,
    jobs: Vec<u8>,
}

impl Reply {
    fn ok() -> Self {
        Self::no(StatusCode::SuccessfulOk)
    }

    fn no(status: StatusCode) -> Self {
        let message = IppRequestResponse::new_response(IppVersion::v1_1(), status, 1).unwrap();
        Self {
            message,
            jobs: Vec::new(),
        }
    }

    fn add(&mut self, tag: DelimiterTag, name: &str, value: IppValue) {
        let attribute = IppAttribute::with_name(name, value).unwrap();
        self.message.attributes_mut().add(tag, attribute);
    }

    /// Each job is a group of its own.
    fn job(&mut self, job: &Job) {
        self.jobs.push(DelimiterTag::JobAttributes as u8);
        let name = IppValue::new_name_without_language(job.name.as_str()).unwrap();
        let pairs = [
            ("job-id", IppValue::Integer(job.id)),
            ("job-name", name),
            ("job-state", IppValue::Enum(job.state)),
        ];
        for (name, value) in pairs {
            let attribute = IppAttribute::with_name(name, value).unwrap();
            self.jobs.extend_from_slice(&attribute.to_bytes());
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.message.to_bytes().to_vec();
        assert_eq!(bytes.pop(), Some(DelimiterTag::EndOfAttributes as u8));
        bytes.extend_from_slice(&self.jobs);
        bytes.push(DelimiterTag::EndOfAttributes as u8);
        bytes
    }
}
