//! The desk: the officer's lists, and the drafts waiting.

use std::collections::BTreeSet;
use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::batch::Item;
use super::confirm::{Asked, Confirm};
use super::paged::Paged;
use super::{ActSheet, Dossier, IntakeScreen, Show, Told, Writing, act_form, rows};
use crate::messages::say;
use crate::text::fold;
use crate::tui::api::{
    ActLine, ActOn, ActRequest, Ask, DossierLine, Failure, ListTab, Reply, Ticket,
};
use crate::tui::drafts::Draft;
use crate::tui::effect::{Effect, Wake};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::{Look, Pen, pen::elide_middle, width};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Pick, Said, Spoken, Takes, TextField};

/// Columns from which the bottom line has room for what the tabs say themselves.
const ROOMY: u16 = 100;

/// The desk screen.
#[derive(Default)]
pub struct Desk {
    tabs: Vec<ListTab>,
    lists: Vec<Paged>,
    list: usize,
    asked: Ticket,
    /// Whether the lists of the role came, or why not.
    lists_are: Lists,
    filter: TextField,
    /// Letters are being typed: Space is a blank, not a mark.
    typing: bool,
    pick: Pick,
    /// Codes of the marked rows of the list.
    marks: BTreeSet<String>,
    /// All rows are marked once they are read.
    mark_all: bool,
    acting: Ticket,
    doing: Doing,
}

/// What is known of the lists of the role.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Lists {
    #[default]
    Asked,
    Failed,
    Known,
}

/// The act on one row that is on its way.
#[derive(Default)]
struct Doing {
    code: String,
    label: String,
    undo: bool,
}

/// One row of the list as drawn.
enum Line<'a> {
    Draft(&'a Draft),
    Dossier(&'a DossierLine),
}

impl Desk {
    /// Asks for the lists and their counts (again); the list on screen is read again with them.
    pub fn refresh(&mut self, shared: &mut Shared) {
        self.asked = shared.ask(Ask::Lists);
    }

    fn lines<'a>(&'a self, shared: &'a Shared) -> Vec<Line<'a>> {
        let wanted = fold(self.filter.text());
        let drafts = shared
            .drafts
            .iter()
            .filter(|_| self.list == 0 && wanted.is_empty());
        let mut lines: Vec<Line> = drafts.map(Line::Draft).collect();
        if let Some(list) = self.lists.get(self.list) {
            lines.extend(list.holding(&wanted).map(Line::Dossier));
        }
        lines
    }

    /// Reads the next page before the cursor can reach the end of this one.
    fn read_on(&mut self, shared: &mut Shared) {
        let near_end = self.pick.at + self.page(shared) >= self.lines(shared).len();
        if near_end && let Some(list) = self.lists.get_mut(self.list) {
            list.more(shared);
        }
    }

    fn chosen(&self, shared: &Shared) -> Option<DossierLine> {
        match self.lines(shared).get(self.pick.at) {
            Some(Line::Dossier(line)) => Some((*line).clone()),
            _ => None,
        }
    }

    /// After rows came or went: the same dossier stays chosen, wherever it stands now.
    fn choose_again(&mut self, chosen: Option<DossierLine>, shared: &Shared) {
        let code = chosen.map(|line| line.code);
        let lines = self.lines(shared);
        let of_code = |l: &Line| matches!(l, Line::Dossier(d) if Some(&d.code) == code.as_ref());
        let (place, count) = (lines.iter().position(of_code), lines.len());
        self.pick.at = place.unwrap_or(self.pick.at);
        self.pick.fit(count);
    }

    fn turn(&mut self, to: usize, shared: &mut Shared) {
        if self.tabs.is_empty() {
            return;
        }
        self.list = to % self.tabs.len();
        self.pick = Pick::default();
        self.filter = TextField::default();
        self.typing = false;
        self.marks.clear();
        self.read_again(shared);
    }

    fn read_again(&mut self, shared: &mut Shared) {
        if let Some(list) = self.lists.get_mut(self.list) {
            list.look_for("", shared);
            list.restart(shared);
        }
    }

    /// Takes the lists of the role; those known already keep their rows.
    fn take_tabs(&mut self, tabs: Vec<ListTab>, shared: &mut Shared) {
        let same = |a: &ListTab, b: &ListTab| a.id == b.id;
        let known =
            tabs.len() == self.tabs.len() && tabs.iter().zip(&self.tabs).all(|(a, b)| same(a, b));
        self.tabs = tabs;
        if !known {
            self.lists = self.tabs.iter().map(|tab| Paged::new(&tab.id)).collect();
            self.list = 0;
        }
        if let Some(list) = self.lists.get_mut(self.list) {
            list.restart(shared);
        }
    }

    fn open_chosen(&mut self, shared: &mut Shared) {
        let opened = match self.lines(shared).get(self.pick.at) {
            Some(Line::Draft(draft)) => Ok((*draft).clone()),
            Some(Line::Dossier(line)) => Err(line.code.clone()),
            None => return shared.refuse(say!("desk.list_empty_hint")),
        };
        match opened {
            Ok(draft) => {
                let screen = IntakeScreen::from_draft(draft, shared);
                shared.open(screen);
            }
            Err(code) => {
                let screen = Dossier::open(code, shared);
                shared.open(screen);
            }
        }
    }

    fn ask_to_drop(&mut self, shared: &mut Shared) {
        let lines = self.lines(shared);
        let Some(Line::Draft(draft)) = lines.get(self.pick.at) else {
            return shared.refuse(say!("desk.only_drafts_dropped"));
        };
        let asked = Asked::DropDraft(draft.id.clone());
        let words = say!("desk.ask_drop_draft", draft = draft_words(draft));
        let confirm = Confirm::new(
            say!("desk.drop_draft"),
            vec![words],
            say!("desk.drop_draft"),
            say!("desk.keep_draft"),
            asked,
        );
        shared.open(confirm.opened_at(shared.now));
    }
}

impl Show for Desk {
    fn title(&self) -> &str {
        say!("desk.title")
    }

    fn edits(&self) -> bool {
        self.typing
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        // Digits open lists until a word is begun.
        if self.filter.is_empty() {
            return None;
        }
        Writing::words(&mut self.filter)
    }

    fn put_back(&mut self, shared: &mut Shared) {
        self.filtered(shared);
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let count = self.lines(shared).len();
        if self.pick.key(key, count, self.page(shared)) {
            self.typing = false;
            return self.read_on(shared);
        }
        match (key.typed(), key.code) {
            (_, Code::Enter) => self.open_chosen(shared),
            (_, Code::Tab | Code::Right) => self.turn(self.list + 1, shared),
            (_, Code::BackTab | Code::Left) => {
                self.turn((self.list + self.tabs.len()).saturating_sub(1), shared)
            }
            (_, Code::Delete) => self.ask_to_drop(shared),
            (Some(' '), _) if !self.typing => self.mark_chosen(shared),
            (Some('*'), _) => self.mark_shown(shared),
            _ if key == Key::ctrl('a') => self.mark_shown(shared),
            (Some(digit @ '1'..='9'), _) if self.filter.is_empty() => {
                let place = digit as usize - '1' as usize;
                if place < self.tabs.len() {
                    self.turn(place, shared);
                }
            }
            _ => {
                self.filter.key(key);
                self.filtered(shared);
            }
        }
    }

    fn paste(&mut self, text: &str, shared: &mut Shared) {
        self.filter.paste(text);
        self.filtered(shared);
    }

    fn wake(&mut self, wake: Wake, shared: &mut Shared) {
        let words = fold(self.filter.text());
        if wake == Wake::Filter
            && let Some(list) = self.lists.get_mut(self.list)
        {
            list.look_for(&words, shared);
        }
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        if ticket == 0 {
            return false;
        }
        if ticket == self.acting {
            self.acted(answer, shared);
            return true;
        }
        let chosen = self.chosen(shared);
        if ticket == self.asked {
            self.lists_are = Lists::Failed;
            if let Ok(Reply::Lists(tabs)) = answer {
                self.lists_are = Lists::Known;
                self.take_tabs(tabs.clone(), shared);
            }
        } else {
            let place = self.lists.iter().position(|l| l.waits_for(ticket));
            let Some(list) = place.and_then(|place| self.lists.get_mut(place)) else {
                return false;
            };
            if list.take(answer, shared) && std::mem::take(&mut self.mark_all) {
                self.mark_shown(shared);
            }
        }
        if let Err(failure) = answer {
            shared.say(Note::bad(&failure.code, &failure.text));
        }
        self.choose_again(chosen, shared);
        true
    }

    fn again(&mut self, shared: &mut Shared) {
        let officer = shared.seat.officer_id.clone();
        if std::mem::take(&mut shared.new_seat) {
            *self = Self::default();
        }
        shared.effects.push(Effect::ReadDrafts(officer));
        self.refresh(shared);
    }

    fn told(&mut self, told: Told, shared: &mut Shared) {
        match told {
            Told::Yes(Asked::DropDraft(id), _) => {
                shared.drafts.retain(|d| d.id != id);
                shared.effects.push(Effect::DropDraft(id));
                shared.say(Note::plain(say!("desk.draft_dropped")));
            }
            Told::Left(codes) => self.marks = codes.into_iter().collect(),
            _ => {}
        }
    }

    fn acts(&self) -> Vec<(String, String, Option<String>)> {
        let Some(tab) = self.tabs.get(self.list) else {
            return Vec::new();
        };
        let count = match self.marks.len() {
            0 => String::new(),
            count => say!("desk.act_count", count),
        };
        let acts = tab.onward.iter().chain(&tab.others);
        acts.map(|a| (a.act.clone(), format!("{}{count}", a.label), None))
            .collect()
    }

    fn do_act(&mut self, name: &str, shared: &mut Shared) {
        let tab = self.tabs.get(self.list);
        let acts = tab.map(|tab| tab.onward.iter().chain(&tab.others));
        let line = acts.into_iter().flatten().find(|a| a.act == name).cloned();
        if let Some(line) = line {
            self.begin(line, vec![name.to_owned()], shared);
        }
    }

    fn keys(&self, shared: &Shared) -> Vec<(&'static str, &'static str)> {
        let mut keys = Vec::new();
        if !self.lines(shared).is_empty() {
            keys.push(("Enter", say!("common.open")));
        }
        if self.has_onward(shared) {
            keys.push(("Space", say!("common.mark")));
            keys.push(("*", say!("desk.mark_all")));
        }
        // The tabs show their digits; the bottom line repeats them where there is room.
        if shared.size.0 >= ROOMY {
            keys.push(("1–9", say!("desk.lists")));
        }
        keys
    }

    fn help(&self) -> String {
        let tab = self.tabs.get(self.list);
        let about = tab.map_or(String::new(), |tab| format!("{}. ", tab.about));
        say!("desk.help", about)
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        let tab = |(place, tab): (usize, &ListTab)| {
            let here = if place == self.list {
                say!("common.is_open")
            } else {
                ""
            };
            format!("#{} {} {}{here}", place + 1, tab.label, tab.count)
        };
        let tabs: Vec<String> = self.tabs.iter().enumerate().map(tab).collect();
        let mut lines = vec![say!("desk.lists_spoken", join = tabs.join("; "))];
        let shown = self.lines(shared);
        if shown.is_empty() {
            lines.push(self.nothing_words());
        }
        if !self.marks.is_empty() {
            lines.push(say!("desk.marked_spoken", count = self.marks.len()));
        }
        let row = |line: &Line| match line {
            Line::Draft(draft) => {
                let keys = say!("desk.draft_keys");
                format!(
                    "{}; {keys}",
                    say!("desk.draft_spoken", draft = draft_words(draft))
                )
            }
            Line::Dossier(dossier) => {
                let marked = self.marks.contains(&dossier.code);
                let mark = if marked { say!("common.is_marked") } else { "" };
                format!("{mark}{}", rows::spoken(dossier))
            }
        };
        Spoken::read(lines)
            .rows(shown.iter().map(row).collect(), self.pick.at)
            .field(Said::new(say!("common.filter"), Takes::Filter).holding(&self.filter))
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        let used = self.draw_tabs(pen, area);
        let lines = self.lines(shared);
        let list = Rect::new(
            area.x,
            area.y + used + 1,
            area.width,
            area.height.saturating_sub(used + 5),
        );
        let page = list.height as usize;
        let first = self.pick.first(page);
        for (line, row) in lines.iter().skip(first).take(page).zip(list.y..) {
            let chosen = first + (row - list.y) as usize == self.pick.at;
            let spot = Rect::new(list.x, row, list.width, 1);
            match line {
                Line::Draft(draft) => draw_draft(pen, spot, draft, chosen),
                Line::Dossier(dossier) => {
                    let marked = self.marks.contains(&dossier.code);
                    rows::dossier(pen, spot, dossier, chosen, marked);
                }
            }
        }
        if lines.is_empty() {
            let words = self.nothing_words();
            pen.text(list.x + 1, list.y, list.width - 1, &words, Look::Text);
        }
        let foot = Rect::new(area.x, area.bottom().saturating_sub(3), area.width, 2);
        if let Some(Line::Dossier(dossier)) = lines.get(self.pick.at) {
            pen.rule(area.x + 1, foot.y - 1, area.width - 2);
            rows::detail(pen, foot, dossier);
        }
        self.draw_filter(pen, area, lines.len())
    }
}

/// Marking rows, and acts from the list.
impl Desk {
    /// Codes of the marked rows, or of the chosen one.
    pub fn meant(&self, shared: &Shared) -> Vec<String> {
        if !self.marks.is_empty() {
            return self.marks.iter().cloned().collect();
        }
        self.chosen(shared)
            .map(|line| line.code)
            .into_iter()
            .collect()
    }

    /// Whether F6 has something to do here.
    pub fn has_onward(&self, shared: &Shared) -> bool {
        let tab = self.tabs.get(self.list);
        let some = !self.marks.is_empty() || self.chosen(shared).is_some();
        some && tab.is_some_and(|tab| !tab.onward.is_empty())
    }

    /// What F6 is called here.
    pub fn onward_label(&self) -> Option<String> {
        let tab = self.tabs.get(self.list)?;
        let label = match tab.onward.as_slice() {
            [] => return None,
            [only] => only.label.as_str(),
            _ => say!("desk.forward"),
        };
        Some(match self.marks.len() {
            0 => label.to_owned(),
            count => format!("{label} ({count})"),
        })
    }

    /// F6: the usual way on, for all marked rows or the chosen one.
    pub fn onward(&mut self, shared: &mut Shared) {
        let Some(tab) = self.tabs.get(self.list) else {
            return;
        };
        let acts: Vec<String> = tab.onward.iter().map(|a| a.act.clone()).collect();
        let line = match tab.onward.as_slice() {
            [only] => only.clone(),
            several => ActLine {
                label: say!("desk.forward").into(),
                undo: several.iter().all(|a| a.undo),
                ..ActLine::default()
            },
        };
        self.begin(line, acts, shared);
    }

    /// Takes one act back.
    pub fn take_back(&mut self, code: &str, version: i64, shared: &mut Shared) {
        let line = ActLine {
            act: "undo".into(),
            label: say!("common.undo").into(),
            ..ActLine::default()
        };
        let item = Item {
            code: code.to_owned(),
            version,
            key: (shared.new_id)(),
        };
        self.do_one(&line, vec!["undo".into()], item, shared);
    }

    fn begin(&mut self, line: ActLine, acts: Vec<String>, shared: &mut Shared) {
        let rows = self.marked_or_chosen(shared);
        let items: Vec<Item> = rows
            .into_iter()
            .map(|row| Item {
                code: row.code,
                version: row.version,
                key: (shared.new_id)(),
            })
            .collect();
        match items.as_slice() {
            [] => shared.refuse(say!("desk.choose_first")),
            [one] if self.marks.is_empty() && !act_form::needs_words(&line) => {
                self.do_one(&line, acts, one.clone(), shared);
            }
            _ => {
                let screen = ActSheet::many(line, acts, items, shared);
                shared.open(screen);
            }
        }
    }

    fn marked_or_chosen(&self, shared: &Shared) -> Vec<DossierLine> {
        if self.marks.is_empty() {
            return self.chosen(shared).into_iter().collect();
        }
        let rows = self.lists.get(self.list).map_or(&[][..], Paged::rows);
        let marked = rows.iter().filter(|row| self.marks.contains(&row.code));
        marked.cloned().collect()
    }

    fn do_one(&mut self, line: &ActLine, acts: Vec<String>, item: Item, shared: &mut Shared) {
        self.doing = Doing {
            code: item.code.clone(),
            label: line.label.clone(),
            undo: line.undo,
        };
        let request = ActRequest {
            key: item.key,
            dossier: item.code,
            version: item.version,
            ..ActRequest::default()
        };
        self.acting = shared.ask(Ask::ActOn(Box::new(ActOn { request, acts })));
        shared.say(Note::plain(say!("common.sending")));
    }

    fn acted(&mut self, answer: &Result<Reply, Failure>, shared: &mut Shared) {
        self.acting = 0;
        let Doing { code, label, undo } = std::mem::take(&mut self.doing);
        match answer {
            Ok(Reply::ActedOn(words, version)) => {
                let items = if undo {
                    vec![(code.clone(), *version)]
                } else {
                    Vec::new()
                };
                shared.done(&format!("{code}: {words}"), &label, items);
            }
            Ok(_) => {}
            Err(failure) => shared.say(Note::bad(&failure.code, &failure.text)),
        }
        self.refresh(shared);
    }

    fn mark_chosen(&mut self, shared: &Shared) {
        let Some(line) = self.chosen(shared) else {
            return;
        };
        if !self.marks.remove(&line.code) {
            self.marks.insert(line.code);
        }
        self.pick.at += 1;
        self.pick.fit(self.lines(shared).len());
    }

    /// Marks all rows that the filter leaves, those not read yet too; all marked already: none.
    fn mark_shown(&mut self, shared: &mut Shared) {
        let words = fold(self.filter.text());
        if let Some(list) = self.lists.get_mut(self.list) {
            list.look_for(&words, shared);
            if !list.read_whole(shared) {
                self.mark_all = true;
                return shared.say(Note::plain(say!("desk.reading_to_mark")));
            }
        }
        let codes = |line: &Line| match line {
            Line::Dossier(line) => Some(line.code.clone()),
            Line::Draft(_) => None,
        };
        let shown: BTreeSet<String> = self.lines(shared).iter().filter_map(codes).collect();
        self.marks = if self.marks == shown {
            BTreeSet::new()
        } else {
            shown
        };
        self.typing = false;
        let count = self.marks.len();
        let more = self.lists.get(self.list).is_some_and(Paged::goes_on);
        let more = if more { say!("desk.list_goes_on") } else { "" };
        shared.say(Note::plain(say!("desk.dossiers_marked", count, more)));
    }

    /// The words of the filter changed: loaded rows at once, a longer list at the server soon after.
    fn filtered(&mut self, shared: &mut Shared) {
        self.typing = !self.filter.is_empty();
        self.pick = Pick::default();
        let rest = Duration::from_millis(250);
        shared.effects.push(Effect::After(rest, Wake::Filter));
    }
}

impl Desk {
    /// Why there is no row.
    fn nothing_words(&self) -> String {
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

    fn page(&self, shared: &Shared) -> usize {
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

    fn draw_tabs(&self, pen: &mut Pen, area: Rect) -> u16 {
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

    fn draw_filter(&self, pen: &mut Pen, area: Rect, count: usize) -> Option<Position> {
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

fn draft_words(draft: &Draft) -> String {
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

fn draw_draft(pen: &mut Pen, row: Rect, draft: &Draft, chosen: bool) {
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
