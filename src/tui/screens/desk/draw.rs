//! How the desk is drawn: tabs, drafts, filter.

use ratatui::layout::{Position, Rect};

use super::{Desk, Lists};
use crate::messages::say;
use crate::tui::drafts::Draft;
use crate::tui::model::Shared;
use crate::tui::screens::paged::Paged;
use crate::tui::term::{Look, Pen, pen::elide_middle, width};

impl Desk {
    /// Why there is no row.
    pub(super) fn nothing_words(&self) -> String {
        match self.lists.get(self.list).is_some_and(Paged::is_loaded) {
            false if self.lists_are == Lists::Known && self.tabs.is_empty() => {
                say!("desk.no_lists_for_role").into()
            }
            false if self.lists_are == Lists::Failed => say!("desk.list_not_loaded").into(),
            false => say!("desk.loading_list").into(),
            true if !self.filter.is_empty() => say!("desk.no_match", text = self.filter.text()),
            true => say!("desk.empty_list").into(),
        }
    }

    pub(super) fn page(&self, shared: &Shared) -> usize {
        let used = self.tab_rows(shared.size.0).len() + 11;
        (shared.size.1 as usize).saturating_sub(used)
    }

    /// The tabs, as many to a row as fit.
    fn tab_rows(&self, columns: u16) -> Vec<Vec<(usize, String)>> {
        let mut rows: Vec<Vec<(usize, String)>> = vec![Vec::new()];
        let mut used = 1;
        for (place, tab) in self.tabs.iter().enumerate() {
            let number = match place {
                0..9 => format!("{} ", place + 1),
                _ => String::new(),
            };
            let words = format!("{number}{} {}", tab.label, tab.count);
            let columns_of = width(&words) + 2;
            if used + columns_of > columns as usize + 1 && used > 1 {
                rows.push(Vec::new());
                used = 1;
            }
            used += columns_of;
            if let Some(row) = rows.last_mut() {
                row.push((place, words));
            }
        }
        rows
    }

    pub(super) fn draw_tabs(&self, pen: &mut Pen, area: Rect) -> u16 {
        let rows = self.tab_rows(area.width);
        for (row, y) in rows.iter().zip(area.y..) {
            let mut x = area.x + 1;
            for (place, words) in row {
                let here = *place == self.list;
                let look = if here { Look::Focus } else { Look::Text };
                if here {
                    pen.text(x - 1, y, 1, "►", Look::Text);
                }
                x += pen.text(x, y, area.right().saturating_sub(x), words, look) + 2;
            }
        }
        rows.len() as u16
    }

    pub(super) fn draw_filter(&self, pen: &mut Pen, area: Rect, count: usize) -> Option<Position> {
        let y = area.bottom().saturating_sub(1);
        let marked = match self.marks.len() {
            0 => String::new(),
            marked => say!("desk.marked_count", marked),
        };
        if self.filter.is_empty() {
            pen.text_right(area.right(), y, &format!("{marked} "), Look::Strong);
            return None;
        }
        let more = self.lists.get(self.list).is_some_and(Paged::goes_on);
        let words = match more {
            false => say!("desk.row_count", count, marked),
            true => say!("desk.row_count_more", count, marked),
        };
        let used = pen.text(
            area.x + 1,
            y,
            area.width,
            say!("common.filter_prompt"),
            Look::Text,
        );
        let (text, caret) = self.filter.window(40);
        pen.text(area.x + 1 + used, y, 40, text, Look::Text);
        pen.text_right(area.right(), y, &words, Look::Text);
        Some(Position::new(area.x + 1 + used + caret as u16, y))
    }
}

pub(super) fn draft_words(draft: &Draft) -> String {
    let at = draft.kept_at.format("%H:%M");
    let who = draft.intake.value("owner_name");
    let what = match draft.intake.procedure_name.as_str() {
        "" => say!("desk.no_procedure_chosen"),
        name => name,
    };
    if let Some(about) = &draft.intake.correcting {
        say!("desk.draft_correcting", at, code = about.code, who)
    } else if who.is_empty() {
        format!("{at} · {what}")
    } else {
        format!("{at} · {who} · {what}")
    }
}

pub(super) fn draw_draft(pen: &mut Pen, row: Rect, draft: &Draft, chosen: bool) {
    if chosen {
        pen.text(row.x, row.y, 1, "►", Look::Text);
    }
    let keys = say!("desk.draft_keys");
    let start = pen.text_right(row.right() - 1, row.y, keys, Look::Text);
    let look = if chosen { Look::Focus } else { Look::Strong };
    let sent = if draft.sent {
        say!("desk.draft_sent")
    } else {
        ""
    };
    let words = say!("desk.draft_row", sent, draft = draft_words(draft));
    let room = start.saturating_sub(row.x + 3);
    pen.text(
        row.x + 1,
        row.y,
        room,
        &elide_middle(&words, room as usize),
        look,
    );
}
