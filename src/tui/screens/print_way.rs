//! Which printer, tray and number of copies, on the print screen: as the rules say until changed.

use crate::messages::say;
use crate::tui::api::{PaperWay, PrinterChoice};
use crate::tui::input::{Code, Key};

/// Most copies of one print.
const MOST: u32 = 9;

/// The choice.
#[derive(Debug, Clone, Default)]
pub struct WayPick {
    /// What the rules say for the chosen form, when it is known.
    rule: PaperWay,
    /// What was changed.
    own: Option<PaperWay>,
}

impl WayPick {
    /// What the rules say for the chosen form.
    pub fn ruled(&mut self, way: PaperWay) {
        self.rule = way;
        self.own = None;
    }

    /// What is asked for: nothing but what was changed.
    pub fn asked(&self) -> PaperWay {
        self.own.clone().unwrap_or_default()
    }

    /// Takes a key; answers whether it was one of ours.
    pub fn key(&mut self, key: Key, printers: &[PrinterChoice], size: &str) -> bool {
        if printers.len() < 2 && printers.iter().all(|p| p.trays.is_empty()) {
            return false;
        }
        let now = self.own.clone().unwrap_or_else(|| self.rule.clone());
        let copies = now.copies.unwrap_or(1);
        let next = match (key.typed(), key.code) {
            (Some('+'), _) => PaperWay {
                copies: Some((copies + 1).min(MOST)),
                ..now
            },
            (Some('-'), _) => PaperWay {
                copies: Some(copies.saturating_sub(1).max(1)),
                ..now
            },
            (_, Code::Left) => other_printer(now, printers, size, false),
            (_, Code::Right) => other_printer(now, printers, size, true),
            (_, Code::Tab) => other_tray(now, printers),
            _ => return false,
        };
        self.own = Some(next);
        true
    }

    /// The line under the forms; none where there is nothing to choose.
    pub fn words(&self, printers: &[PrinterChoice]) -> Option<String> {
        if printers.len() < 2 && printers.iter().all(|p| p.trays.is_empty()) {
            return None;
        }
        let way = self.own.as_ref().unwrap_or(&self.rule);
        let printer = printers.iter().find(|p| p.id == way.printer);
        let name = printer.map_or(say!("print_way.by_the_rules"), |p| p.name.as_str());
        let trays = printer.map_or(&[][..], |p| p.trays.as_slice());
        let tray = trays.iter().find(|(id, _)| *id == way.tray);
        let tray = tray.map_or(String::new(), |(_, name)| format!(" · {name}"));
        let more = if trays.is_empty() {
            ""
        } else {
            say!("print_way.tray_key")
        };
        Some(say!(
            "print_way.print_way",
            name,
            tray,
            copies = way.copies.unwrap_or(1),
            more
        ))
    }
}

fn other_printer(way: PaperWay, printers: &[PrinterChoice], size: &str, on: bool) -> PaperWay {
    let fitting: Vec<_> = printers.iter().filter(|p| p.takes(size)).collect();
    let count = fitting.len();
    if count == 0 {
        return way;
    }
    let at = fitting.iter().position(|p| p.id == way.printer);
    let next = match (at, on) {
        (None, _) => 0,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    };
    PaperWay {
        printer: fitting[next].id.clone(),
        tray: String::new(),
        copies: way.copies,
    }
}

fn other_tray(way: PaperWay, printers: &[PrinterChoice]) -> PaperWay {
    let printer = printers.iter().find(|p| p.id == way.printer);
    let trays = printer.map_or(&[][..], |p| p.trays.as_slice());
    let at = trays.iter().position(|(id, _)| *id == way.tray);
    let next = match at {
        None => trays.first(),
        Some(at) => trays.get(at + 1),
    };
    PaperWay {
        tray: next.map_or(String::new(), |(id, _)| id.clone()),
        ..way
    }
}
