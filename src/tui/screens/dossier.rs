//! One dossier: facts, steps with their deadlines, what happened; and the acts that move it on.

use ratatui::layout::{Position, Rect};

use super::{ActSheet, IntakeScreen, Print, Review, Show, Told, act_form, rows};
use crate::messages::{Text, say};
use crate::text::mask_identity;
use crate::tui::api::{
    ActLine, ActRequest, Ask, DossierSheet, Failure, Reply, StepLine, Subject, Ticket, TraceLine,
};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::pen::{elide_middle, wrap};
use crate::tui::term::{Look, Pen, width};
use crate::tui::widgets::Pick;
use crate::tui::widgets::Spoken;
use crate::tui::widgets::foot::Note;

/// The dossier screen.
pub struct Dossier {
    code: String,
    sheet: Option<DossierSheet>,
    asked: Ticket,
    acting: Ticket,
    /// The act on its way: its name, and whether it may be taken back.
    doing: (String, bool),
    /// A screen was opened above that may change the dossier.
    changed_above: bool,
    /// Opened by a scan: the likely next act is named when the dossier is there.
    offer_next: bool,
    page: usize,
    top: Pick,
}

const PAGES: [Text; 3] = [
    Text::of("dossier.page_details"),
    Text::of("dossier.page_steps"),
    Text::of("dossier.page_trail"),
];

/// Begins the name of an act that asks who gets the dossier.
const NAMED: &str = "to:";

impl Dossier {
    /// Opens the dossier with this code.
    pub fn open(code: String, shared: &mut Shared) -> Self {
        let asked = shared.ask(Ask::Dossier(code.clone()));
        Self {
            code,
            sheet: None,
            asked,
            acting: 0,
            doing: Default::default(),
            changed_above: false,
            offer_next: false,
            page: 0,
            top: Pick::default(),
        }
    }

    /// Names the one likely next act as soon as the dossier is there.
    pub fn offering_next(mut self) -> Self {
        self.offer_next = true;
        self
    }

    fn say_next(&self, shared: &mut Shared) {
        let Some(sheet) = &self.sheet else { return };
        let key = |id| shared.keys.key_of(id).map(|key| key.to_string());
        let mends = |act: &ActLine| ["correct_intake", "convert"].contains(&act.act.as_str());
        let free = |act: &&ActLine| act.why_not.is_none() && !mends(act);
        let next = sheet.acts.iter().find(free);
        let words = match next {
            Some(act) if act.act == "return_result" => {
                format!("{} {}.", key("return").unwrap_or_default(), act.label)
            }
            Some(act) => format!("{} {}.", key("forward").unwrap_or_default(), act.label),
            None => say!("dossier.nothing_to_do", state = sheet.state),
        };
        shared.say(Note::plain(words));
    }

    /// Reads it again.
    pub fn refresh(&mut self, shared: &mut Shared) {
        self.asked = shared.ask(Ask::Dossier(self.code.clone()));
    }

    /// The act with this name, as offered now; the first of several names that is offered.
    pub fn act(&self, names: &[&str]) -> Option<&ActLine> {
        let acts = &self.sheet.as_ref()?.acts;
        let named = names
            .iter()
            .filter_map(|n| acts.iter().find(|a| a.act == *n));
        let open = named.clone().find(|a| a.why_not.is_none());
        open.or_else(|| named.clone().next())
    }

    /// Whether the dossier has arrived.
    pub fn is_loaded(&self) -> bool {
        self.sheet.is_some()
    }

    /// Starts an act: at once, or after its dialog when it asks for something.
    pub fn start(&mut self, names: &[&str], shared: &mut Shared) {
        let Some(line) = self.act(names).cloned() else {
            return;
        };
        if let Some(why) = line.why_not {
            return shared.refuse(why);
        }
        let Some(sheet) = self.sheet.clone() else {
            return;
        };
        if act_form::needs_words(&line) {
            let screen = ActSheet::one(line, sheet, shared);
            return shared.open(screen);
        }
        self.carry_out(&line.act, &line.label, line.undo, sheet.version, shared);
    }

    /// Takes the last act back; `version` is the one after it.
    pub fn take_back(&mut self, version: i64, shared: &mut Shared) {
        self.carry_out("undo", say!("common.undo"), false, version, shared);
    }

    /// Its code.
    pub fn code(&self) -> &str {
        &self.code
    }

    fn carry_out(&mut self, act: &str, label: &str, undo: bool, version: i64, shared: &mut Shared) {
        let request = ActRequest {
            key: (shared.new_id)(),
            dossier: self.code.clone(),
            version,
            act: act.to_owned(),
            ..ActRequest::default()
        };
        self.doing = (label.to_owned(), undo);
        self.acting = shared.ask(Ask::Act(Box::new(request)));
        shared.say(Note::plain(say!("common.sending")));
    }

    /// Whether it has papers to print.
    pub fn can_print(&self) -> bool {
        self.sheet.as_ref().is_some_and(|s| !s.forms.is_empty())
    }

    /// F7: the forms this dossier may print.
    pub fn open_print(&self, shared: &mut Shared) {
        let Some(sheet) = &self.sheet else { return };
        let screen = Print::new(Subject::Dossier(self.code.clone()), sheet.forms.clone());
        shared.open(screen);
    }

    /// 4: files and results.
    fn open_files(&mut self, shared: &mut Shared) {
        self.changed_above = true;
        let screen = super::Files::open(self.code.clone(), shared);
        shared.open(screen);
    }

    /// What is owed, and taking it.
    pub fn open_fees(&mut self, shared: &mut Shared) {
        self.changed_above = true;
        let screen = super::Fees::open(&self.code, shared);
        shared.open(screen);
    }

    /// F8: the desk checks who collects before anything is handed back.
    pub fn open_return(&mut self, shared: &mut Shared) {
        self.changed_above = true;
        let screen = super::Returning::open(&self.code, shared);
        shared.open(screen);
    }

    fn lines(&self, columns: usize, reveal: bool) -> Vec<(String, Look)> {
        let Some(sheet) = &self.sheet else {
            return vec![(say!("dossier.loading_dossier").into(), Look::Text)];
        };
        match self.page {
            0 => facts(sheet, columns, reveal),
            1 => sheet
                .steps
                .iter()
                .enumerate()
                .map(|(n, s)| step(n, s, columns))
                .collect(),
            _ => sheet.trace.iter().flat_map(|t| trace(t, columns)).collect(),
        }
    }
}

impl Show for Dossier {
    fn title(&self) -> &str {
        say!("dossier.title")
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        match (key.typed(), key.code) {
            (Some('4'), _) => self.open_files(shared),
            (Some(digit @ '1'..='3'), _) => self.turn(digit as usize - '1' as usize),
            (_, Code::Tab | Code::Right) => self.turn(self.page + 1),
            (_, Code::BackTab | Code::Left) => self.turn(self.page + PAGES.len() - 1),
            _ => {
                let page = shared.size.1.saturating_sub(10) as usize;
                let count = self.lines(shared.size.0 as usize, true).len();
                self.top.key(key, count.saturating_sub(page) + 1, page);
            }
        }
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        if ticket == 0 || (ticket != self.asked && ticket != self.acting) {
            return false;
        }
        match answer {
            Ok(Reply::Dossier(sheet)) => {
                self.sheet = Some((**sheet).clone());
                if std::mem::take(&mut self.offer_next) {
                    self.say_next(shared);
                }
            }
            Ok(Reply::Acted(words, after)) => {
                let (label, undo) = std::mem::take(&mut self.doing);
                let version = after.as_ref().filter(|_| undo).map(|sheet| sheet.version);
                let items = version.map(|version| (self.code.clone(), version));
                self.put(after.clone(), shared);
                shared.done(words, &label, items.into_iter().collect());
            }
            Ok(_) => {}
            Err(failure) => {
                shared.say(Note::bad(&failure.code, &failure.text));
                // Somebody else may have moved it: show how it stands now.
                if ticket == self.acting && !failure.unreachable {
                    self.refresh(shared);
                }
            }
        }
        true
    }

    fn again(&mut self, shared: &mut Shared) {
        // What was done on the screen above is part of this one.
        if std::mem::take(&mut self.changed_above) {
            self.refresh(shared);
        }
    }

    fn told(&mut self, told: Told, shared: &mut Shared) {
        if let Told::Acted(after) = told {
            self.put(after, shared);
        }
    }

    fn acts(&self) -> Vec<(String, String, Option<String>)> {
        let acts = self.sheet.iter().flat_map(|sheet| &sheet.acts);
        let entry = |a: &ActLine| (a.act.clone(), a.label.clone(), a.why_not.clone());
        let named = acts.clone().filter(|a| act_form::may_name(&a.act));
        let named = named.map(|a| {
            let label = say!("dossier.act_naming", label = a.label);
            (format!("{NAMED}{}", a.act), label, a.why_not.clone())
        });
        acts.map(entry).chain(named).collect()
    }

    fn do_act(&mut self, name: &str, shared: &mut Shared) {
        match name {
            // Handing over has a screen of its own.
            "return_result" => self.open_return(shared),
            "correct_intake" => {
                self.changed_above = true;
                let screen = IntakeScreen::correct(&self.code, shared);
                shared.open(screen);
            }
            "convert" => {
                if let Some(line) = self.act(&["convert"]).cloned() {
                    self.changed_above = true;
                    let screen = Review::conversion(&line, &self.code, shared);
                    shared.open(screen);
                }
            }
            name => match (name.strip_prefix(NAMED), &self.sheet) {
                (Some(act), Some(sheet)) => {
                    let line = sheet.acts.iter().find(|line| line.act == act);
                    if let Some(line) = line.cloned() {
                        let screen = ActSheet::naming(line, sheet.clone(), shared);
                        shared.open(screen);
                    }
                }
                _ => self.start(&[name], shared),
            },
        }
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        vec![("1–4", say!("dossier.page_keys"))]
    }

    fn help(&self) -> String {
        say!("dossier.help").into()
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        const WIDE: usize = 1000;
        let names = PAGES.iter().enumerate().map(|(place, name)| {
            let here = if place == self.page {
                say!("common.is_open")
            } else {
                ""
            };
            format!("{} {name}{here}", place + 1)
        });
        let mut lines = vec![say!("dossier.code_spoken", code = self.code)];
        if let Some(sheet) = &self.sheet {
            let (owner, state) = (&sheet.owner, &sheet.state);
            lines.push(format!("{owner}; {state}; {}", sheet.standing_words));
        }
        lines.push(say!(
            "dossier.pages_spoken",
            join = names.collect::<Vec<_>>().join("; ")
        ));
        let page = self.lines(WIDE, shared.reveals()).into_iter();
        let page = page.map(|(line, _)| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.extend(page);
        Spoken::read(lines)
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        let mut x = area.x + 1;
        for (place, name) in PAGES.iter().enumerate() {
            let look = if place == self.page {
                Look::Focus
            } else {
                Look::Text
            };
            if place == self.page {
                pen.text(x - 1, area.y, 1, "►", Look::Text);
            }
            x += pen.text(x, area.y, 20, &format!("{} {name}", place + 1), look) + 2;
        }
        let mut right = pen.text_right(area.right() - 1, area.y, &self.code, Look::Strong);
        if let Some(sheet) = &self.sheet {
            let y = area.y + 1;
            let words = format!("{} {}", rows::sign(sheet.standing), sheet.standing_words);
            right = pen.text_right(area.right() - 1, y, &words, rows::look(sheet.standing));
            let room = right.saturating_sub(area.x + 2);
            let head = format!("{} · {}", sheet.owner, sheet.state);
            pen.text(
                area.x + 1,
                y,
                room,
                &elide_middle(&head, room as usize),
                Look::Strong,
            );
        }
        let _ = right;
        let columns = area.width.saturating_sub(2) as usize;
        let lines = self.lines(columns, shared.reveals());
        let body = Rect::new(
            area.x + 1,
            area.y + 3,
            area.width - 1,
            area.height.saturating_sub(3),
        );
        for ((line, look), y) in lines
            .iter()
            .skip(self.top.at)
            .zip(body.top()..body.bottom())
        {
            pen.text(body.x, y, body.width, line, *look);
        }
        None
    }
}

impl Dossier {
    /// Shows it as it stands after an act.
    fn put(&mut self, after: Option<Box<DossierSheet>>, shared: &mut Shared) {
        match after {
            Some(sheet) => self.sheet = Some(*sheet),
            None => self.refresh(shared),
        }
    }

    fn turn(&mut self, to: usize) {
        self.page = to % PAGES.len();
        self.top = Pick::default();
    }
}

fn facts(sheet: &DossierSheet, columns: usize, reveal: bool) -> Vec<(String, Look)> {
    const LABEL: usize = 20;
    let mut lines = Vec::new();
    for fact in &sheet.facts {
        let value = if fact.secret && !reveal {
            mask_identity(&fact.value)
        } else {
            fact.value.clone()
        };
        let label = elide_middle(&fact.label, LABEL - 2).into_owned();
        let pad = " ".repeat(LABEL.saturating_sub(width(&label)));
        for (n, part) in wrap(&value, columns.saturating_sub(LABEL))
            .iter()
            .enumerate()
        {
            let line = if n == 0 {
                format!("{label}{pad}{part}")
            } else {
                " ".repeat(LABEL) + part
            };
            lines.push((line, Look::Text));
        }
    }
    lines
}

fn step(place: usize, step: &StepLine, columns: usize) -> (String, Look) {
    const NAME: usize = 29;
    let who_columns = columns.saturating_sub(NAME + 34).clamp(14, 30);
    let fixed = |text: &str, columns: usize| {
        let text = elide_middle(text, columns);
        let pad = " ".repeat(columns.saturating_sub(width(&text)));
        format!("{text}{pad}")
    };
    let mark = if step.current { "►" } else { " " };
    let line = format!(
        "{mark}{}. {} {} {} {} {}",
        place + 1,
        fixed(&step.name, NAME),
        fixed(&step.who, who_columns),
        fixed(&step.due, 7),
        rows::sign(step.standing),
        step.words
    );
    let look = if step.current {
        Look::Strong
    } else {
        Look::Text
    };
    (line, look)
}

fn trace(event: &TraceLine, columns: usize) -> Vec<(String, Look)> {
    let head = format!("{:<14} {} · ", event.at, event.who);
    let words = wrap(&format!("{head}{}", event.what), columns);
    words.into_iter().map(|line| (line, Look::Text)).collect()
}
