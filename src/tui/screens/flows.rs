//! “Quy trình và người xử lý”: the processes of the office with what is wrong with them; opened, their
//! steps with who usually gets a dossier there, set by F4.

use ratatui::layout::{Position, Rect};

use super::values::Values;
use super::{OrderSheet, Show, Told};
use crate::messages::say;
use crate::tui::api::{
    Ask, Blank, BlankKind, Failure, FlowRow, FlowSheet, FlowStepRow, Order, Reply, StaffOrder,
    Ticket,
};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::pen::elide_middle;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Choice, Pick};

/// The list, and the process that is open.
pub struct Flows {
    rows: Option<Vec<FlowRow>>,
    pick: Pick,
    open: Option<(FlowSheet, Pick)>,
    asked: Ticket,
    opening: Ticket,
    setting: Ticket,
}

/// Officers of nobody: the step goes back to the group.
const GROUP: &str = "-";

impl Flows {
    /// Asks for the processes.
    pub fn open(shared: &mut Shared) -> Self {
        Self {
            rows: None,
            pick: Pick::default(),
            open: None,
            asked: shared.ask(Ask::Flows),
            opening: 0,
            setting: 0,
        }
    }

    /// Whether F4 has a step to set.
    pub fn can_choose(&self) -> bool {
        self.step().is_some_and(|step| !step.officers.is_empty())
    }

    /// Back to the list; false when the list is what is shown.
    pub fn back(&mut self) -> bool {
        self.open.take().is_some()
    }

    /// What is wrong and may be followed all the same, when somebody answers for it.
    fn acceptance(&self) -> Option<Order> {
        let (sheet, _) = self.open.as_ref()?;
        let open = &sheet.acceptable;
        let why = open
            .is_empty()
            .then(|| say!("flows.none_to_accept").to_owned());
        let all = (
            "all".to_owned(),
            say!("flows.all_acceptable", count = open.len()),
        );
        let choices = std::iter::once(all).chain(open.iter().cloned()).collect();
        let order = Order::new(
            "accept_process",
            say!("flows.accept_open_points"),
            &[&sheet.id],
        )
        .about(&sheet.title)
        .about(say!("flows.you_answer"))
        .asking([
            Blank::new("finding", say!("flows.point"), BlankKind::Choice(choices))
                .must()
                .holding("all"),
            Blank::reason(),
        ]);
        Some(order.unless(why))
    }

    fn step(&self) -> Option<&FlowStepRow> {
        let (sheet, pick) = self.open.as_ref()?;
        sheet.steps.get(pick.at)
    }

    /// Opens the officers of the step in focus.
    pub fn open_officers(&self, shared: &mut Shared) {
        let Some(step) = self.step() else { return };
        let choice = |(id, name): &(String, String)| Choice::new(id, name);
        let mut choices: Vec<Choice> = step.officers.iter().map(choice).collect();
        choices.push(Choice::new(GROUP, say!("flows.whole_group_takes")));
        let label = say!("flows.usual_officer", no = step.no);
        shared.open(Values::new("officer", &label, choices));
    }

    fn set(&mut self, officer: String, shared: &mut Shared) {
        let Some((sheet, pick)) = &self.open else {
            return;
        };
        let Some(step) = sheet.steps.get(pick.at) else {
            return;
        };
        let order = StaffOrder {
            key: (shared.new_id)(),
            process: sheet.id.clone(),
            procedure: sheet.procedure.clone(),
            org: step.org.clone(),
            role: step.role.clone(),
            kind: step.kind.clone(),
            officer: if officer == GROUP {
                String::new()
            } else {
                officer
            },
        };
        self.setting = shared.ask(Ask::Staff(order));
    }

    fn enter(&mut self, shared: &mut Shared) {
        if self.open.is_some() {
            return match self.can_choose() {
                true => self.open_officers(shared),
                false => shared.refuse(say!("flows.no_officer_for_role")),
            };
        }
        let row = self.rows.iter().flatten().nth(self.pick.at);
        if let Some(id) = row.map(|row| row.id.clone()) {
            self.opening = shared.ask(Ask::Flow(id));
        }
    }
}

impl Show for Flows {
    fn title(&self) -> &str {
        say!("flows.title")
    }

    fn acts(&self) -> Vec<(String, String, Option<String>)> {
        let order = self.acceptance().into_iter();
        order.map(|o| (o.act, o.label, o.why_not)).collect()
    }

    fn do_act(&mut self, _name: &str, shared: &mut Shared) {
        if let Some(order) = self.acceptance() {
            shared.open(OrderSheet::new(order));
        }
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let (pick, count) = match &mut self.open {
            Some((sheet, pick)) => (pick, sheet.steps.len()),
            None => (&mut self.pick, self.rows.as_ref().map_or(0, Vec::len)),
        };
        if !pick.key(key, count, 10) && key.code == Code::Enter {
            self.enter(shared);
        }
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        if ticket == 0 || ![self.asked, self.opening, self.setting].contains(&ticket) {
            return false;
        }
        match answer {
            Ok(Reply::Flows(rows)) => self.rows = Some(rows.clone()),
            Ok(Reply::Flow(sheet)) => {
                let at = self
                    .open
                    .take()
                    .map_or_else(Pick::default, |(_, pick)| pick);
                self.open = Some(((**sheet).clone(), at));
                if ticket == self.setting {
                    shared.say(Note::good(say!("flows.usual_officer_saved")));
                }
            }
            Ok(_) => {}
            Err(failure) => shared.say(Note::bad(&failure.code, &failure.text)),
        }
        true
    }

    fn told(&mut self, told: Told, shared: &mut Shared) {
        match (told, &self.open) {
            (Told::Value(field, officer), _) if field == "officer" => self.set(officer, shared),
            (Told::Ordered(_), Some((sheet, _))) => {
                self.opening = shared.ask(Ask::Flow(sheet.id.clone()));
                self.asked = shared.ask(Ask::Flows);
            }
            _ => {}
        }
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        match (&self.open, &self.rows) {
            (Some(_), _) if self.can_choose() => vec![("Enter", say!("flows.name_officer"))],
            (None, Some(rows)) if !rows.is_empty() => vec![("Enter", say!("common.open"))],
            _ => Vec::new(),
        }
    }

    fn help(&self) -> String {
        match self.open {
            Some(_) => say!("flows.help_steps").into(),
            None => say!("flows.help_list").into(),
        }
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        match (&self.open, &self.rows) {
            (Some((sheet, pick)), _) => draw_sheet(pen, area, sheet, pick),
            (None, Some(rows)) => draw_rows(pen, area, rows, &self.pick),
            (None, None) => {
                let words = say!("flows.loading_processes");
                pen.text(area.x + 1, area.y, area.width, words, Look::Text);
            }
        }
        None
    }
}

fn draw_rows(pen: &mut Pen, area: Rect, rows: &[FlowRow], pick: &Pick) {
    const RIGHT: u16 = 26;
    let page = area.height as usize;
    let first = pick.first(page);
    for ((place, row), y) in rows.iter().enumerate().skip(first).take(page).zip(area.y..) {
        let chosen = place == pick.at;
        pen.text(area.x, y, 1, if chosen { "►" } else { " " }, Look::Text);
        let look = if chosen { Look::Focus } else { Look::Text };
        let room = area.width.saturating_sub(RIGHT + 2);
        let name = match row.procedure.is_empty() {
            true => row.name.clone(),
            false => format!("{} {}", row.procedure, row.name),
        };
        pen.text(
            area.x + 1,
            y,
            room,
            &elide_middle(&name, room as usize),
            look,
        );
        let (words, look) = match (row.open, row.findings) {
            (0, 0) => (say!("flows.all_right").to_owned(), Look::Good),
            (0, all) => (say!("flows.accepted_count", all), Look::Good),
            (open, _) => (say!("flows.open_count", open), Look::Bad),
        };
        let x = area.right().saturating_sub(RIGHT);
        pen.text(x, y, RIGHT, &format!("{} {words}", row.days), look);
    }
}

fn draw_sheet(pen: &mut Pen, area: Rect, sheet: &FlowSheet, pick: &Pick) {
    let room = area.width.saturating_sub(2);
    let mut y = area.y;
    let mut line = |y: &mut u16, words: &str, look| {
        if *y < area.bottom() {
            pen.text(area.x, *y, room, &elide_middle(words, room as usize), look);
            *y += 1;
        }
    };
    line(&mut y, &sheet.title, Look::Strong);
    for (place, step) in sheet.steps.iter().enumerate() {
        let mark = if place == pick.at { "►" } else { " " };
        let who = if step.usual.is_empty() {
            say!("flows.whole_group")
        } else {
            &step.usual
        };
        let words = format!(
            "{mark}{} {} · {} · {}, {}: {who}",
            step.no, step.name, step.days, step.role_label, step.org_name
        );
        let look = if place == pick.at {
            Look::Focus
        } else {
            Look::Text
        };
        line(&mut y, &words, look);
    }
    if !sheet.findings.is_empty() {
        line(&mut y, "", Look::Text);
        line(&mut y, say!("flows.points_to_check"), Look::Strong);
    }
    for finding in &sheet.findings {
        line(&mut y, finding, Look::Text);
    }
}
