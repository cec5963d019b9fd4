//! The printers of an office, and which one gets which paper of which desk.

use serde::{Deserialize, Serialize};

use crate::text::fold;

/// How a printer takes its papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrinterKind {
    /// PDF by IPP: a network printer, or a queue of CUPS.
    Ipp,
    /// Raster by ESC/POS over TCP (usually port 9100): an 80 mm ticket printer.
    Raw9100,
    /// A file in a folder.
    Folder,
    /// A file, shown by a program of the desk.
    Viewer,
    /// A file, handed to a print program (`lp -d NAME`).
    Queue,
}

impl PrinterKind {
    /// Whether it says how it is: out of paper, jammed, off.
    #[must_use]
    pub fn tells_its_state(self) -> bool {
        matches!(self, Self::Ipp | Self::Raw9100)
    }
}

/// Who carries papers to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// The server: the printer is on the network.
    Server,
    /// The desk that asked: the printer hangs on its computer.
    Desk,
}

/// A tray.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tray {
    /// What the printer calls it: `tray-1`.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// One printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printer {
    /// Identifier in rules and jobs.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How it takes papers.
    pub kind: PrinterKind,
    /// Who carries papers to it.
    pub at: At,
    /// `ipp://host:631/ipp/print`, `host:9100`, a folder, a program, or the name of a queue; empty for
    /// what the desk was started with.
    #[serde(default)]
    pub address: String,
    /// By what a printer with TLS (`ipps://`) is known: a file of certificates beside this one, the
    /// certificates themselves as PEM, or the fingerprint of its own (`sha256:…`). Files are read when
    /// the printers are.
    #[serde(default)]
    pub certificate: String,
    /// Sizes of paper in it, as forms name them: `a4`, `a5`, `80mm`. None for any.
    #[serde(default)]
    pub papers: Vec<String>,
    /// Trays that may be chosen.
    #[serde(default, rename = "tray")]
    pub trays: Vec<Tray>,
    /// Whether a ticket printer answers questions about its state; some adapters only listen.
    #[serde(default = "yes")]
    pub answers: bool,
}

fn yes() -> bool {
    true
}

impl Printer {
    /// Whether papers go to it unencrypted.
    #[must_use]
    pub fn is_in_the_clear(&self) -> bool {
        let address = self.address.trim();
        !["ipps://", "https://"]
            .iter()
            .any(|s| address.starts_with(s))
    }

    /// The file in which its certificate is, when a file is named.
    #[must_use]
    pub fn certificate_file(&self) -> Option<&str> {
        let named = self.certificate.trim();
        let is_itself =
            named.is_empty() || named.starts_with("sha256:") || named.contains("-----BEGIN");
        (!is_itself).then_some(named)
    }

    /// Whether it takes paper of that size.
    #[must_use]
    pub fn takes(&self, size: &str) -> bool {
        self.papers.is_empty() || self.papers.iter().any(|paper| paper == size)
    }
}

/// Which printer a desk uses for a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Name of the desk as on its screen; any when empty.
    #[serde(default)]
    pub desk: String,
    /// Paper with or without its size: `mau-01`, `mau-01-a5`; any when empty.
    #[serde(default)]
    pub form: String,
    /// The printer.
    pub printer: String,
    /// Its tray; the printer's own choice when empty.
    #[serde(default)]
    pub tray: String,
    /// How many times the paper comes out.
    #[serde(default = "one")]
    pub copies: u32,
}

fn one() -> u32 {
    1
}

/// Most copies of one print.
pub const COPIES_MOST: u32 = 9;

/// All printers of an office; the first rule that fits counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printers {
    /// Printers.
    #[serde(default)]
    pub printer: Vec<Printer>,
    /// Rules, the first that fits counts.
    #[serde(default)]
    pub rule: Vec<Rule>,
}

impl Printers {
    /// The printer of that identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Printer> {
        self.printer.iter().find(|printer| printer.id == id)
    }

    /// The rule for a form (`mau-01-a5`) at a desk.
    #[must_use]
    pub fn rule_for(&self, desk: &str, form: &str) -> Option<&Rule> {
        let desk = fold(desk);
        let base = form.rsplit_once('-').map_or(form, |(base, _)| base);
        let size = form.rsplit_once('-').map_or("", |(_, size)| size);
        self.rule.iter().find(|rule| {
            let takes = self.get(&rule.printer).is_some_and(|p| p.takes(size));
            takes
                && (rule.desk.is_empty() || fold(&rule.desk) == desk)
                && (rule.form.is_empty() || rule.form == form || rule.form == base)
        })
    }

    /// Whether any of them prints tickets of 80 mm.
    #[must_use]
    pub fn prints_tickets(&self) -> bool {
        let mut all = self.printer.iter();
        all.any(|printer| printer.kind == PrinterKind::Raw9100)
    }

    /// What is wrong: text to find the line by, what, and how to mend it.
    #[must_use]
    pub fn faults(&self) -> Vec<(String, String, &'static str)> {
        let mut found = Vec::new();
        for (i, printer) in self.printer.iter().enumerate() {
            let earlier = &self.printer[..i];
            if let Some((what, mend)) = printer_fault(printer, earlier) {
                found.push((printer.id.clone(), what, mend));
            }
        }
        for rule in &self.rule {
            if let Some((row, what, mend)) = self.rule_fault(rule) {
                found.push((row, what, mend));
            }
        }
        let open = |rule: &Rule| rule.desk.is_empty() && rule.form.is_empty();
        if !self.rule.last().is_some_and(open) {
            found.push((
                "[[rule]]".into(),
                "chưa có dòng chung cho mọi quầy và mọi giấy".into(),
                "thêm ở cuối tệp [[rule]] chỉ ghi printer, không ghi desk, form",
            ));
        }
        found
    }

    fn rule_fault(&self, rule: &Rule) -> Option<(String, String, &'static str)> {
        let Some(printer) = self.get(&rule.printer) else {
            return Some((
                format!("printer = \"{}\"", rule.printer),
                format!("không có máy in “{}”", rule.printer),
                "sửa printer, hoặc thêm [[printer]]",
            ));
        };
        if !rule.tray.is_empty() && !printer.trays.iter().any(|tray| tray.id == rule.tray) {
            return Some((
                format!("tray = \"{}\"", rule.tray),
                format!("máy in “{}” không có khay “{}”", printer.id, rule.tray),
                "sửa tray, hoặc thêm [[printer.tray]]",
            ));
        }
        if !(1..=COPIES_MOST).contains(&rule.copies) {
            return Some((
                format!("copies = {}", rule.copies),
                format!("số bản {} không được", rule.copies),
                "ghi copies từ 1 đến 9",
            ));
        }
        None
    }
}

fn printer_fault(printer: &Printer, earlier: &[Printer]) -> Option<(String, &'static str)> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if printer.id.is_empty() || !printer.id.chars().all(plain) {
        let what = format!("mã máy in “{}” sai mẫu", printer.id);
        return Some((what, "chỉ dùng chữ thường không dấu, số và dấu gạch ngang"));
    }
    if earlier.iter().any(|other| other.id == printer.id) {
        let what = format!("mã máy in “{}” ghi hai lần", printer.id);
        return Some((what, "đổi id của một máy"));
    }
    if printer.name.trim().is_empty() {
        let what = format!("máy in “{}” chưa có tên", printer.id);
        return Some((what, "ghi name, ví dụ “Máy in Quầy 01”"));
    }
    let address = printer.address.trim();
    let (good, mend) = match printer.kind {
        PrinterKind::Ipp => (
            ["ipp://", "http://", "ipps://", "https://"]
                .iter()
                .any(|s| {
                    let host = address.strip_prefix(s).unwrap_or("");
                    !host.is_empty() && !host.starts_with(['/', ':'])
                }),
            "ghi address như ipp://192.168.1.20:631/ipp/print, hoặc ipps://… có certificate",
        ),
        PrinterKind::Raw9100 => {
            let port = address.rsplit_once(':').map(|(host, port)| {
                !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port > 0)
            });
            (port == Some(true), "ghi address như 192.168.1.30:9100")
        }
        PrinterKind::Queue => (!address.is_empty(), "ghi address là tên hàng đợi in"),
        PrinterKind::Folder | PrinterKind::Viewer => (
            printer.at == At::Desk || !address.is_empty(),
            "ghi address là thư mục trên máy chủ",
        ),
    };
    if !good {
        let what = format!("địa chỉ của máy in “{}” sai: “{address}”", printer.id);
        return Some((what, mend));
    }
    let is_secret = printer.kind == PrinterKind::Ipp && !printer.is_in_the_clear();
    match (is_secret, printer.certificate.trim().is_empty()) {
        (true, true) => {
            let what = format!("máy in “{}” mã hóa mà chưa khai chứng chỉ", printer.id);
            return Some((what, "ghi certificate: tệp .pem, hoặc vân tay sha256:…"));
        }
        (false, false) => {
            let what = format!("máy in “{}” khai chứng chỉ mà không mã hóa", printer.id);
            return Some((what, "đổi address thành ipps://…, hoặc bỏ certificate"));
        }
        _ => {}
    }
    if printer.kind == PrinterKind::Viewer && printer.at == At::Server {
        let what = format!("máy in “{}”: máy chủ không có màn hình", printer.id);
        return Some((what, "ghi at = \"desk\""));
    }
    if printer.kind == PrinterKind::Raw9100 && printer.papers != ["80mm"] {
        let what = format!("máy in vé “{}” chỉ in giấy 80 mm", printer.id);
        return Some((what, "ghi papers = [\"80mm\"]"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printers() -> Printers {
        toml::from_str(
            r#"
            [[printer]]
            id = "quay-01"
            name = "Máy in Quầy 01"
            kind = "ipp"
            at = "server"
            address = "ipp://10.0.0.2:631/ipp/print"
            papers = ["a4", "a5"]
            [[printer.tray]]
            id = "tray-2"
            name = "Khay 2 (A5)"
            [[printer]]
            id = "ve"
            name = "Máy in vé"
            kind = "raw9100"
            at = "desk"
            address = "10.0.0.3:9100"
            papers = ["80mm"]
            [[printer]]
            id = "tep"
            name = "Thư mục"
            kind = "folder"
            at = "desk"
            [[rule]]
            desk = "Quầy 01"
            form = "mau-01-a5"
            printer = "quay-01"
            tray = "tray-2"
            copies = 2
            [[rule]]
            desk = "Quầy 01"
            printer = "quay-01"
            [[rule]]
            form = "phieu-hen"
            printer = "ve"
            [[rule]]
            printer = "tep"
            "#,
        )
        .unwrap()
    }

    #[test]
    fn the_first_rule_that_fits_counts() {
        let printers = printers();
        assert_eq!(printers.faults(), []);
        let chosen = |desk: &str, form: &str| {
            let rule = printers.rule_for(desk, form).unwrap();
            (rule.printer.as_str(), rule.tray.as_str(), rule.copies)
        };
        assert_eq!(chosen("quay 01", "mau-01-a5"), ("quay-01", "tray-2", 2));
        assert_eq!(chosen("Quầy 01", "mau-01-a4"), ("quay-01", "", 1));
        // A printer without that paper is passed over.
        assert_eq!(chosen("Quầy 01", "phieu-hen-80mm"), ("ve", "", 1));
        assert_eq!(chosen("Quầy 02", "mau-01-a5"), ("tep", "", 1));
    }

    #[test]
    fn a_fault_says_where_what_and_how() {
        let mut wrong = printers();
        wrong.printer[0].address = "ipp://".into();
        wrong.printer[1].papers.clear();
        wrong.rule[0].tray = "tray-9".into();
        wrong.rule[2].copies = 0;
        wrong.rule.pop();
        let found: Vec<String> = wrong.faults().into_iter().map(|f| f.0).collect();
        assert_eq!(
            found,
            [
                "quay-01",
                "ve",
                "tray = \"tray-9\"",
                "copies = 0",
                "[[rule]]"
            ]
        );
    }
}
