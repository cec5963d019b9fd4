//! Who stands at the counter: taken from a card and compared by eye, or known from before.

use super::IntakeScreen;
use crate::messages::say;
use crate::text::mask_identity;
use crate::tui::api::{Ask, KnownPerson};
use crate::tui::input::{Card, Code, Doubt, Key};
use crate::tui::model::Shared;
use crate::tui::screens::Values;
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::recognise::show_date;
use crate::tui::widgets::{Choice, Field};

/// Id under which somebody known is chosen.
pub(super) const KNOWN: &str = "known";
/// Fewer words than this are no name to remember anybody by.
const WORDS: usize = 2;

impl IntakeScreen {
    /// Fills the person in whose fields the focus stands; elsewhere that is the owner. Name and
    /// address wait for the clerk's eye.
    pub(super) fn take_card(&mut self, card: &Card, shared: &mut Shared) {
        let here = self.form.focus_name();
        let who = match here.split_once('_') {
            Some(("submitter", rest)) if rest != "is" => "submitter",
            _ => "owner",
        };
        let born = card.born.map(show_date).unwrap_or_default();
        let said = [
            ("identity", &card.number, false),
            ("name", &card.name, true),
            ("born", &born, false),
            ("address", &card.address, true),
        ];
        for (part, text, by_eye) in said {
            let field = self.form.field_mut(&format!("{who}_{part}"));
            if let Some(field) = field.filter(|_| !text.is_empty()) {
                field.input.set(text);
                field.problem = None;
                field.unseen = by_eye;
            }
        }
        self.form.focus_on(&format!("{who}_name"));
        self.changed(shared);
        self.ask_who(&format!("{who}_identity"), shared);
        let doubts = card.doubts();
        let words = if doubts.contains(&Doubt::Number) {
            say!("intake_person.card_number_doubt")
        } else if doubts.contains(&Doubt::BareName) {
            say!("intake_person.card_bare_name")
        } else {
            say!("intake_person.card_taken")
        };
        shared.say(Note::plain(words));
    }

    /// Enter in a field that a card filled: it was compared; on to the next such field, then to
    /// the telephone, which no card knows, or to the first that is empty and must not be.
    pub(super) fn compared(&mut self, shared: &mut Shared) {
        let today = shared.today();
        self.form.leave(today);
        self.keep_as_shown(shared);
        let shown = || self.form.fields().filter(|f| f.shown);
        let is_phone = |f: &&Field| f.id == "owner_phone" && f.input.is_empty();
        let next = shown().find(|f| f.unseen);
        let next = next.or_else(|| shown().find(is_phone));
        let next = next.or_else(|| shown().find(|f| f.lacks()));
        match next.map(|field| field.id.clone()) {
            Some(id) => self.form.focus_on(&id),
            None => _ = self.form.key(Key::plain(Code::Down), today),
        }
        self.errors.clear();
        shared.note = None;
    }

    /// The owner's name as it stands.
    pub fn owner(&self) -> &str {
        let name = self.form.field("owner_name").map_or("", |f| f.input.text());
        if name.is_empty() {
            say!("intake_person.unnamed_person")
        } else {
            name
        }
    }

    /// A field of a person was left: asks who is known by it.
    pub(super) fn ask_who(&mut self, id: &str, shared: &mut Shared) {
        // A correction changes what is wrong and nothing beside it.
        if self.correcting.is_some() {
            return;
        }
        let who = match id.split_once('_') {
            Some(("owner", "identity" | "phone" | "name")) => "owner",
            Some(("submitter", "identity" | "phone" | "name")) => "submitter",
            _ => return,
        };
        let today = shared.today();
        let field = self.form.field(id).and_then(|f| f.value(today).ok());
        let text = field.unwrap_or_default();
        let is_name = id.ends_with("name");
        let identity = self.form.field(&format!("{who}_identity"));
        let has_number = identity.is_some_and(|f| !f.input.is_empty());
        if text.is_empty() || (is_name && (has_number || text.split(' ').count() < WORDS)) {
            return;
        }
        self.known = (who, Vec::new());
        self.tickets.person = shared.ask(Ask::Applicants(text, self.procedure.0.clone()));
    }

    /// The answer: somebody known by a number fills what is still empty; namesakes are offered.
    pub(super) fn who_it_may_be(
        &mut self,
        people: &[KnownPerson],
        today: &[String],
        shared: &mut Shared,
    ) {
        self.known.1 = people.to_vec();
        let by_number = |person: &&KnownPerson| {
            ["identity", "phone"].iter().any(|part| {
                let field = self.form.field(&format!("{}_{part}", self.known.0));
                let typed = field.map_or("", |f| f.input.text());
                !typed.is_empty() && typed == person.value(part)
            })
        };
        let mut meant = people.iter().filter(by_number);
        if let (Some(person), None) = (meant.next().cloned(), meant.next()) {
            self.fill_from(&person, false, shared);
        } else if !people.is_empty() && shared.note.is_none() {
            let words = say!("intake_person.known_people", count = people.len());
            shared.say(Note::plain(words));
        }
        if let Some(code) = today.first() {
            let words = say!("intake_person.same_today", code);
            shared.say(Note::plain(words));
        }
    }

    /// Whether F4 offers people in the field in focus.
    pub(super) fn offers_people(&self) -> bool {
        let here = self.form.focus_name();
        let part = here.strip_prefix(self.known.0);
        !self.known.1.is_empty() && matches!(part, Some("_name" | "_identity" | "_phone"))
    }

    pub(super) fn open_people(&self, shared: &mut Shared) {
        let line = |(place, person): (usize, &KnownPerson)| {
            let said = [
                person.value("name").to_owned(),
                person.value("born").to_owned(),
                mask_identity(person.value("identity")),
                person.value("address").to_owned(),
            ];
            let said: Vec<String> = said.into_iter().filter(|s| !s.is_empty()).collect();
            Choice::new(&place.to_string(), &said.join(" · "))
        };
        let lines = self.known.1.iter().enumerate().map(line).collect();
        shared.open(Values::new(
            KNOWN,
            say!("intake_person.earlier_submitters"),
            lines,
        ));
    }

    /// Somebody was chosen: their data, over whatever stands there.
    pub(super) fn take_known(&mut self, place: &str, shared: &mut Shared) {
        let place: usize = place.parse().unwrap_or(usize::MAX);
        if let Some(person) = self.known.1.get(place).cloned() {
            self.fill_from(&person, true, shared);
        }
    }

    /// Fills the person; only what is empty unless `all`. What comes from memory waits for the eye.
    fn fill_from(&mut self, person: &KnownPerson, all: bool, shared: &mut Shared) {
        let (who, focus) = (self.known.0, self.form.focus_name());
        let mut filled = 0;
        for (part, text) in &person.values {
            let id = format!("{who}_{part}");
            let Some(field) = self.form.field_mut(&id) else {
                continue;
            };
            let free = all || field.input.text().trim().is_empty();
            if free && !text.is_empty() && field.input.text() != text {
                field.input.set(text);
                field.problem = None;
                field.unseen = matches!(*part, "name" | "address") && id != focus;
                filled += 1;
            }
        }
        if filled > 0 {
            // A card that disagrees with itself says more than that it is known.
            let said = shared.note.take().filter(|note| note.text.starts_with('!'));
            self.changed(shared);
            let last = &person.last;
            let words = say!("intake_person.filled_from_earlier", last);
            shared.say(said.unwrap_or_else(|| Note::plain(words)));
        }
    }
}
