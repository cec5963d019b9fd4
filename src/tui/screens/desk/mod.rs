//! The desk: the officer's lists, and the drafts waiting.

mod acts;
mod draw;
mod passing;

use std::collections::BTreeSet;
use std::time::Duration;

use ratatui::layout::{Position, Rect};

use draw::{draft_words, draw_draft};
use passing::Passing;

use super::confirm::{Asked, Confirm};
use super::paged::Paged;
use super::{Dossier, IntakeScreen, Show, Told, Writing, rows};
use crate::messages::say;
use crate::text::fold;
use crate::tui::api::{Ask, DossierLine, Failure, ListTab, Reply, Ticket};
use crate::tui::drafts::Draft;
use crate::tui::effect::{Effect, Wake};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::{Look, Pen};
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
    passing: Passing,
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
        // Side by side: one round trip on a slow line.
        if let Some(list) = self.lists.get_mut(self.list) {
            list.restart(shared);
        }
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
            if let Some(list) = self.lists.get_mut(self.list) {
                list.restart(shared);
            }
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

    /// The words of the filter changed: loaded rows at once, a longer list at the server soon after.
    fn filtered(&mut self, shared: &mut Shared) {
        self.typing = !self.filter.is_empty();
        self.pick = Pick::default();
        let rest = Duration::from_millis(250);
        shared.effects.push(Effect::After(rest, Wake::Filter));
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
            self.passing.moved(shared);
            return self.read_on(shared);
        }
        self.passing = Passing::default();
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
        if wake == Wake::Rest {
            self.passing.rests(shared);
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
            if !self.passing.is_quick() {
                rows::detail(pen, foot, dossier);
            }
        }
        self.draw_filter(pen, area, lines.len())
    }
}
