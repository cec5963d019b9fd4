//! Rows of headings, fields and papers in one order of focus.

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};

use crate::tui::input::{Code, Key};
use crate::tui::term::pen::elide_middle;
use crate::tui::term::{Look, Pen, width};

use super::counts::Counts;
use super::field::{Field, Kind};
use super::recognise::NotTaken;
use super::spoken::Said;
use super::text_field::{PasteLoss, Typed};

const LABEL: u16 = 28;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Words between groups of rows.
    Heading(String),
    /// A field.
    Field(Field),
    /// A paper of the checklist.
    Paper(Counts),
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormEvent {
    /// Something typed changed.
    Changed,
    /// The focus or the caret moved; the row that was left, if one was.
    Moved(Option<usize>),
    /// Past the first or the last row.
    AtEdge,
    /// Not a key of a form.
    NotMine,
}

/// A form and its focus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// All rows.
    pub rows: Vec<Row>,
    focus: usize,
}

impl Form {
    /// A form with the focus on its first field.
    pub fn new(rows: Vec<Row>) -> Self {
        let mut form = Self { rows, focus: 0 };
        form.focus = form.next_stop(0, true).unwrap_or(0);
        form
    }

    /// Whether the focus is still on the first field and nothing is typed there.
    pub fn at_start(&self) -> bool {
        let untouched = self
            .focused()
            .is_none_or(|f| f.input.is_empty() || f.kind.has_default());
        self.next_stop(0, true) == Some(self.focus) && untouched
    }

    /// Whether the field in focus has a list.
    pub fn can_choose(&self) -> bool {
        self.focused()
            .is_some_and(|field| matches!(field.kind, Kind::Choice(_)))
    }

    /// The focused field, when the focus is on one.
    pub fn focused(&self) -> Option<&Field> {
        match self.rows.get(self.focus) {
            Some(Row::Field(field)) => Some(field),
            _ => None,
        }
    }

    /// The same, to change.
    pub fn focused_mut(&mut self) -> Option<&mut Field> {
        match self.rows.get_mut(self.focus) {
            Some(Row::Field(field)) => Some(field),
            _ => None,
        }
    }

    /// The paper in focus.
    pub fn focused_paper_mut(&mut self) -> Option<&mut Counts> {
        match self.rows.get_mut(self.focus) {
            Some(Row::Paper(paper)) => Some(paper),
            _ => None,
        }
    }

    /// The field named `id`.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().find(|f| f.id == id)
    }

    /// The same, to change.
    pub fn field_mut(&mut self, id: &str) -> Option<&mut Field> {
        self.rows.iter_mut().find_map(|row| match row {
            Row::Field(field) if field.id == id => Some(field),
            _ => None,
        })
    }

    /// All fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.rows.iter().filter_map(|row| match row {
            Row::Field(field) => Some(field),
            _ => None,
        })
    }

    /// All papers, in order.
    pub fn papers(&self) -> impl Iterator<Item = &Counts> {
        self.rows.iter().filter_map(|row| match row {
            Row::Paper(paper) => Some(paper),
            _ => None,
        })
    }

    /// Where the focus is, as [`Form::focus_on`] takes it: a field's id or a paper's name.
    pub fn focus_name(&self) -> String {
        match self.rows.get(self.focus) {
            Some(Row::Field(field)) => field.id.clone(),
            Some(Row::Paper(paper)) => paper.name.clone(),
            _ => String::new(),
        }
    }

    /// Puts the focus on the field with this id, or the paper with this name.
    pub fn focus_on(&mut self, id: &str) {
        let is_it = |row: &Row| match row {
            Row::Field(field) => field.id == id && field.shown,
            Row::Paper(paper) => paper.name == id,
            Row::Heading(_) => false,
        };
        if let Some(place) = self.rows.iter().position(is_it) {
            self.focus = place;
        }
    }

    /// Takes a key. Enter moves on and nothing else.
    pub fn key(&mut self, key: Key, today: NaiveDate) -> FormEvent {
        let typed = match self.rows.get_mut(self.focus) {
            // A long text is typed in its own box; here only the row is chosen.
            Some(Row::Field(Field {
                kind: Kind::Long(_),
                ..
            })) => Typed::NotMine,
            Some(Row::Field(field)) => field.input.key(key),
            Some(Row::Paper(paper)) => paper.key(key),
            _ => Typed::NotMine,
        };
        match typed {
            Typed::Changed => {
                if let Some(field) = self.focused_mut() {
                    field.problem = None;
                }
                return FormEvent::Changed;
            }
            Typed::Moved => return FormEvent::Moved(None),
            Typed::NotMine => {}
        }
        if key.ctrl || key.alt {
            return FormEvent::NotMine;
        }
        match key.code {
            Code::Tab | Code::Down | Code::Enter => self.step(true, 1, today),
            Code::BackTab | Code::Up => self.step(false, 1, today),
            Code::PageDown => self.step(true, 8, today),
            Code::PageUp => self.step(false, 8, today),
            _ => FormEvent::NotMine,
        }
    }

    /// Takes a paste into the focused field.
    pub fn paste(&mut self, text: &str) -> Option<PasteLoss> {
        let field = self.focused_mut()?;
        field.problem = None;
        Some(field.input.paste(text))
    }

    /// Moves the focus by up to `count` stops; the row left is understood first.
    fn step(&mut self, forward: bool, count: usize, today: NaiveDate) -> FormEvent {
        let left = self.focus;
        self.leave(today);
        for _ in 0..count {
            let from = if forward { self.focus + 1 } else { self.focus };
            match self.next_stop(from, forward) {
                Some(place) => self.focus = place,
                None => break,
            }
        }
        if self.focus == left {
            FormEvent::AtEdge
        } else {
            FormEvent::Moved(Some(left))
        }
    }

    /// Has the focused field understood and shown as taken.
    pub fn leave(&mut self, today: NaiveDate) {
        if let Some(field) = self.focused_mut() {
            field.leave(today);
        }
    }

    fn next_stop(&self, from: usize, forward: bool) -> Option<usize> {
        let stop = |row: &Row| match row {
            Row::Heading(_) => false,
            Row::Field(field) => field.shown,
            Row::Paper(_) => true,
        };
        if forward {
            (from..self.rows.len()).find(|i| stop(&self.rows[*i]))
        } else {
            (0..from).rev().find(|i| stop(&self.rows[*i]))
        }
    }

    /// Every paper that must be there was handed in as asked for.
    pub fn take_all_papers(&mut self) {
        for row in &mut self.rows {
            if let Row::Paper(paper) = row
                && !paper.optional
                && !paper.any()
            {
                paper.take_asked();
            }
        }
    }

    /// Everything was compared by eye.
    pub fn seen(&mut self) {
        for row in &mut self.rows {
            if let Row::Field(field) = row {
                field.unseen = false;
            }
        }
    }

    /// Checks every shown field; answers the labels and reasons, the focus going to the first.
    pub fn check(&mut self, today: NaiveDate) -> Vec<(String, NotTaken)> {
        self.leave(today);
        let mut wrong = Vec::new();
        let mut first = None;
        for (place, row) in self.rows.iter_mut().enumerate() {
            let Row::Field(field) = row else { continue };
            if !field.shown {
                continue;
            }
            let unseen = field.unseen.then_some(NotTaken::Unseen);
            field.problem = field.value(today).err().or(unseen);
            if let Some(problem) = &field.problem {
                first = first.or(Some(place));
                wrong.push((field.label.clone(), problem.clone()));
            }
        }
        self.focus = first.unwrap_or(self.focus);
        wrong
    }

    /// The fields in play in words, and which of them has the focus.
    pub fn spoken(&self, reveal: bool) -> (Vec<Said>, Option<usize>) {
        let (mut said, mut focus, mut part) = (Vec::new(), None, "");
        for (place, row) in self.rows.iter().enumerate() {
            let field = match row {
                Row::Heading(words) => {
                    part = words;
                    continue;
                }
                Row::Field(field) if !field.shown => continue,
                Row::Field(field) => field.spoken(reveal || place == self.focus),
                Row::Paper(paper) => paper.spoken(),
            };
            if place == self.focus {
                focus = Some(said.len());
            }
            let part = part.to_owned();
            said.push(Said { part, ..field });
        }
        (said, focus)
    }

    /// Draws the rows that fit, the focused one among them; answers where the caret stands.
    pub fn draw(&self, pen: &mut Pen, area: Rect, reveal: bool) -> Option<Position> {
        let shown: Vec<usize> = (0..self.rows.len())
            .filter(|i| !matches!(&self.rows[*i], Row::Field(f) if !f.shown))
            .collect();
        let at = shown.iter().position(|i| *i == self.focus).unwrap_or(0);
        let height = area.height as usize;
        // The view moves by half pages, so that most steps move only the focus.
        let half = (height / 2).max(1);
        let first = if at < height {
            0
        } else {
            (at - height) / half * half + half
        };
        let first = first.min(shown.len().saturating_sub(1));
        let mut caret = None;
        for (line, place) in shown.iter().skip(first).take(height).enumerate() {
            let y = area.y + line as u16;
            let focused = *place == self.focus;
            let row = Rect::new(area.x, y, area.width, 1);
            let spot = match &self.rows[*place] {
                Row::Heading(words) => {
                    pen.text(area.x + 1, y, area.width - 1, words, Look::Strong);
                    None
                }
                Row::Field(field) => draw_field(pen, row, field, focused, reveal),
                Row::Paper(paper) => draw_paper(pen, row, paper, focused),
            };
            if focused {
                pen.text(area.x, y, 1, "►", Look::Text);
                caret = spot;
            }
        }
        caret
    }
}

fn draw_field(
    pen: &mut Pen,
    row: Rect,
    field: &Field,
    focused: bool,
    reveal: bool,
) -> Option<Position> {
    let (x, y) = (row.x + 1, row.y);
    let star = if field.required { "*" } else { "" };
    let label = elide_middle(&field.label, LABEL as usize - 3);
    pen.text(x, y, LABEL - 2, &format!("{label}{star}"), Look::Text);
    let left = x + LABEL;
    // A hint takes its room from the field, down to what a name needs.
    let hint = if field.hint.is_empty() {
        0
    } else {
        width(&field.hint) as u16 + 3
    };
    let room = row.right().saturating_sub(left + 3);
    let least = field.columns().min(24);
    let columns = field
        .columns()
        .min(room.saturating_sub(hint).max(least))
        .min(room)
        .max(4);
    pen.text(left - 1, y, 1, "[", Look::Text);
    pen.text(left + columns, y, 1, "]", Look::Text);
    let (text, caret) = field.input.window(columns as usize);
    if focused && !matches!(field.kind, Kind::Long(_)) {
        pen.fill(Rect::new(left, y, columns, 1), Look::Focus);
        pen.text(left, y, columns, text, Look::Focus);
    } else {
        let look = if focused { Look::Focus } else { Look::Field };
        let resting = field.resting(reveal);
        pen.text(
            left,
            y,
            columns,
            &elide_middle(&resting, columns as usize),
            look,
        );
    }
    let mut after = left + columns + 1;
    if matches!(field.kind, Kind::Choice(_)) {
        after += pen.text(after, y, 3, "▼F4", Look::Text);
    }
    if field.problem.is_some() || field.unseen {
        after += 1 + pen.text(after + 1, y, 1, "!", Look::Care);
    }
    let room = row.right().saturating_sub(after + 1);
    pen.text(after + 1, y, room, &field.hint, Look::Text);
    focused.then(|| Position::new(left + (caret as u16).min(columns), y))
}

fn draw_paper(pen: &mut Pen, row: Rect, paper: &Counts, focused: bool) -> Option<Position> {
    const CELL: u16 = 5;
    let counts_at = row.right().saturating_sub(CELL * 3 + 1);
    let (sign, look) = match (paper.any(), paper.optional) {
        (true, _) => ("√", Look::Good),
        (false, true) => ("•", Look::Text),
        (false, false) => ("!", Look::Care),
    };
    pen.text(row.x + 1, row.y, 1, sign, look);
    let room = counts_at.saturating_sub(row.x + 4);
    pen.text(
        row.x + 3,
        row.y,
        room,
        &elide_middle(&paper.name, room as usize),
        Look::Text,
    );
    let mut caret = None;
    for (column, count) in paper.given.iter().enumerate() {
        let x = counts_at + CELL * column as u16;
        let chosen = focused && column == paper.column;
        let look = if chosen { Look::Focus } else { Look::Field };
        let shown = format!("{count:>3}");
        pen.text(x, row.y, 1, "[", Look::Text);
        pen.text(x + 1, row.y, 3, &shown, look);
        pen.text(x + 4, row.y, 1, "]", Look::Text);
        if chosen {
            caret = Some(Position::new(x + 1 + width(&shown) as u16 - 1, row.y));
        }
    }
    caret
}
