//! What the screens ask of the server and what they get back, in the words of the screens.
//!
//! The screens know nothing of HTTP: they hand out an [`Ask`] as an effect and later receive the
//! [`Reply`] (or a [`Failure`]) with the ticket they were given. One file binds this to the real
//! client; tests bind it to made-up data.

mod changes;
mod files;
pub mod http;
mod flow;
mod parts;
mod rewrite;
mod printing;
mod table;
mod people;
#[cfg(test)]
pub mod sample;

pub use changes::*;
pub use files::*;
pub use flow::*;
pub use parts::*;
pub use people::*;
pub use printing::*;
pub use rewrite::*;
pub use table::*;

use crate::messages::say;
use crate::text::Secret;
use crate::tui::index::Index;
use crate::wire::{
    CloseShiftRequest, CollectRequest, DayBookView, ExemptRequest, FeeSheet, OpenShiftRequest,
};

/// Ties an answer to the screen that asked.
pub type Ticket = u64;

/// A question to the server.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Who is at this desk, and the server's clock.
    Seat,
    /// All procedures, for the search on this desk.
    Catalogue,
    /// Everything the intake of one procedure needs.
    Sheet(String),
    /// When a dossier received now, with this limit (`2d`, `½d`, …), would be due.
    Due(String),
    /// The lists of this officer's role.
    Lists,
    /// One page of a list of the desk screen: the first, or the one after a cursor; with words, only
    /// the rows that hold them.
    List {
        /// Which list.
        list: String,
        /// Words without accents; empty for all rows.
        words: String,
        /// Where the page begins.
        after: Option<String>,
    },
    /// Receive a dossier; the draft's id makes a second sending harmless.
    Receive(Box<Intake>),
    /// One dossier, whole.
    Dossier(String),
    /// What a dossier holds, to be corrected.
    Held(String),
    /// What a correction would make different.
    CorrectionPreview(Box<Intake>),
    /// Correct a dossier: its reason is in the intake.
    Correct(Box<Intake>),
    /// What putting a dossier under the rules of today would make different.
    ConversionPreview(String),
    /// Put a dossier under the rules of today.
    Convert(Box<ConvertOrder>),
    /// An act on a dossier.
    Act(Box<ActRequest>),
    /// The first of several acts that one dossier of a list allows.
    ActOn(Box<ActOn>),
    /// Why a step may be late.
    LateReasons,
    /// Officers who may get all of these dossiers by an act.
    Colleagues {
        /// Codes.
        codes: Vec<String>,
        /// The act: some leave a dossier at its step, others take it to the next.
        act: String,
    },
    /// Search for anything.
    Find(String),
    /// Who is known by this name or number, and what they handed in today of this procedure.
    Applicants(String, String),
    /// The text of a form, before printing it.
    Preview {
        /// What is printed.
        subject: Subject,
        /// Form id.
        form: String,
    },
    /// Print a form.
    Print {
        /// What is printed.
        subject: Subject,
        /// Form id.
        form: String,
        /// Why it is printed again; empty for a first print.
        reason: String,
        /// Makes a second sending harmless.
        key: String,
        /// Where it goes.
        way: PaperWay,
    },
    /// What is on its way, and how the printers are.
    Printing,
    /// Where a form goes by the rules.
    PrintWay(String),
    /// “Đã ra giấy chưa?”: the officer's answer.
    PaperOut {
        /// The paper.
        id: i64,
        /// Makes a second sending harmless.
        key: String,
        /// It came out.
        out: bool,
    },
    /// Give a paper up.
    DropPaper {
        /// The paper.
        id: i64,
        /// Makes a second sending harmless.
        key: String,
    },
    /// Send a paper to another printer, or again.
    SendPaper {
        /// The paper.
        id: i64,
        /// Makes a second sending harmless.
        key: String,
        /// Printer; empty for the same.
        printer: String,
    },
    /// Fees of one dossier.
    Fees(String),
    /// Take money.
    Collect {
        /// Dossier code.
        code: String,
        /// Makes a second sending harmless.
        key: String,
        /// What is taken.
        request: Box<CollectRequest>,
    },
    /// Exempt what is owed.
    Exempt {
        /// Dossier code.
        code: String,
        /// Makes a second sending harmless.
        key: String,
        /// Ground and paper.
        request: ExemptRequest,
    },
    /// The day-book of the open shift.
    Till,
    /// Open a shift.
    OpenShift {
        /// Makes a second sending harmless.
        key: String,
        /// Cash at opening.
        request: OpenShiftRequest,
    },
    /// Close a shift.
    CloseShift {
        /// The shift.
        id: i64,
        /// Makes a second sending harmless.
        key: String,
        /// What was counted.
        request: CloseShiftRequest,
    },
    /// Files and results of a dossier.
    Files(String),
    /// Attach a file of this machine; finish the result it is, when it is one.
    Attach(Box<AttachRequest>),
    /// Save a file beside the papers printed and hand it to the office's viewer.
    OpenFile {
        /// Code of the dossier.
        dossier: String,
        /// The file.
        id: i64,
        /// Its name.
        name: String,
    },
    /// What to see and check before a result is handed back.
    ReturnSheet(String),
    /// Hand a result back to somebody who is there.
    HandBack(Box<HandBack>),
    /// The demonstration officers.
    Officers,
    /// Go on as another officer (demonstration office), or in another of the own roles.
    SitDown(String),
    /// A table of the office.
    Table(TableOf),
    /// Something that a table, or a screen, offers to do.
    Order(Box<OrderRequest>),
    /// The processes of the office.
    Flows,
    /// One process.
    Flow(String),
    /// Who usually gets a step.
    Staff(StaffOrder),
    /// The changes of the catalogue.
    Changes,
    /// The second person's answer to a change.
    DecideChange {
        /// Its number.
        id: i64,
        /// Makes a second sending harmless.
        key: String,
        /// `approve` or `refuse`.
        verdict: String,
        /// Why.
        reason: String,
    },
    /// Sign in, or unlock, by password.
    SignIn {
        /// Official e-mail.
        officer: String,
        /// Password.
        password: Secret,
    },
    /// Sign in, or unlock, by staff card.
    CardSignIn {
        /// What the card says.
        card: Secret,
    },
    /// Another password for oneself.
    ChangePassword {
        /// The one in use.
        old: Secret,
        /// The one to be.
        new: Secret,
    },
}

/// What the server answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// To [`Ask::Seat`], [`Ask::SitDown`], [`Ask::SignIn`] and [`Ask::ChangePassword`].
    Seat(Seat),
    /// To [`Ask::Catalogue`].
    Catalogue(Box<Index>),
    /// To [`Ask::Sheet`].
    Sheet(Box<ProcedureSheet>),
    /// To [`Ask::Due`].
    Due(Due),
    /// To [`Ask::Lists`].
    Lists(Vec<ListTab>),
    /// To [`Ask::List`]: the rows, and the cursor of the page that follows.
    List(Vec<DossierLine>, Option<String>),
    /// To [`Ask::Held`].
    Held(Box<Held>),
    /// To [`Ask::CorrectionPreview`] and [`Ask::ConversionPreview`].
    Differences(Differences),
    /// To [`Ask::Receive`] and [`Ask::Correct`].
    Received(Received),
    /// To [`Ask::Dossier`].
    Dossier(Box<DossierSheet>),
    /// To [`Ask::Act`] and [`Ask::Convert`]: one sentence, and the dossier after the act (none after guidance).
    Acted(String, Option<Box<DossierSheet>>),
    /// To [`Ask::ActOn`]: one sentence, and the version after.
    ActedOn(String, i64),
    /// To [`Ask::LateReasons`]: code and label.
    LateReasons(Vec<(String, String)>),
    /// To [`Ask::Colleagues`]: login name, and name with post.
    Colleagues(Vec<(String, String)>),
    /// To [`Ask::Find`].
    Found(Found),
    /// To [`Ask::Applicants`]: people, who came last first, and codes of today.
    Applicants(Vec<KnownPerson>, Vec<String>),
    /// To [`Ask::Preview`].
    Preview(Vec<String>),
    /// To [`Ask::Print`] and [`Ask::OpenFile`]: where it went.
    Printed(Printed),
    /// To [`Ask::Printing`] and what moves a paper.
    Printing(Box<Printing>),
    /// To [`Ask::PrintWay`].
    PrintWay(PaperWay),
    /// To [`Ask::Fees`].
    Fees(Box<FeeSheet>),
    /// To [`Ask::Till`]: none when no shift is open.
    Till(Option<Box<DayBookView>>),
    /// To what moves money: one sentence.
    Money(String),
    /// To [`Ask::Files`].
    Files(Box<FilesSheet>),
    /// To [`Ask::Attach`]: one sentence.
    Attached(String),
    /// To [`Ask::ReturnSheet`].
    ReturnSheet(Box<HandBackSheet>),
    /// To [`Ask::HandBack`]: one sentence.
    HandedBack(String),
    /// To [`Ask::Officers`].
    Officers(Vec<OfficerLine>),
    /// To [`Ask::Table`].
    Table(Box<Table>),
    /// To [`Ask::Order`].
    Ordered(Box<Ordered>),
    /// To [`Ask::Flows`].
    Flows(Vec<FlowRow>),
    /// To [`Ask::Flow`] and [`Ask::Staff`]: the process as it is now.
    Flow(Box<FlowSheet>),
    /// To [`Ask::Changes`], newest first.
    Changes(Vec<ChangeSheet>),
    /// To [`Ask::DecideChange`]: one sentence.
    Decided(String),
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, thiserror::Error)]
#[error("{code} {text}")]
pub struct Failure {
    /// `MC-nnnn`.
    pub code: String,
    /// What happened, what is safe, what to do.
    pub text: String,
    /// Whether the server was never reached or never answered: sending again is harmless.
    pub unreachable: bool,
    /// HTTP status; 0 when there was no answer.
    pub status: u16,
    /// Fields the server could not take: path and what to mend.
    pub fields: Vec<(String, String)>,
}

impl Ask {
    /// What is being done while it is under way, for somebody who waits.
    pub fn doing(&self) -> &'static str {
        match self {
            Self::Receive(_) => say!("api.sending_dossier"),
            Self::Act(_) | Self::ActOn(_) | Self::Order(_) => say!("api.recording_act"),
            Self::HandBack(_) => say!("api.recording_return"),
            Self::Find(_) | Self::Applicants(..) => say!("api.finding"),
            Self::Preview { .. } => say!("api.making_preview"),
            Self::Print { .. } => say!("api.printing"),
            Self::Attach(_) => say!("api.sending_file"),
            Self::OpenFile { .. } => say!("api.loading_file"),
            Self::Collect { .. } | Self::Exempt { .. } => say!("api.recording_fees"),
            Self::Lists | Self::List { .. } => say!("api.loading_list"),
            Self::Catalogue | Self::Sheet(_) => say!("api.loading_procedures"),
            Self::Due(_) => say!("api.counting_due"),
            _ => say!("api.asking_server"),
        }
    }
}

/// Carries an [`Ask`] to the server; called on the effect runner's threads, never on the UI loop.
pub trait Api: Send + Sync + 'static {
    /// Answers one question.
    fn ask(&self, ask: Ask) -> impl Future<Output = Result<Reply, Failure>> + Send;
}
