//! Giấy đang chờ in: what this desk has on its way, and what can be done about each paper.

use ratatui::layout::{Position, Rect};

use super::Show;
use super::paper_out::say_out;
use crate::messages::say;
use crate::tui::api::{Ask, JobLine, PrinterChoice};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::pen::{elide_middle, wrap};
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::Pick;

/// Rows at the foot for what to do about the chosen paper.
const FOOT: u16 = 3;

/// The list.
#[derive(Default)]
pub struct Papers {
    pick: Pick,
    /// Printers offered for the chosen paper, while one is being chosen.
    printers: Option<(Vec<PrinterChoice>, Pick)>,
}

impl Papers {
    /// The list, with a fresh look at it.
    pub fn open(shared: &mut Shared) -> Self {
        shared.look_at_printing();
        Self::default()
    }

    /// Leaves the choice of a printer; `false` when none is being made.
    pub fn back(&mut self) -> bool {
        self.printers.take().is_some()
    }

    fn chosen<'a>(&self, shared: &'a Shared) -> Option<&'a JobLine> {
        shared.printing.seen.papers.get(self.pick.at)
    }

    fn choose_printer(&mut self, shared: &mut Shared) {
        let Some(paper) = self.chosen(shared) else {
            return;
        };
        if !paper.is_free() {
            return shared.refuse(say!("papers.already_sent"));
        }
        let all = shared.printing.seen.printers.iter();
        let fitting = all.filter(|printer| printer.takes(&paper.size)).cloned();
        self.printers = Some((fitting.collect(), Pick::default()));
    }

    fn send(&mut self, shared: &mut Shared) {
        let Some((printers, pick)) = self.printers.take() else {
            return;
        };
        let (Some(paper), Some(printer)) = (self.chosen(shared), printers.get(pick.at)) else {
            return;
        };
        let (id, printer) = (paper.id, printer.id.clone());
        let key = (shared.new_id)();
        shared.ask(Ask::SendPaper { id, key, printer });
    }

    fn drop_paper(&self, shared: &mut Shared) {
        let Some(paper) = self.chosen(shared) else {
            return;
        };
        if !paper.is_free() {
            return shared.refuse(say!("papers.cannot_drop"));
        }
        let id = paper.id;
        let key = (shared.new_id)();
        shared.ask(Ask::DropPaper { id, key });
    }

    fn say(&self, out: bool, shared: &mut Shared) {
        match self.chosen(shared) {
            Some(paper) if paper.is_doubtful() => say_out(paper.id, out, shared),
            Some(_) => shared.refuse(say!("papers.no_answer_needed")),
            None => {}
        }
    }
}

impl Show for Papers {
    fn title(&self) -> &str {
        say!("papers.queue_title")
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        if let Some((printers, pick)) = &mut self.printers {
            if pick.key(key, printers.len(), 10) {
                return;
            }
            match (key.typed(), key.code) {
                (_, Code::Enter) => self.send(shared),
                (Some(digit @ '1'..='9'), _) => {
                    pick.at = digit as usize - '1' as usize;
                    self.send(shared);
                }
                _ => {}
            }
            return;
        }
        if self.pick.key(key, shared.printing.seen.papers.len(), 10) {
            return;
        }
        match (key.typed(), key.code) {
            (Some('1'), _) => self.say(true, shared),
            (Some('2'), _) => self.say(false, shared),
            (_, Code::Enter) => self.choose_printer(shared),
            (_, Code::Delete) => self.drop_paper(shared),
            _ => {}
        }
    }

    fn keys(&self, shared: &Shared) -> Vec<(&'static str, &'static str)> {
        if self.printers.is_some() {
            return vec![("Enter", say!("papers.print_here"))];
        }
        match self.chosen(shared) {
            Some(paper) if paper.is_doubtful() => vec![
                ("1", say!("papers.came_out")),
                ("2", say!("common.not_out_reprint")),
            ],
            Some(paper) if paper.is_free() => vec![
                ("Enter", say!("papers.change_printer")),
                ("Delete", say!("papers.drop")),
            ],
            _ => Vec::new(),
        }
    }

    fn help(&self) -> String {
        say!("papers.queue_help").into()
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        let papers = &shared.printing.seen.papers;
        if papers.is_empty() {
            let words = say!("papers.empty_queue");
            pen.text(area.x + 1, area.y, area.width, words, Look::Text);
            return None;
        }
        let at = self.pick.at.min(papers.len() - 1);
        let page = area.height.saturating_sub(FOOT + 1) as usize;
        let first = at / page.max(1) * page.max(1);
        for (place, (paper, y)) in papers
            .iter()
            .skip(first)
            .take(page)
            .zip(area.y..)
            .enumerate()
        {
            row(
                pen,
                Rect::new(area.x, y, area.width, 1),
                paper,
                first + place == at,
            );
        }
        let foot = Rect::new(
            area.x,
            area.bottom().saturating_sub(FOOT + 1),
            area.width,
            FOOT + 1,
        );
        pen.rule(foot.x, foot.y, foot.width);
        let paper = &papers[at];
        let words = say!(
            "papers.paper_detail",
            printer = paper.printer,
            number = paper.number,
            asked = paper.asked,
            words = paper.words,
            mend = paper.mend
        );
        let lines = wrap(&words, foot.width.saturating_sub(2) as usize);
        let below = Rect::new(foot.x + 1, foot.y + 1, foot.width - 1, FOOT);
        pen.lines(below, &lines, Look::Text);
        if let Some((printers, pick)) = &self.printers {
            choice(pen, area, printers, pick.at);
        }
        None
    }
}

fn row(pen: &mut Pen, area: Rect, paper: &JobLine, chosen: bool) {
    const STATE: u16 = 21;
    const CODE: u16 = 21;
    let mark = if chosen { "►" } else { " " };
    pen.text(area.x, area.y, 1, mark, Look::Text);
    let look = if chosen { Look::Focus } else { Look::Text };
    let right = area.right().saturating_sub(STATE);
    let room = right.saturating_sub(area.x + 2);
    let code = match paper.code.as_str() {
        "" => "–",
        code => code,
    };
    let code = elide_middle(code, CODE as usize);
    pen.text(area.x + 1, area.y, CODE, &code, look);
    let title = elide_middle(&paper.title, room.saturating_sub(CODE + 1) as usize);
    pen.text(
        area.x + 2 + CODE,
        area.y,
        room.saturating_sub(CODE + 1),
        &title,
        look,
    );
    let state = match paper.state.as_str() {
        "doubtful" => say!("papers.state_doubtful"),
        "failed" => say!("papers.state_failed"),
        "sent" => say!("papers.state_sent"),
        _ => say!("papers.state_waiting"),
    };
    let care = match paper.state.as_str() {
        "doubtful" => Look::Care,
        "failed" => Look::Bad,
        _ => Look::Text,
    };
    pen.text(right, area.y, STATE, state, care);
}

fn choice(pen: &mut Pen, area: Rect, printers: &[PrinterChoice], at: usize) {
    let columns = area.width.min(50);
    let rows = (printers.len() as u16 + 2).min(area.height);
    let spot = Rect::new(area.x + (area.width - columns) / 2, area.y, columns, rows);
    let inside = pen.boxed(spot, say!("papers.which_printer"));
    for ((place, printer), y) in printers.iter().enumerate().zip(inside.y..inside.bottom()) {
        let mark = if place == at { "►" } else { " " };
        pen.text(inside.x, y, 1, mark, Look::Text);
        let look = if place == at { Look::Focus } else { Look::Text };
        let words = format!("{} {}", place + 1, printer.name);
        pen.text(inside.x + 1, y, inside.width - 1, &words, look);
    }
}
