//! Papers on their way and printers, in the words of the screens.

/// What is on its way for this desk, and how its printers are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Printing {
    /// One sentence about what was just asked for; empty after a mere look.
    pub said: String,
    /// Papers that are not out, oldest first.
    pub papers: Vec<JobLine>,
    /// Printers that may be chosen.
    pub printers: Vec<PrinterChoice>,
    /// What stops a printer of this desk.
    pub trouble: Option<PrinterTrouble>,
    /// Whether it is worth asking again soon.
    pub watch: bool,
}

/// A printer that does not print.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PrinterTrouble {
    /// `MC-nnnn`.
    pub code: String,
    /// Name of the printer.
    pub printer: String,
    /// Two or three words: “hết giấy”.
    pub words: String,
    /// What to do.
    pub mend: String,
}

/// A paper on its way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JobLine {
    /// Its number.
    pub id: i64,
    /// Title of the form.
    pub title: String,
    /// Size of paper: `a5`.
    pub size: String,
    /// Code of the dossier; empty when it is about none.
    pub code: String,
    /// Which print it is, from 1: the original.
    pub number: i64,
    /// `queued`, `sent`, `doubtful`, `failed`.
    pub state: String,
    /// State in words, with what is wrong.
    pub words: String,
    /// What to do; empty for nothing.
    pub mend: String,
    /// Name of the printer.
    pub printer: String,
    /// Who asked, and when: `Lê Văn Minh 09:41`.
    pub asked: String,
}

impl JobLine {
    /// Whether somebody must say what happened.
    pub fn is_doubtful(&self) -> bool {
        self.state == "doubtful"
    }

    /// Whether it may be sent elsewhere or given up: nothing of it came out.
    pub fn is_free(&self) -> bool {
        matches!(self.state.as_str(), "queued" | "failed")
    }
}

/// A printer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PrinterChoice {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Sizes of paper in it; none for any.
    pub papers: Vec<String>,
    /// Trays: id and name.
    pub trays: Vec<(String, String)>,
}

impl PrinterChoice {
    /// Whether it takes paper of that size.
    pub fn takes(&self, size: &str) -> bool {
        self.papers.is_empty() || self.papers.iter().any(|paper| paper == size)
    }
}

/// Where a paper goes: printer, tray, copies. Empty and none: as the rules say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaperWay {
    /// Printer.
    pub printer: String,
    /// Tray.
    pub tray: String,
    /// How many times it comes out.
    pub copies: Option<u32>,
}
