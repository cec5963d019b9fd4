//! The whole screen from the model: top line, body, status, message, keys.

use crate::messages::say;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::guide;
use super::input::Key;
use super::model::{Link, Model};
use super::printing;
use super::screens::Screen;
use super::term::pen::{elide_middle, wrap};
use super::term::{Look, Pen, width};
use super::widgets::foot::Note;

/// Fewer columns or rows than this show one sentence instead.
const LEAST: (u16, u16) = (80, 24);

/// Draws the model; answers where the caret stands.
pub fn draw(model: &Model, frame: &mut Buffer) -> Option<Position> {
    draw_marked(model, frame).0
}

/// Draws the model; answers where the caret stands, and the row with the mark of the screen on top.
pub fn draw_marked(model: &Model, frame: &mut Buffer) -> (Option<Position>, Option<u16>) {
    let area = frame.area;
    let mut pen = Pen::new(frame, model.shared.theme);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        let words = say!(
            "view.window_too_small",
            width = area.width,
            height = area.height,
            value = LEAST.0,
            value2 = LEAST.1
        );
        let lines = wrap(&words, area.width as usize);
        pen.lines(area, &lines, Look::Text);
        return (None, None);
    }
    let bottom = area.bottom();
    top_line(model, &mut pen, area);
    pen.rule(0, 1, area.width);
    pen.rule(0, bottom - 4, area.width);
    let mut body = Rect::new(0, 2, area.width, area.height - 6);
    if model.shared.guided
        && let Some(said) = guide::said(model)
    {
        body.height -= guide::ROWS;
        guidance(
            &mut pen,
            &said,
            Rect::new(0, body.bottom(), area.width, guide::ROWS),
        );
    }
    let caret = screens(model, &mut pen, body);
    status_line(model, &mut pen, area, bottom - 3);
    if let Some(note) = &model.shared.note {
        message(&mut pen, note, area, bottom - 2);
    }
    legend(model, &mut pen, area, bottom - 1);
    (caret, pen.marked)
}

fn screens(model: &Model, pen: &mut Pen, body: Rect) -> Option<Position> {
    let lowest = model
        .stack
        .iter()
        .rposition(|s| !s.show().is_overlay())
        .unwrap_or(0);
    let mut caret = None;
    let whole = std::mem::replace(&mut pen.within, body);
    for screen in &model.stack[lowest..] {
        caret = screen.show().draw(pen, body, &model.shared);
    }
    pen.within = whole;
    caret
}

/// What to do now, and on the second row the next key.
fn guidance(pen: &mut Pen, (now, next): &(&str, String), area: Rect) {
    let room = area.width.saturating_sub(4);
    let mut lines = wrap(now, room as usize);
    if !next.is_empty() {
        let words = say!("view.next_step", next);
        match lines.as_slice() {
            [_] => lines.push(words),
            // Two rows of words: the key goes behind them when there is room, and stays in any case.
            [first, second, ..] => {
                let left = (room as usize).saturating_sub(width(&words) + 2);
                lines = vec![
                    first.clone(),
                    format!("{}  {words}", elide_middle(second, left)),
                ];
            }
            [] => {}
        }
    }
    for (y, line) in (area.y..area.bottom()).zip(&lines) {
        let mark = if y == area.y { "•" } else { " " };
        pen.text(area.x + 1, y, 1, mark, Look::Strong);
        pen.text(area.x + 3, y, room, line, Look::Strong);
    }
}

fn top_line(model: &Model, pen: &mut Pen, area: Rect) {
    let seat = &model.shared.seat;
    let place: Vec<&str> = [seat.desk.as_str(), &seat.agency]
        .into_iter()
        .filter(|s| !s.is_empty())
        .collect();
    let title = model.top().show().title().to_uppercase();
    let middle = area.width.saturating_sub(width(&title) as u16) / 2;
    let room = middle.saturating_sub(2);
    let place = elide_middle(&place.join(" · "), room as usize).into_owned();
    pen.text(1, 0, room, &place, Look::Text);
    pen.text(middle, 0, area.width - middle, &title, Look::Strong);
    let right = say!(
        "view.typing_mode",
        mode = model.keying.mode(),
        wall = model.shared.wall.format("%H:%M")
    );
    pen.text_right(area.right(), 0, &right, Look::Text);
}

/// One sentence; one that is too long takes the status line above it as well.
fn message(pen: &mut Pen, note: &Note, area: Rect, y: u16) {
    let room = area.width as usize - 2;
    let text = elide_middle(&note.text, room * 2 - 20);
    let lines = wrap(&text, room);
    if lines.len() > 1 {
        pen.fill(Rect::new(area.x, y - 1, area.width, 1), Look::Text);
    }
    let first = y + 1 - (lines.len() as u16).min(2);
    for (line, row) in lines.iter().zip(first..=y) {
        pen.text(1, row, area.width - 1, line, note.look());
    }
}

fn status_line(model: &Model, pen: &mut Pen, area: Rect, y: u16) {
    let shared = &model.shared;
    let officer = match (shared.seat.officer.as_str(), shared.seat.role.as_str()) {
        ("", _) => String::new(),
        (name, role) => format!("{name} ({role})"),
    };
    let typing = model
        .stack
        .iter()
        .any(|s| matches!(s, Screen::Intake(i) if i.is_filling()));
    let left = if typing && !shared.draft_status.is_empty() {
        shared.draft_status.clone()
    } else {
        officer
    };
    let left = match shared.slow() {
        Some(doing) => doing,
        None => left,
    };
    let link = match shared.link {
        Link::Unknown => say!("view.connecting"),
        Link::Up => say!("view.server_up"),
        Link::Down => say!("view.link_lost"),
    };
    let look = if shared.link == Link::Down {
        Look::Care
    } else {
        Look::Text
    };
    let mut start = pen.text_right(area.right() - 1, y, link, look);
    if let Some((words, care)) = printing::status(shared) {
        let look = if care { Look::Care } else { Look::Text };
        start = pen.text_right(start.saturating_sub(2), y, &words, look);
    }
    pen.text(1, y, start.saturating_sub(2), &left, Look::Text);
}

/// The key whose words stand at `column` of the bottom line.
pub fn key_at(model: &Model, column: u16) -> Option<Key> {
    let mut x = 1;
    for (key, label) in model
        .shared
        .keys
        .legend(model, model.shared.size.0 as usize - 2)
    {
        let end = x + width(&key) + 1 + width(&label);
        if (x..end).contains(&usize::from(column)) {
            return Key::parse(&key);
        }
        x = end + 2;
    }
    None
}

fn legend(model: &Model, pen: &mut Pen, area: Rect, y: u16) {
    let mut x = 1;
    for (key, label) in model.shared.keys.legend(model, area.width as usize - 2) {
        x += pen.text(x, y, area.width - x, &key, Look::Key) + 1;
        x += pen.text(x, y, area.width.saturating_sub(x), &label, Look::Text) + 2;
    }
}
