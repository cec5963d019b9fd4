//! Papers on their way out, and the printers they go to.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{HandOverPrint, RegisterPrint};

/// Body of `POST /api/print-jobs`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PrintOrder {
    /// What the paper is about: `dossier`, `slip`, `receipt`, `refund`, `shift`, `post_list`; `register`
    /// or `hand_over` for a paper of many dossiers.
    pub what: String,
    /// Code of the dossier, or identifier of the other; empty for a paper of many dossiers.
    pub which: String,
    /// Of a `register`: its days and its book. The reason is the order's.
    pub register: Option<RegisterPrint>,
    /// Of a `hand_over`: its dossiers and who gets them. The reason is the order's.
    pub hand_over: Option<HandOverPrint>,
    /// Form id: `mau-01-a5`; empty for a paper of many dossiers.
    pub form: String,
    /// Why it is printed again, from the second print on.
    pub reason: String,
    /// The desk that asks, as on its screen: rules choose the printer by it.
    pub desk: String,
    /// Another printer than the rules say.
    pub printer: String,
    /// Another tray.
    pub tray: String,
    /// Another number of copies.
    pub copies: Option<u32>,
}

/// One paper on its way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct PrintJobView {
    /// Its number.
    pub id: i64,
    /// Title of the form.
    pub title: String,
    /// Form id.
    pub form: String,
    /// Code of the dossier; empty when it is about none.
    pub code: String,
    /// Which print of the paper, from 1: the original.
    pub number: i64,
    /// `queued`, `sent`, `printed`, `doubtful`, `failed`, `cancelled`.
    pub state: String,
    /// The same in words.
    pub state_words: String,
    /// Printer.
    pub printer: String,
    /// Its name.
    pub printer_name: String,
    /// Who carries it: `server` or `desk`.
    pub place: String,
    /// Tray; empty for the printer's own choice.
    pub tray: String,
    /// How many times it comes out.
    pub copies: u32,
    /// Code of what is wrong; empty for nothing.
    pub fault: String,
    /// The same in two or three words.
    pub fault_words: String,
    /// What to do about it.
    pub mend: String,
    /// What the printer said, when it said something.
    pub said: String,
    /// The desk that asked.
    pub desk: String,
    /// Who asked.
    pub officer: String,
    /// When, local time.
    pub asked_at: String,
    /// The printer, when a desk carries to it.
    pub carrier: Option<PrinterView>,
}

/// Answer of `GET /api/print-jobs`: what is on its way for a desk, and how its printers are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct PrintState {
    /// Papers that are not out, oldest first.
    pub jobs: Vec<PrintJobView>,
    /// Printers of this desk.
    pub printers: Vec<PrinterView>,
    /// Whether one of them says how it is: then it is worth asking again soon.
    pub watch: bool,
}

/// A printer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct PrinterView {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// `ipp`, `raw9100`, `folder`, `viewer`, `queue`.
    pub kind: String,
    /// Who carries papers to it: `server` or `desk`.
    pub place: String,
    /// Its address, for the desk that carries to it; empty otherwise.
    pub address: String,
    /// By what a printer with TLS is known, for the desk that carries to it: PEM, or a fingerprint.
    pub certificate: String,
    /// Whether a ticket printer answers questions.
    pub answers: bool,
    /// Sizes of paper in it; none for any.
    pub papers: Vec<String>,
    /// Trays: id and name.
    pub trays: Vec<TrayView>,
    /// Code of what stops it, as far as the server knows; empty for nothing.
    pub fault: String,
    /// The same in two or three words.
    pub fault_words: String,
    /// What to do about it.
    pub mend: String,
    /// Whether the rules send a paper of this desk to it.
    pub used: bool,
}

/// A tray.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct TrayView {
    /// What the printer calls it.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// Answer of `GET /api/print-way`: where a form of a desk goes by the rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct PrintWay {
    /// Printer.
    pub printer: String,
    /// Tray; empty for the printer's own choice.
    pub tray: String,
    /// How many times it comes out.
    pub copies: u32,
}

/// Body of `POST /api/print-jobs/{id}/take`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PrintTake {
    /// A name that no other carrier has.
    pub holder: String,
}

/// Answer of `POST /api/print-jobs/{id}/take`: the paper, or nothing when it is not to be sent now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct PrintPaper {
    /// Its name at the printer and as a file.
    pub name: String,
    /// The PDF, or the dots of a ticket, two hexadecimal digits a byte.
    pub content: String,
    /// How many times it comes out.
    pub copies: u32,
    /// Tray.
    pub tray: String,
    /// Size of the paper.
    pub size: String,
    /// It was sent before.
    pub tried: bool,
}

/// Body of `POST /api/print-jobs/{id}/report`: what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PrintReport {
    /// The carrier.
    pub holder: String,
    /// `held`, `unsent`, `refused`, `printing`, `printed`, `doubtful`.
    pub told: String,
    /// Code of what is wrong; empty for nothing.
    pub fault: String,
    /// What the printer said.
    pub said: String,
    /// Its number at the printer.
    pub number: String,
}

/// Answer of `POST /api/print-jobs/{id}/report`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct PrintReported {
    /// Whether it is still this carrier's.
    pub mine: bool,
}

/// Body of `POST /api/print-jobs/{id}/answer`: “đã ra giấy chưa?”.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintAnswer {
    /// The paper came out; otherwise none did, and the same paper waits again.
    pub out: bool,
}

/// Body of `POST /api/print-jobs/{id}/send`: send it elsewhere, or again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PrintElsewhere {
    /// Printer; empty for the same.
    pub printer: String,
    /// Tray; empty for the printer's own choice.
    pub tray: String,
    /// How many times it comes out; as before when none.
    pub copies: Option<u32>,
    /// The desk that takes it over; empty for the same.
    pub desk: String,
}
