//! The desk: the officer's lists, and the drafts waiting.

use ratatui::layout::{Position, Rect};

use super::confirm::{Asked, Confirm};
use super::paged::Paged;
use super::{Dossier, IntakeScreen, Show, Told, rows};
use crate::text::fold;
use crate::tui::api::{DeskList, DossierLine, Failure, Reply, Ticket};
use crate::tui::drafts::Draft;
use crate::tui::effect::Effect;
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::{Look, Pen, pen::elide_middle};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Pick, TextField};

/// The desk screen.
#[derive(Default)]
pub struct Desk {
    list: usize,
    lists: [Paged; 5],
    filter: TextField,
    pick: Pick,
}

/// One row of the list as drawn.
enum Line<'a> {
    Draft(&'a Draft),
    Dossier(&'a DossierLine),
}

impl Desk {
    /// Asks for all lists (again).
    pub fn refresh(&mut self, shared: &mut Shared) {
        for (place, list) in DeskList::ALL.into_iter().enumerate() {
            self.lists[place].restart(list, shared);
        }
    }

    fn lines<'a>(&'a self, shared: &'a Shared) -> Vec<Line<'a>> {
        let wanted = fold(self.filter.text());
        let drafts = shared
            .drafts
            .iter()
            .filter(|_| self.list == 0 && wanted.is_empty());
        let loaded = self.lists[self.list].rows().iter();
        let fits = |d: &&DossierLine| {
            let key = fold(&format!("{} {} {}", d.code, d.owner, d.procedure));
            wanted.split(' ').all(|word| key.contains(word))
        };
        let dossiers = loaded.filter(|d| wanted.is_empty() || fits(d));
        drafts
            .map(Line::Draft)
            .chain(dossiers.map(Line::Dossier))
            .collect()
    }

    /// Reads the next page before the cursor can reach the end of this one.
    fn read_on(&mut self, shared: &mut Shared) {
        if self.pick.at + page(shared) >= self.lines(shared).len() {
            self.lists[self.list].more(DeskList::ALL[self.list], shared);
        }
    }

    fn chosen_code(&self, shared: &Shared) -> Option<String> {
        match self.lines(shared).get(self.pick.at) {
            Some(Line::Dossier(line)) => Some(line.code.clone()),
            _ => None,
        }
    }

    /// After rows came or went: the same dossier stays chosen, wherever it stands now.
    fn choose_again(&mut self, code: Option<String>, shared: &Shared) {
        let lines = self.lines(shared);
        let of_code = |l: &Line| matches!(l, Line::Dossier(d) if Some(&d.code) == code.as_ref());
        let (place, count) = (lines.iter().position(of_code), lines.len());
        self.pick.at = place.unwrap_or(self.pick.at);
        self.pick.fit(count);
    }

    fn turn(&mut self, to: usize) {
        self.list = to % DeskList::ALL.len();
        self.pick = Pick::default();
        self.filter = TextField::default();
    }

    fn open_chosen(&mut self, shared: &mut Shared) {
        let opened = match self.lines(shared).get(self.pick.at) {
            Some(Line::Draft(draft)) => Ok((*draft).clone()),
            Some(Line::Dossier(line)) => Err(line.code.clone()),
            None => return shared.refuse("Danh sách đang trống. F2 tiếp nhận, F3 tìm hồ sơ."),
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
            return shared.refuse("Chỉ bỏ được bản nháp. Hồ sơ đã cấp số thì không xóa.");
        };
        let asked = Asked::DropDraft(draft.id.clone());
        let words = format!("Bỏ bản nháp {}?", draft_words(draft));
        let confirm = Confirm::new("Bỏ bản nháp", vec![words], "Bỏ bản nháp", "Giữ lại", asked);
        shared.open(confirm.opened_at(shared.now));
    }
}

impl Show for Desk {
    fn title(&self) -> &str {
        "BÀN LÀM VIỆC"
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let count = self.lines(shared).len();
        if self.pick.key(key, count, page(shared)) {
            return self.read_on(shared);
        }
        match key.code {
            Code::Enter => self.open_chosen(shared),
            Code::Tab | Code::Right => self.turn(self.list + 1),
            Code::BackTab | Code::Left => self.turn(self.list + DeskList::ALL.len() - 1),
            Code::Delete => self.ask_to_drop(shared),
            Code::Char(digit @ '1'..='5') if self.filter.is_empty() && key.typed().is_some() => {
                self.turn(digit as usize - '1' as usize);
            }
            _ => {
                self.filter.key(key);
                self.pick = Pick::default();
                self.read_on(shared);
            }
        }
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        self.filter.paste(text);
        self.pick = Pick::default();
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        let Some(place) = self.lists.iter().position(|l| l.waits_for(ticket)) else {
            return false;
        };
        let chosen = self.chosen_code(shared);
        self.lists[place].take(DeskList::ALL[place], answer, shared);
        if let Err(failure) = answer {
            shared.say(Note::bad(&failure.code, &failure.text));
        }
        self.choose_again(chosen, shared);
        true
    }

    fn again(&mut self, shared: &mut Shared) {
        let officer = shared.seat.officer_id.clone();
        if std::mem::take(&mut shared.new_seat) {
            self.lists = Default::default();
            self.turn(0);
        }
        shared.effects.push(Effect::ReadDrafts(officer));
        self.refresh(shared);
    }

    fn told(&mut self, told: Told, shared: &mut Shared) {
        if let Told::Yes(Asked::DropDraft(id), _) = told {
            shared.drafts.retain(|d| d.id != id);
            shared.effects.push(Effect::DropDraft(id));
            shared.say(Note::plain("Đã bỏ bản nháp."));
        }
    }

    fn keys(&self, shared: &Shared) -> Vec<(&'static str, &'static str)> {
        let mut keys = vec![("1–5", "Danh sách")];
        if !self.lines(shared).is_empty() {
            keys.insert(0, ("Enter", "Mở"));
        }
        keys
    }

    fn help(&self) -> String {
        "Các danh sách của bạn. ←/→ hoặc 1–5 đổi danh sách, ↑/↓ chọn, Enter mở, gõ chữ để lọc \
         (không cần dấu). F2 bắt đầu tiếp nhận một hồ sơ mới."
            .into()
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        self.draw_tabs(pen, area);
        let lines = self.lines(shared);
        let list = Rect::new(
            area.x,
            area.y + 2,
            area.width,
            area.height.saturating_sub(6),
        );
        let page = list.height as usize;
        let first = self.pick.first(page);
        for (line, row) in lines.iter().skip(first).take(page).zip(list.y..) {
            let chosen = first + (row - list.y) as usize == self.pick.at;
            let spot = Rect::new(list.x, row, list.width, 1);
            match line {
                Line::Draft(draft) => draw_draft(pen, spot, draft, chosen),
                Line::Dossier(dossier) => rows::dossier(pen, spot, dossier, chosen),
            }
        }
        if lines.is_empty() {
            let words = match self.lists[self.list].is_loaded() {
                false => "Đang tải danh sách…".to_owned(),
                true if !self.filter.is_empty() => {
                    format!(
                        "Không có dòng nào khớp “{}”. Ctrl+U bỏ lọc.",
                        self.filter.text()
                    )
                }
                true => "Không có hồ sơ nào trong danh sách này. F2: tiếp nhận hồ sơ mới.".into(),
            };
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

impl Desk {
    fn draw_tabs(&self, pen: &mut Pen, area: Rect) {
        let mut x = area.x + 1;
        for (place, list) in DeskList::ALL.into_iter().enumerate() {
            let count = self.lists[place].count();
            let words = format!("{} {} {count}", place + 1, list.label());
            let look = if place == self.list {
                Look::Focus
            } else {
                Look::Text
            };
            if place == self.list {
                pen.text(x - 1, area.y, 1, "►", Look::Text);
            }
            x += pen.text(x, area.y, area.right() - x, &words, look) + 2;
        }
    }

    fn draw_filter(&self, pen: &mut Pen, area: Rect, count: usize) -> Option<Position> {
        let y = area.bottom().saturating_sub(1);
        if self.filter.is_empty() {
            return None;
        }
        let list = &self.lists[self.list];
        let words = match list.plus() {
            "" => format!("{count} dòng "),
            _ => format!("{count} dòng trong {} đã đọc ", list.rows().len()),
        };
        let used = pen.text(area.x + 1, y, area.width, "Lọc: ", Look::Text);
        let (text, caret) = self.filter.window(40);
        pen.text(area.x + 1 + used, y, 40, text, Look::Text);
        pen.text_right(area.right(), y, &words, Look::Text);
        Some(Position::new(area.x + 1 + used + caret as u16, y))
    }
}

fn page(shared: &Shared) -> usize {
    shared.size.1.saturating_sub(12) as usize
}

fn draft_words(draft: &Draft) -> String {
    let at = draft.kept_at.format("%H:%M");
    let who = draft.intake.value("owner_name");
    let what = match draft.intake.procedure_name.as_str() {
        "" => "chưa chọn thủ tục",
        name => name,
    };
    if who.is_empty() {
        format!("{at} · {what}")
    } else {
        format!("{at} · {who} · {what}")
    }
}

fn draw_draft(pen: &mut Pen, row: Rect, draft: &Draft, chosen: bool) {
    if chosen {
        pen.text(row.x, row.y, 1, "►", Look::Text);
    }
    let keys = "Enter: mở, Del: bỏ";
    let start = pen.text_right(row.right() - 1, row.y, keys, Look::Text);
    let look = if chosen { Look::Focus } else { Look::Strong };
    let sent = if draft.sent {
        "đã gửi, chưa rõ kết quả "
    } else {
        ""
    };
    let words = format!("• Bản nháp {sent}{}", draft_words(draft));
    let room = start.saturating_sub(row.x + 3);
    pen.text(
        row.x + 1,
        row.y,
        room,
        &elide_middle(&words, room as usize),
        look,
    );
}
