//! “Đã ra giấy chưa?”: asked when a paper was handed to a printer and nobody knows whether it came out.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::Show;
use crate::messages::say;
use crate::tui::api::{Ask, JobLine};
use crate::tui::effect::{Effect, Wake};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::printing::about;
use crate::tui::term::pen::wrap;
use crate::tui::term::{Look, Pen};

/// It appears by itself: keys before somebody can have seen it are no answer.
const BLIND: Duration = Duration::from_millis(400);

/// The question.
pub struct PaperOut {
    paper: JobLine,
    is_seen: bool,
}

impl PaperOut {
    /// Asks about `paper`.
    pub fn open(paper: JobLine, shared: &mut Shared) -> Self {
        shared.effects.push(Effect::After(BLIND, Wake::Seen));
        Self {
            paper,
            is_seen: false,
        }
    }

    fn say(&self, out: bool, shared: &mut Shared) {
        say_out(self.paper.id, out, shared);
        shared.close();
    }
}

/// Sends the officer's answer about a paper.
pub fn say_out(id: i64, out: bool, shared: &mut Shared) {
    let key = (shared.new_id)();
    shared.ask(Ask::PaperOut { id, key, out });
}

impl Show for PaperOut {
    fn title(&self) -> &str {
        say!("paper_out.out_title")
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        if !self.is_seen {
            return;
        }
        match (key.typed(), key.code) {
            (Some('1'), _) => self.say(true, shared),
            (Some('2'), _) => self.say(false, shared),
            (_, Code::Enter) => {
                shared.refuse(say!("paper_out.look_at_tray"));
            }
            _ => {}
        }
    }

    fn wake(&mut self, wake: Wake, _shared: &mut Shared) {
        self.is_seen |= wake == Wake::Seen;
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        vec![
            ("1", say!("paper_out.yes")),
            ("2", say!("common.not_out_reprint")),
        ]
    }

    fn help(&self) -> String {
        say!("paper_out.out_help").into()
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let columns = area.width.min(66);
        let room = columns.saturating_sub(4) as usize;
        let mut words = wrap(
            &say!("paper_out.out_question", paper = about(&self.paper)),
            room,
        );
        let why = format!("{}: {}.", self.paper.printer, self.paper.words);
        words.extend(wrap(&why, room));
        let rows = words.len() as u16 + 5;
        let spot = Rect::new(
            area.x + (area.width - columns) / 2,
            area.y + area.height.saturating_sub(rows) / 3,
            columns,
            rows.min(area.height),
        );
        let inside = pen.boxed(spot, say!("paper_out.printed_paper"));
        pen.lines(inside, &words, Look::Text);
        let y = inside.y + words.len() as u16 + 1;
        pen.text(
            inside.x,
            y,
            inside.width,
            say!("paper_out.answer_yes"),
            Look::Strong,
        );
        pen.text(
            inside.x,
            y + 1,
            inside.width,
            say!("paper_out.answer_no"),
            Look::Strong,
        );
        None
    }
}
