//! Any table of the office: its rows, the detail of the chosen one, and the few acts the server
//! offers on it. What differs from table to table is data.

use std::collections::BTreeSet;

use ratatui::layout::{Position, Rect};

use super::{OrderSheet, Print, Show, Told, Values, rows};
use crate::messages::say;
use crate::tui::api::{
    Ask, Column, Failure, FormLine, Order, Reply, Subject, Table, TableOf, TableRow, Ticket,
};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::pen::elide_middle;
use crate::tui::term::{Look, Pen, width};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Choice, Pick, Spoken};

/// Most lines about the chosen row.
const DETAIL: usize = 3;
/// Most papers that F7 offers.
const PAPERS: usize = 9;

/// The screen of one table.
pub struct TableScreen {
    of: TableOf,
    table: Option<Table>,
    pick: Pick,
    /// Identifiers of the marked rows.
    marks: BTreeSet<String>,
    /// Papers of what was done last.
    fresh: Vec<(Subject, FormLine)>,
    asked: Ticket,
}

impl TableScreen {
    /// Asks for the table.
    pub fn open(of: TableOf, shared: &mut Shared) -> Self {
        Self {
            asked: shared.ask(Ask::Table(of.clone())),
            of,
            table: None,
            pick: Pick::default(),
            marks: BTreeSet::new(),
            fresh: Vec::new(),
        }
    }

    /// Reads it again.
    pub fn refresh(&mut self, shared: &mut Shared) {
        self.asked = shared.ask(Ask::Table(self.of.clone()));
    }

    fn rows(&self) -> &[TableRow] {
        self.table.as_ref().map_or(&[], |table| &table.rows)
    }

    fn chosen(&self) -> Option<&TableRow> {
        self.rows().get(self.pick.at)
    }

    /// What may be done now: with the chosen row, with the marked ones, with the table.
    fn orders(&self) -> Vec<Order> {
        let Some(table) = &self.table else {
            return Vec::new();
        };
        let of_row = self.chosen().into_iter().flat_map(|row| row.acts.clone());
        let of_row = of_row.filter(|_| self.marks.is_empty());
        of_row
            .chain(self.on_marked(table))
            .chain(table.acts.clone())
            .collect()
    }

    fn on_marked(&self, table: &Table) -> Option<Order> {
        let order = table.on_marked.clone()?;
        let chosen = self.chosen().filter(|row| row.markable);
        let targets: Vec<String> = if self.marks.is_empty() {
            chosen.map(|row| row.id.clone()).into_iter().collect()
        } else {
            let marked = table.rows.iter().filter(|row| self.marks.contains(&row.id));
            marked.map(|row| row.id.clone()).collect()
        };
        (!targets.is_empty()).then_some(Order { targets, ..order })
    }

    fn start(&self, order: Order, shared: &mut Shared) {
        match order.why_not {
            Some(why) => shared.refuse(why),
            None => shared.open(OrderSheet::new(order)),
        }
    }

    /// Enter: the only act at once, one of several from a list.
    fn enter(&self, shared: &mut Shared) {
        let mut orders = self.orders();
        match orders.len() {
            0 => shared.refuse(say!("table.nothing_to_do")),
            1 => self.start(orders.remove(0), shared),
            _ => {
                let choice = |order: &Order| match &order.why_not {
                    Some(_) => {
                        Choice::new(&order.act, &say!("table.act_not_now", label = order.label))
                    }
                    None => Choice::new(&order.act, &order.label),
                };
                let choices = orders.iter().map(choice).collect();
                shared.open(Values::new("act", say!("table.acts_title"), choices));
            }
        }
    }

    fn mark(&mut self, shared: &mut Shared) {
        let Some(row) = self.chosen().filter(|row| row.markable) else {
            return shared.refuse(say!("table.not_markable"));
        };
        let id = row.id.clone();
        if !self.marks.remove(&id) {
            self.marks.insert(id);
        }
    }

    fn can_mark(&self) -> bool {
        self.rows().iter().any(|row| row.markable)
    }

    fn papers(&self) -> Vec<(Subject, FormLine)> {
        let of_row = self.chosen().into_iter().flat_map(|row| &row.papers);
        let mut all = self.fresh.clone();
        for paper in of_row {
            if !all.contains(paper) {
                all.push(paper.clone());
            }
        }
        all.truncate(PAPERS);
        all
    }

    /// Whether there is a paper to print.
    pub fn can_print(&self) -> bool {
        !self.papers().is_empty()
    }

    /// F7: the papers of what was done last and of the chosen row.
    pub fn open_print(&self, shared: &mut Shared) {
        shared.open(Print::of_many(self.papers()));
    }

    fn took(&mut self, table: Table) {
        let id = self.chosen().map(|row| row.id.clone());
        let place = table
            .rows
            .iter()
            .position(|row| Some(&row.id) == id.as_ref());
        self.pick.at = place.unwrap_or(self.pick.at);
        self.pick.fit(table.rows.len());
        self.marks
            .retain(|id| table.rows.iter().any(|row| row.id == *id));
        self.table = Some(table);
    }
}

impl Show for TableScreen {
    fn title(&self) -> &str {
        self.table
            .as_ref()
            .map_or(say!("table.loading_title"), |table| &table.title)
    }

    fn acts(&self) -> Vec<(String, String, Option<String>)> {
        let orders = self.orders().into_iter();
        orders.map(|o| (o.act, o.label, o.why_not)).collect()
    }

    fn do_act(&mut self, name: &str, shared: &mut Shared) {
        let order = self.orders().into_iter().find(|order| order.act == name);
        if let Some(order) = order {
            self.start(order, shared);
        }
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let count = self.rows().len();
        if self.pick.key(key, count, 10) {
            return;
        }
        match (key.typed(), key.code) {
            (_, Code::Enter) => self.enter(shared),
            (Some(' '), _) if self.can_mark() => self.mark(shared),
            _ => {}
        }
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        if ticket == 0 || ticket != self.asked {
            return false;
        }
        match answer {
            Ok(Reply::Table(table)) => self.took((**table).clone()),
            Ok(_) => {}
            Err(failure) => shared.say(Note::bad(&failure.code, &failure.text)),
        }
        true
    }

    fn told(&mut self, told: Told, shared: &mut Shared) {
        match told {
            Told::Value(field, act) if field == "act" => self.do_act(&act, shared),
            Told::Ordered(papers) => {
                self.fresh = papers;
                self.marks.clear();
                self.refresh(shared);
            }
            _ => {}
        }
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        let mut keys = Vec::new();
        if !self.orders().is_empty() {
            keys.push(("Enter", say!("table.acts")));
        }
        if self.can_mark() {
            keys.push(("Space", say!("common.mark")));
        }
        keys
    }

    fn help(&self) -> String {
        let about = self.table.as_ref().map_or("", |table| &table.help);
        say!("table.screen_help", about)
    }

    fn spoken(&self, _shared: &Shared) -> Spoken {
        let Some(table) = &self.table else {
            return Spoken::read(vec![say!("common.loading").into()]);
        };
        let mut lines = vec![table.head.clone()];
        if table.rows.is_empty() {
            lines.push(table.empty.clone());
        }
        if let Some(row) = self.chosen() {
            lines.extend(row.detail.iter().cloned());
        }
        lines.retain(|line| !line.is_empty());
        let row = |row: &TableRow| {
            let marked = self.marks.contains(&row.id);
            let mark = if marked { say!("common.is_marked") } else { "" };
            let cells = row.cells.iter().zip(&table.columns);
            let cells = cells.filter(|(cell, _)| !cell.is_empty());
            let cells = cells.map(|(cell, column)| match column.label.as_str() {
                "" => cell.clone(),
                label => format!("{label} {cell}"),
            });
            format!("{mark}{}", cells.collect::<Vec<_>>().join("; "))
        };
        Spoken::read(lines).rows(table.rows.iter().map(row).collect(), self.pick.at)
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let Some(table) = &self.table else {
            pen.text(
                area.x + 1,
                area.y,
                area.width - 1,
                say!("common.loading"),
                Look::Text,
            );
            return None;
        };
        pen.text(
            area.x + 1,
            area.y,
            area.width - 1,
            &table.head,
            Look::Strong,
        );
        let spots = places(&table.columns, area);
        let labels: Vec<&str> = table.columns.iter().map(|c| c.label.as_str()).collect();
        let heads = Rect::new(area.x, area.y + 2, area.width, 1);
        draw_cells(pen, heads, &table.columns, &spots, &labels, [Look::Text; 2]);
        pen.rule(area.x, heads.y + 1, area.width);
        let detail = DETAIL as u16 + 1;
        let list = Rect::new(
            area.x,
            heads.y + 2,
            area.width,
            area.height.saturating_sub(4 + detail),
        );
        if table.rows.is_empty() {
            pen.text(list.x + 1, list.y, list.width - 1, &table.empty, Look::Text);
        }
        let page = list.height as usize;
        let first = self.pick.first(page);
        let shown = table.rows.iter().enumerate().skip(first).take(page);
        for ((place, row), y) in shown.zip(list.y..) {
            let chosen = place == self.pick.at;
            pen.text(list.x, y, 1, if chosen { "►" } else { " " }, Look::Text);
            if self.marks.contains(&row.id) {
                pen.text(list.x + 1, y, 1, "•", Look::Strong);
            }
            let look = if chosen { Look::Focus } else { Look::Text };
            let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
            let spot = Rect::new(list.x, y, list.width, 1);
            let looks = [look, rows::look(row.standing)];
            draw_cells(pen, spot, &table.columns, &spots, &cells, looks);
        }
        self.draw_detail(pen, area);
        None
    }
}

impl TableScreen {
    fn draw_detail(&self, pen: &mut Pen, area: Rect) {
        let Some(row) = self.chosen().filter(|row| !row.detail.is_empty()) else {
            return;
        };
        let y = area.bottom().saturating_sub(DETAIL as u16 + 1);
        pen.rule(area.x + 1, y, area.width - 2);
        let room = area.width - 2;
        for (line, y) in row.detail.iter().take(DETAIL).zip(y + 1..) {
            let words = elide_middle(line, room as usize);
            pen.text(area.x + 1, y, room, &words, Look::Text);
        }
    }
}

/// Where each column begins and how wide it is; a row begins after its two signs.
fn places(columns: &[Column], area: Rect) -> Vec<(u16, u16)> {
    let fixed: u16 = columns.iter().map(|column| column.width + 1).sum();
    let open = columns.iter().filter(|column| column.width == 0).count() as u16;
    let left = area.width.saturating_sub(3 + fixed);
    let mut x = area.x + 2;
    let place = |column: &Column| {
        let wide = match column.width {
            0 => left / open.max(1),
            fixed => fixed,
        };
        let at = x;
        x += wide + 1;
        (at, wide)
    };
    columns.iter().map(place).collect()
}

/// One text in each place, the first in the first look, the last in the second, the others plain.
fn draw_cells(
    pen: &mut Pen,
    row: Rect,
    columns: &[Column],
    spots: &[(u16, u16)],
    cells: &[&str],
    [first, last]: [Look; 2],
) {
    let count = cells.len();
    for (place, ((cell, column), (x, wide))) in cells.iter().zip(columns).zip(spots).enumerate() {
        let look = match place {
            0 => first,
            _ if place + 1 == count => last,
            _ => Look::Text,
        };
        let words = elide_middle(cell, *wide as usize);
        let shift = match column.right {
            true => wide.saturating_sub(width(&words) as u16),
            false => 0,
        };
        pen.text(x + shift, row.y, wide - shift, &words, look);
    }
}
