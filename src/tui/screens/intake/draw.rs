//! What the intake looks like.

use ratatui::layout::{Position, Rect};

use super::IntakeScreen;
use crate::messages::say;
use crate::tui::api::Received;
use crate::tui::model::Shared;
use crate::tui::term::pen::{elide_middle, wrap};
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::Spoken;

/// Most mistakes listed at the foot.
const ERRORS_SHOWN: usize = 4;
/// Columns of the side pane on a wide terminal.
const SIDE: u16 = 38;

impl IntakeScreen {
    pub(super) fn draw_form(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        let mut area = area;
        if shared.is_wide() {
            area.width -= SIDE;
            self.draw_side(
                pen,
                Rect::new(area.right() + 1, area.y, SIDE - 1, area.height),
            );
        }
        let head = self.draw_head(pen, area);
        let errors = self.errors.len().min(ERRORS_SHOWN) as u16;
        let rows = area.height.saturating_sub(head + errors);
        let body = Rect::new(area.x, area.y + head, area.width, rows);
        let foot = Rect::new(area.x + 1, body.bottom(), area.width - 1, errors);
        let cut = |e: &String| elide_middle(e, foot.width as usize).into_owned();
        let errors: Vec<String> = self.errors.iter().map(cut).collect();
        pen.lines(foot, &errors, Look::Bad);
        self.form.draw(pen, body, shared.reveals())
    }

    pub(super) fn spoken_form(&self, shared: &Shared) -> Spoken {
        let (code, name) = &self.procedure;
        let mut lines = vec![format!("{code} {name}"), self.due_words()];
        lines.extend(self.errors.iter().cloned());
        Spoken::read(lines).form(self.form.spoken(shared.reveals()))
    }

    /// The procedure and the appointment, always in sight; answers the rows used.
    fn draw_head(&self, pen: &mut Pen, area: Rect) -> u16 {
        let (code, name) = &self.procedure;
        let columns = area.width.saturating_sub(2) as usize;
        let words = format!("{code} {name}");
        let lines = wrap(&words, columns);
        let names = match lines.as_slice() {
            [one] => vec![one.clone()],
            [one, two] => vec![one.clone(), two.clone()],
            _ => {
                // Too long for two lines: keep both ends.
                let short = elide_middle(&words, columns * 2 - 12);
                wrap(&short, columns)
            }
        };
        for (row, line) in names.iter().take(2).enumerate() {
            pen.text(
                area.x + 1,
                area.y + row as u16,
                area.width - 1,
                line,
                Look::Strong,
            );
        }
        let y = area.y + names.len().min(2) as u16;
        pen.text(area.x + 1, y, area.width - 1, &self.due_words(), Look::Text);
        names.len().min(2) as u16 + 1
    }

    fn due_words(&self) -> String {
        if let Some(about) = &self.correcting {
            return self.correcting_words(about);
        }
        let immediate = self.sheet.as_ref().is_some_and(|s| s.immediate);
        match &self.due {
            None if self.case_now().is_some_and(|c| c.needs_limit) => {
                say!("intake_draw.due_needs_limit").into()
            }
            None => say!("intake_draw.due_computing").into(),
            Some(_) if immediate => say!("intake_draw.immediate").into(),
            Some(due) if due.short.is_empty() => say!("intake_draw.due_not_set", limit = due.limit),
            Some(due) => say!(
                "intake_draw.due_and_limit",
                short = due.short,
                limit = due.limit
            ),
        }
    }

    fn draw_side(&self, pen: &mut Pen, area: Rect) {
        let mut lines = Vec::new();
        if let Some(due) = &self.due {
            lines.push(say!("common.due_short", short = due.short));
            lines.extend(due.why.iter().cloned());
            lines.push(String::new());
        }
        lines.push(self.side_help());
        let lines: Vec<String> = lines
            .iter()
            .flat_map(|l| wrap(l, area.width.saturating_sub(2) as usize))
            .collect();
        for y in area.top()..area.bottom() {
            pen.text(area.x - 1, y, 1, "│", Look::Text);
        }
        let inside = Rect::new(area.x + 1, area.y, area.width - 2, area.height);
        pen.lines(inside, &lines, Look::Text);
    }

    fn side_help(&self) -> String {
        self.form
            .focused()
            .map_or(String::new(), |f| format!("{}: {}", f.label, f.help))
    }

    pub(super) fn draw_done(&self, pen: &mut Pen, area: Rect, received: &Received) {
        const LABEL: u16 = 14;
        let room = area.width.saturating_sub(LABEL + 4);
        let mut rows = self.done_facts(received, room as usize);
        rows.push(("", String::new(), Look::Text));
        let next = self.done_next(room as usize);
        let free = usize::from(area.height).saturating_sub(1 + rows.len() + next.len());
        let papers = &received.forms;
        // Where they do not all fit, the last row says how many more F7 shows.
        let shown = match papers.len() <= free {
            true => papers.len(),
            false => free.saturating_sub(1),
        };
        let first_paper = rows.len();
        for (n, form) in papers[..shown].iter().enumerate() {
            rows.push(("", format!("{} {}", n + 1, form.title), Look::Text));
        }
        if shown < papers.len() {
            let words = say!("intake_draw.more_papers", count = papers.len() - shown);
            rows.push(("", words, Look::Text));
        }
        if let Some(first) = rows.get_mut(first_paper) {
            first.0 = say!("intake_draw.done_print");
        }
        rows.extend(next);
        for (y, (label, words, look)) in (area.y + 1..area.bottom()).zip(&rows) {
            pen.text(area.x + 2, y, LABEL, label, *look);
            pen.text(area.x + 2 + LABEL, y, room, words, *look);
        }
    }

    /// What the dossier got, wrapped at `room` columns.
    fn done_facts(&self, received: &Received, room: usize) -> Vec<Said> {
        let mut rows = Vec::new();
        let mut fact = |label, words: &str, look| said(&mut rows, room, label, words, look);
        match received.code.as_str() {
            code if self.correcting.is_some() => {
                fact(say!("intake_draw.done_corrected"), code, Look::Good);
            }
            "" => fact(say!("intake_draw.done_slip"), "", Look::Good),
            code => fact(say!("intake_draw.done_number"), code, Look::Good),
        }
        if !received.due.is_empty() {
            let due = self.due_moved(received);
            fact(say!("intake_draw.done_due"), &due, Look::Strong);
        }
        let owner = self.form.field("owner_name").map_or("", |f| f.input.text());
        fact(say!("intake_draw.done_owner"), owner, Look::Text);
        let procedure = format!("{} {}", self.procedure.0, self.procedure.1);
        fact(say!("intake_draw.done_procedure"), &procedure, Look::Text);
        for warning in &received.warnings {
            fact(say!("intake_draw.done_warning"), warning, Look::Care);
        }
        rows
    }

    /// Which keys lead on, wrapped at `room` columns.
    fn done_next(&self, room: usize) -> Vec<Said> {
        let mut rows = Vec::new();
        if self.correcting.is_some() {
            let (label, words) = (
                say!("intake_draw.old_slip"),
                say!("intake_draw.old_slip_words"),
            );
            said(&mut rows, room, label, words, Look::Care);
            let back = say!("intake_draw.esc_to_dossier");
            said(&mut rows, room, "  Esc", back, Look::Text);
            return rows;
        }
        for (key, words) in [
            ("  Enter", say!("intake_draw.enter_next_person")),
            ("  F2", say!("intake_draw.same_person_again")),
            ("  Esc", say!("intake_draw.esc_to_workbench")),
        ] {
            said(&mut rows, room, key, words, Look::Text);
        }
        rows
    }
}

/// A row with its label.
type Said = (&'static str, String, Look);

/// Adds `words`, wrapped at `room` columns, the label before the first row.
fn said(rows: &mut Vec<Said>, room: usize, label: &'static str, words: &str, look: Look) {
    for (n, part) in wrap(words, room).into_iter().enumerate() {
        rows.push((if n == 0 { label } else { "" }, part, look));
    }
}
