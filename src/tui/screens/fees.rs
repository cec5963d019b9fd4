//! Thu phí: the fee lines of one dossier, what is owed, and taking it with one Enter.

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};

use super::{Print, Show, Told, Writing};
use crate::messages::say;
use crate::text::amount::{figures, read_figures};
use crate::tui::api::{Ask, Failure, FormLine, Reply, Subject, Ticket};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::pen::elide_middle;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::Spoken;
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Choice, Field, Form, FormEvent, Kind, Row};
use crate::wire::{CollectRequest, ExemptRequest, FeeRow, FeeSheet, ModeView};

/// Keys younger than this do not take money: they were meant for the screen before, in milliseconds.
const BLIND: u64 = 300;
/// Fee lines that are shown before the fields need the room.
const MOST_LINES: usize = 7;

/// The fees of one dossier.
pub struct Fees {
    code: String,
    sheet: Option<FeeSheet>,
    form: Form,
    /// Key of the next collection: kept until it was answered, so that a second Enter is harmless.
    key: String,
    asked: Ticket,
    sent: Ticket,
    opened: u64,
}

impl Fees {
    /// Opens the fees of the dossier with this code.
    pub fn open(code: &str, shared: &mut Shared) -> Self {
        Self {
            code: code.to_owned(),
            sheet: None,
            form: fields(&[]),
            key: (shared.new_id)(),
            asked: shared.ask(Ask::Fees(code.to_owned())),
            sent: 0,
            opened: shared.now,
        }
    }

    /// Code of the dossier.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Reads them again.
    pub fn refresh(&mut self, shared: &mut Shared) {
        self.asked = shared.ask(Ask::Fees(self.code.clone()));
    }

    /// Whole đồng still owed, of both kinds.
    pub fn owed(&self) -> u64 {
        let sheet = self.sheet.as_ref();
        sheet.map_or(0, |s| s.owed_phi_dong + s.owed_le_phi_dong)
    }

    /// Whether the fields ask for an exemption.
    pub fn exempts(&self) -> bool {
        !self.text("ground").is_empty() || !self.text("paper").is_empty()
    }

    /// Takes the money, or exempts when ground and paper were typed.
    pub fn commit(&mut self, shared: &mut Shared) {
        if shared.now < self.opened + BLIND || self.sent != 0 {
            return;
        }
        if self.owed() == 0 {
            return shared.refuse(say!("fees.nothing_owed_print"));
        }
        let wrong = self.form.check(shared.today());
        if let Some((label, problem)) = wrong.first() {
            return shared.refuse(format!("{label}: {problem}"));
        }
        let ask = if self.exempts() {
            Ask::Exempt {
                code: self.code.clone(),
                key: self.key.clone(),
                request: self.exemption(),
            }
        } else {
            Ask::Collect {
                code: self.code.clone(),
                key: self.key.clone(),
                request: Box::new(self.collection(shared)),
            }
        };
        self.sent = shared.ask(ask);
        shared.say(Note::plain(say!("common.saving")));
    }

    fn exemption(&self) -> ExemptRequest {
        ExemptRequest {
            lines: Vec::new(),
            ground: self.text("ground"),
            paper: self.text("paper"),
        }
    }

    fn collection(&self, shared: &Shared) -> CollectRequest {
        let value = |id: &str| {
            let field = self.form.field(id).filter(|f| f.shown);
            field.and_then(|f| f.value(shared.today()).ok())
        };
        CollectRequest {
            way: value("way").unwrap_or_default(),
            mode: value("mode").unwrap_or_default(),
            given_dong: self.given(),
            phi_number: value("phi_number").and_then(|number| number.parse().ok()),
            le_phi_number: value("le_phi_number").and_then(|number| number.parse().ok()),
            open_with_dong: Some(0),
            ..CollectRequest::default()
        }
    }

    fn text(&self, id: &str) -> String {
        let field = self.form.field(id);
        field.map_or(String::new(), |f| f.input.text().trim().to_owned())
    }

    fn given(&self) -> Option<u64> {
        read_figures(&self.text("given"))
    }

    /// Whether there is a receipt to print.
    pub fn can_print(&self) -> bool {
        self.sheet.as_ref().is_some_and(|s| !s.receipts.is_empty())
    }

    /// F7: the receipts, newest first.
    pub fn open_print(&self, shared: &mut Shared) {
        let Some(sheet) = &self.sheet else { return };
        let form = |r: &crate::wire::ReceiptView| {
            let number = if r.number.is_empty() {
                say!("fees.number_pending")
            } else {
                &r.number
            };
            let title = say!(
                "fees.receipt_title",
                kind_label = r.kind_label,
                amount_dong = figures(r.amount_dong),
                number
            );
            let line = FormLine {
                id: "bien-lai-a5".into(),
                title,
            };
            (Subject::Receipt(r.id), line)
        };
        let live =
            |r: &&crate::wire::ReceiptView| !matches!(r.state.as_str(), "cancelled" | "replaced");
        let newest = sheet.receipts.iter().rev();
        let forms = newest
            .clone()
            .filter(live)
            .chain(newest.filter(|r| !live(r)));
        shared.open(Print::of_many(forms.map(form).take(9).collect()));
    }

    /// The form, while it is filled.
    pub fn form(&self) -> Option<&Form> {
        Some(&self.form)
    }

    fn took(&mut self, sheet: &FeeSheet) {
        let mode = |m: &ModeView| Choice::new(&m.mode, &mode_words(m));
        let modes: Vec<Choice> = sheet.modes.iter().map(mode).collect();
        if self.sheet.is_none() {
            self.form = fields(&modes);
        }
        self.sheet = Some(sheet.clone());
    }

    /// Numbers written by hand are read from the paper: asked only for a book of that kind.
    fn show_numbers(&mut self, today: NaiveDate) {
        let mode = self.form.field("mode").and_then(|f| f.value(today).ok());
        let by_hand = mode.as_deref() == Some("hand_book");
        let owed = self.sheet.as_ref();
        let owed = owed.map_or((0, 0), |s| (s.owed_phi_dong, s.owed_le_phi_dong));
        for (id, dong) in [("phi_number", owed.0), ("le_phi_number", owed.1)] {
            if let Some(field) = self.form.field_mut(id) {
                field.shown = by_hand && dong > 0;
            }
        }
    }

    /// What Enter would do, with the change to give back.
    fn promise(&self) -> String {
        let owed = self.owed();
        if owed == 0 {
            return say!("fees.nothing_owed").into();
        }
        if self.exempts() {
            return say!("fees.will_waive").into();
        }
        match self.given() {
            Some(given) if given < owed => say!("fees.short_by", given = figures(owed - given)),
            Some(given) => say!("fees.change_back", owed = figures(given - owed)),
            None => say!("fees.collect_full", owed = figures(owed)),
        }
    }
}

fn fields(modes: &[Choice]) -> Form {
    let ways = [
        Choice::new("tien-mat", say!("fees.cash")),
        Choice::new("chuyen-khoan", say!("fees.bank_transfer")),
        Choice::new("truc-tuyen", say!("common.online")),
    ];
    let given = Field::new("given", say!("fees.cash_given"), Kind::Money)
        .hint(say!("fees.empty_exact"))
        .help(say!("fees.cash_given_help"));
    let way = Field::new("way", say!("fees.way_paid"), Kind::Choice(ways.to_vec()))
        .holding(say!("fees.cash"))
        .help(say!("fees.way_paid_help"));
    let mode = Field::new(
        "mode",
        say!("fees.receipt_mode"),
        Kind::Choice(modes.to_vec()),
    )
    .hint(say!("fees.empty_usual"))
    .help(say!("fees.receipt_mode_help"));
    let mut phi_number = Field::new(
        "phi_number",
        say!("fees.fee_receipt_number"),
        Kind::Count(1, 9_999_999),
    )
    .hint(say!("fees.as_in_book"))
    .help(say!("fees.receipt_number_help"));
    let mut le_phi_number = phi_number.clone();
    le_phi_number.id = "le_phi_number".into();
    le_phi_number.label = say!("fees.charge_receipt_number").into();
    (phi_number.shown, le_phi_number.shown) = (false, false);
    let ground = Field::new("ground", say!("fees.waiver_ground"), Kind::Text(200))
        .help(say!("fees.waiver_ground_help"));
    let paper = Field::new("paper", say!("fees.waiver_paper"), Kind::Text(200))
        .help(say!("fees.waiver_paper_help"));
    let all = [given, way, mode, phi_number, le_phi_number, ground, paper];
    Form::new(all.map(Row::Field).to_vec())
}

/// The way, and the number that each kind would get: which book is in use.
fn mode_words(mode: &ModeView) -> String {
    let next: Vec<String> = mode
        .next
        .iter()
        .map(|next| next.number.to_string())
        .collect();
    match next.is_empty() {
        true => mode.label.clone(),
        false => say!(
            "fees.mode_numbers",
            label = mode.label,
            join = next.join(", ")
        ),
    }
}

impl Show for Fees {
    fn deaf_until(&self) -> u64 {
        self.opened + BLIND
    }

    fn title(&self) -> &str {
        say!("fees.title")
    }

    fn edits(&self) -> bool {
        true
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        Writing::of(&mut self.form)
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let first = self.form.focus_name() == "given";
        if key.code == Code::Enter && first && !self.exempts() {
            return self.commit(shared);
        }
        if self.form.key(key, shared.today()) == FormEvent::Changed && self.sent == 0 {
            self.key = (shared.new_id)();
        }
        self.show_numbers(shared.today());
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        self.form.paste(text);
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        if ticket == 0 || (ticket != self.asked && ticket != self.sent) {
            return false;
        }
        let sent = ticket == self.sent;
        if sent {
            self.sent = 0;
        }
        match answer {
            Ok(Reply::Fees(sheet)) => self.took(sheet),
            Ok(Reply::Money(words)) => {
                shared.say(Note::good(words));
                self.key = (shared.new_id)();
                self.form = fields(&[]);
                self.sheet = None;
                self.refresh(shared);
            }
            Ok(_) => {}
            Err(failure) => {
                shared.say(Note::bad(&failure.code, &failure.text));
                if sent && !failure.unreachable {
                    self.refresh(shared);
                }
            }
        }
        true
    }

    fn again(&mut self, shared: &mut Shared) {
        // A receipt may have been cancelled on the screen above.
        self.refresh(shared);
    }

    fn told(&mut self, told: Told, shared: &mut Shared) {
        if let Told::Value(id, code) = told
            && let Some(field) = self.form.field_mut(&id)
        {
            field.input.set(&code);
            field.leave(shared.today());
            self.key = (shared.new_id)();
        }
        self.show_numbers(shared.today());
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        if self.owed() > 0 && self.form.focus_name() == "given" {
            vec![("Enter", say!("common.collect"))]
        } else {
            vec![("Tab", say!("common.next_field"))]
        }
    }

    fn help(&self) -> String {
        let field = self.form.focused().map(|f| f.help.clone());
        say!("fees.help", field = field.unwrap_or_default())
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        let Some(sheet) = &self.sheet else {
            return Spoken::read(vec![say!("fees.loading_items").into()]);
        };
        let mut lines = vec![say!(
            "fees.dossier_spoken",
            code = self.code,
            owner = sheet.owner
        )];
        let row = |line: &FeeRow| {
            say!(
                "fees.item_spoken",
                no = line.no,
                name = line.name,
                kind_label = line.kind_label,
                amount_dong = figures(line.amount_dong),
                settled_label = line.settled_label
            )
        };
        lines.extend(sheet.lines.iter().map(row));
        lines.push(say!(
            "fees.owed_spoken",
            owed_phi_dong = figures(sheet.owed_phi_dong),
            owed_le_phi_dong = figures(sheet.owed_le_phi_dong)
        ));
        if sheet.shift.is_none() && self.owed() > 0 {
            lines.push(say!("fees.no_shift_spoken").into());
        }
        lines.push(self.promise());
        Spoken::read(lines).form(self.form.spoken(shared.reveals()))
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        let Some(sheet) = &self.sheet else {
            pen.text(
                area.x + 1,
                area.y,
                area.width - 1,
                say!("fees.loading_items"),
                Look::Text,
            );
            return None;
        };
        let right = pen.text_right(area.right() - 1, area.y, &self.code, Look::Strong);
        let room = right.saturating_sub(area.x + 2);
        pen.text(
            area.x + 1,
            area.y,
            room,
            &elide_middle(&sheet.owner, room as usize),
            Look::Strong,
        );
        let mut y = area.y + 2;
        if sheet.lines.is_empty() {
            pen.text(
                area.x + 1,
                y,
                area.width - 1,
                say!("fees.no_items"),
                Look::Text,
            );
            y += 1;
        }
        for line in sheet.lines.iter().take(MOST_LINES) {
            draw_line(pen, Rect::new(area.x + 1, y, area.width - 1, 1), line);
            y += 1;
        }
        if sheet.lines.len() > MOST_LINES {
            let more = say!("fees.more_items", count = sheet.lines.len() - MOST_LINES);
            pen.text(area.x + 1, y, area.width - 1, &more, Look::Text);
            y += 1;
        }
        y += 1;
        let sums = say!(
            "fees.owed_sums",
            owed_phi_dong = figures(sheet.owed_phi_dong),
            owed_le_phi_dong = figures(sheet.owed_le_phi_dong)
        );
        pen.text(area.x + 1, y, area.width - 1, &sums, Look::Strong);
        if sheet.shift.is_none() && self.owed() > 0 {
            let words = say!("fees.no_shift");
            y += 1;
            pen.text(area.x + 1, y, area.width - 1, words, Look::Care);
        }
        y += 1;
        pen.rule(area.x, y, area.width);
        y += 1;
        let shown = self.form.fields().filter(|field| field.shown).count() as u16;
        let rows = area.bottom().saturating_sub(y + 1).min(shown);
        let fields = Rect::new(area.x, y, area.width, rows);
        let caret = self.form.draw(pen, fields, shared.reveals());
        let promise = Rect::new(area.x + 1, fields.bottom(), area.width - 1, 1);
        pen.text(
            promise.x,
            promise.y,
            promise.width,
            &self.promise(),
            Look::Strong,
        );
        caret
    }
}

/// One line: number, name, kind, amount, how it stands; each in its place.
fn draw_line(pen: &mut Pen, row: Rect, line: &FeeRow) {
    const SETTLED: u16 = 27;
    const AMOUNT: u16 = 13;
    const KIND: u16 = 7;
    let (sign, look) = match line.settled.as_str() {
        "owed" => ("!", Look::Care),
        _ => ("√", Look::Good),
    };
    let settled = row.right().saturating_sub(SETTLED);
    let amount = settled.saturating_sub(2);
    let kind = amount.saturating_sub(AMOUNT + KIND);
    let name = format!("{} {}", line.no, line.name);
    let room = kind.saturating_sub(row.x + 1);
    pen.text(
        row.x,
        row.y,
        room,
        &elide_middle(&name, room as usize),
        Look::Text,
    );
    pen.text(kind, row.y, KIND, &line.kind_label, Look::Text);
    pen.text_right(amount, row.y, &figures(line.amount_dong), Look::Strong);
    let words = format!("{sign} {}", line.settled_label);
    pen.text(
        settled,
        row.y,
        SETTLED,
        &elide_middle(&words, SETTLED as usize),
        look,
    );
}
