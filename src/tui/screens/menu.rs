//! F10: every action, numbered, searched without accents; what cannot be done now says why.

use ratatui::layout::{Position, Rect};

use super::{Show, Writing};
use crate::messages::say;
use crate::text::fold;
use crate::tui::actions::Action;
use crate::tui::input::{Code, Key};
use crate::tui::model::{Move, Shared};
use crate::tui::term::pen::{elide_middle, wrap};
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::{Pick, Said, Spoken, Takes, TextField};

/// Rows at the foot for what the chosen action does, or why it cannot be done now.
const FOOT: u16 = 3;

/// One line of the list.
pub struct MenuLine {
    /// What choosing it does.
    pub does: Does,
    /// Its label on the screen below.
    pub label: String,
    /// Its key, when it has one.
    pub key: Option<String>,
    /// Why it cannot be done now.
    pub why_not: Option<String>,
}

/// What a line does.
pub enum Does {
    /// An action of the keymap.
    Action(&'static Action),
    /// An act of the screen below, by name.
    Act(String),
}

impl Does {
    /// Its name.
    pub fn id(&self) -> &str {
        match self {
            Self::Action(action) => action.id,
            Self::Act(name) => name,
        }
    }

    fn help(&self) -> &str {
        match self {
            Self::Action(action) => action.help.words(),
            Self::Act(_) => say!("menu.act_help"),
        }
    }
}

/// The list of all actions.
pub struct Menu {
    lines: Vec<MenuLine>,
    /// What each line is searched by, folded once: its label, and all that is said about it.
    keys: Vec<(String, String)>,
    filter: TextField,
    pick: Pick,
}

impl Menu {
    /// The list, as the screen below allows; what can be done comes first.
    pub fn new(mut lines: Vec<MenuLine>) -> Self {
        lines.sort_by_key(|l| l.why_not.is_some());
        let key = |l: &MenuLine| {
            let all = format!("{} {} {}", l.label, l.does.help(), l.does.id());
            (fold(&l.label), fold(&all))
        };
        Self {
            keys: lines.iter().map(key).collect(),
            lines,
            filter: TextField::default(),
            pick: Pick::default(),
        }
    }

    /// The labels, for tests.
    #[cfg(test)]
    pub fn labels(&self) -> Vec<&str> {
        self.lines.iter().map(|l| l.label.as_str()).collect()
    }

    /// What fits the words: first by its label, then by what is said about it.
    fn fitting(&self) -> Vec<&MenuLine> {
        let wanted = fold(self.filter.text());
        let holds = |key: &str| wanted.split(' ').all(|word| key.contains(word));
        let lines = || self.lines.iter().zip(&self.keys);
        let named = lines().filter(|(_, (label, _))| holds(label));
        let others = lines().filter(|(_, (label, all))| !holds(label) && holds(all));
        named.chain(others).map(|(line, _)| line).collect()
    }

    /// Whether nothing fits what is typed.
    pub fn is_empty(&self) -> bool {
        self.fitting().is_empty()
    }

    /// The row that a name means without being looked at: the whole label or name of one line, or
    /// the only line left.
    pub fn meant(&self, name: &str) -> Option<usize> {
        let fitting = self.fitting();
        let name = fold(name);
        let whole = |l: &&MenuLine| fold(&l.label) == name || fold(l.does.id()) == name;
        let place = fitting.iter().position(whole);
        place.or((fitting.len() == 1).then_some(0))
    }

    fn choose(&self, place: usize, shared: &mut Shared) {
        let fitting = self.fitting();
        let Some(line) = fitting.get(place) else {
            return shared.refuse(say!("menu.no_command_fits"));
        };
        match &line.why_not {
            Some(why) => shared.refuse(why.clone()),
            None => {
                shared.close();
                shared.moves.push(match &line.does {
                    Does::Action(action) => Move::Run(action),
                    Does::Act(name) => Move::Act(name.clone()),
                });
            }
        }
    }
}

impl Show for Menu {
    fn title(&self) -> &str {
        say!("menu.commands_title")
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn edits(&self) -> bool {
        true
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        if self.filter.is_empty() {
            return None;
        }
        Writing::words(&mut self.filter)
    }

    fn digits_act(&self) -> bool {
        true
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let count = self.fitting().len();
        if self.pick.key(key, count, 10) {
            return;
        }
        match key.code {
            Code::Enter => self.choose(self.pick.at, shared),
            // No command has a digit in its name: the number beside a line chooses it, filtered or not.
            Code::Char(digit @ '1'..='9') if key.typed().is_some() => {
                self.choose(digit as usize - '1' as usize, shared);
            }
            _ => {
                self.filter.key(key);
                self.pick = Pick::default();
            }
        }
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        match self.fitting().get(self.pick.at) {
            Some(line) if line.why_not.is_none() => vec![("Enter", say!("common.choose"))],
            _ => Vec::new(),
        }
    }

    fn help(&self) -> String {
        say!("menu.menu_help").into()
    }

    fn spoken(&self, _shared: &Shared) -> Spoken {
        let fitting = self.fitting();
        let words = |line: &&MenuLine| {
            let key = line.key.as_deref();
            let key = key.map_or(String::new(), |key| say!("menu.key_of_command", key));
            let why = line.why_not.as_deref();
            let why = why.map_or(String::new(), |why| say!("menu.not_yet_because", why));
            format!("{}{key}{why}", line.label)
        };
        let about = fitting.get(self.pick.at).map(|line| line.does.help());
        Spoken::read(about.map(str::to_owned).into_iter().collect())
            .rows(fitting.iter().map(words).collect(), self.pick.at)
            .field(Said::new(say!("common.filter"), Takes::Letters).holding(&self.filter))
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let fitting = self.fitting();
        let columns = area.width.min(72);
        let spot = Rect::new(
            area.x + (area.width - columns) / 2,
            area.y,
            columns,
            area.height,
        );
        let inside = pen.boxed(spot, say!("common.commands"));
        let used = pen.text(
            inside.x,
            inside.y,
            inside.width,
            say!("common.filter_prompt"),
            Look::Text,
        );
        let (text, caret) = self.filter.window(40);
        pen.text(inside.x + used, inside.y, 40, text, Look::Text);
        let page = inside.height.saturating_sub(FOOT + 3) as usize;
        let first = self.pick.first(page);
        for (row, line) in fitting.iter().skip(first).take(page).enumerate() {
            let y = inside.y + 2 + row as u16;
            let place = first + row;
            let chosen = place == self.pick.at;
            let mark = if chosen { "►" } else { " " };
            pen.text(inside.x, y, 1, mark, Look::Text);
            let number = if place < 9 {
                (place + 1).to_string()
            } else {
                " ".into()
            };
            let off = if line.why_not.is_some() {
                say!("menu.not_yet")
            } else {
                ""
            };
            let words = format!("{number} {}{off}", line.label);
            let look = if chosen { Look::Focus } else { Look::Text };
            let key = line.key.as_deref().unwrap_or("");
            let right = pen.text_right(inside.right(), y, key, Look::Text);
            let room = right.saturating_sub(inside.x + 2);
            pen.text(
                inside.x + 1,
                y,
                room,
                &elide_middle(&words, room as usize),
                look,
            );
        }
        if let Some(line) = fitting.get(self.pick.at) {
            let words = line.why_not.as_deref().unwrap_or(line.does.help());
            let lines = wrap(words, inside.width as usize);
            let top = inside.bottom().saturating_sub(FOOT);
            let foot = Rect::new(inside.x, top, inside.width, FOOT);
            pen.lines(foot, &lines, Look::Text);
        }
        Some(Position::new(inside.x + used + caret as u16, inside.y))
    }
}
