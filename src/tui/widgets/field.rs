//! One field of a form: a label, what may be typed there, and what was taken.

use chrono::NaiveDate;

use crate::text::{HumanText, mask_identity, mask_phone};

use super::choice::{Choice, meant};
use super::recognise::{self, NotTaken};
use super::spoken::{Said, Takes};
use super::text_field::TextField;

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One line of at most so many letters.
    Text(usize),
    /// A text of several lines, typed in its own box.
    Long(usize),
    /// Identity number; masked when not being typed.
    Identity,
    /// Telephone number; masked when not being typed.
    Phone,
    /// E-mail address.
    Email,
    /// Date; stored as `YYYY-MM-DD`.
    Date,
    /// Date of birth, or only its year; stored as `dd/mm/yyyy` or `yyyy`.
    Birth,
    /// A time limit: `5d`, `½d`, `3h`, `15cd`, `1m`.
    Limit,
    /// Amount in đồng.
    Money,
    /// Whole number between two bounds.
    Count(u32, u32),
    /// One of a list.
    Choice(Vec<Choice>),
}

impl Kind {
    /// Whether such a field usually starts with a value.
    pub fn has_default(&self) -> bool {
        matches!(self, Self::Choice(_))
    }
}

/// A field with what is typed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Name in the draft and in what is sent.
    pub id: String,
    /// Label at the left.
    pub label: String,
    /// What it takes.
    pub kind: Kind,
    /// Whether it must be given.
    pub required: bool,
    /// What F1 says first.
    pub help: String,
    /// Unit or hint after the field.
    pub hint: String,
    /// Whether it is in play now; others keep their text but are passed over.
    pub shown: bool,
    /// What is typed.
    pub input: TextField,
    /// Filled by a card or from memory, and not yet looked at: leaving the field is looking at it.
    pub unseen: bool,
    /// Why it was not taken, since it was last left.
    pub problem: Option<NotTaken>,
}

impl Field {
    /// An optional, empty field.
    pub fn new(id: &str, label: &str, kind: Kind) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            kind,
            required: false,
            help: String::new(),
            hint: String::new(),
            shown: true,
            input: TextField::default(),
            unseen: false,
            problem: None,
        }
    }

    /// The same field, required.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same field with a help text.
    pub fn help(mut self, help: &str) -> Self {
        self.help = help.into();
        self
    }

    /// The same field with a unit or hint after it.
    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same field holding `text`.
    pub fn holding(mut self, text: &str) -> Self {
        self.input = match self.kind {
            Kind::Long(_) => TextField::long(text),
            _ => TextField::new(text),
        };
        self
    }

    /// What would be stored: dates as `YYYY-MM-DD`, money and counts as digits, choices by code.
    ///
    /// # Errors
    /// Why the typed text is not taken.
    pub fn value(&self, today: NaiveDate) -> Result<String, NotTaken> {
        let typed = self.input.text().trim();
        if typed.is_empty() {
            return if self.required {
                Err(NotTaken::Missing)
            } else {
                Ok(String::new())
            };
        }
        match &self.kind {
            Kind::Text(max) => HumanText::line(typed, *max)
                .map(HumanText::into_string)
                .map_err(|e| NotTaken::Text(e.to_string())),
            Kind::Long(max) => HumanText::note(typed, *max)
                .map(HumanText::into_string)
                .map_err(|e| NotTaken::Text(e.to_string())),
            Kind::Identity => recognise::identity(typed),
            Kind::Phone => recognise::phone(typed),
            Kind::Email => recognise::email(typed),
            Kind::Date => recognise::date(typed, today).map(|d| d.format("%Y-%m-%d").to_string()),
            Kind::Birth => recognise::birth(typed, today),
            Kind::Limit => recognise::limit(typed),
            Kind::Money => recognise::money(typed).map(|m| m.to_string()),
            Kind::Count(low, high) => recognise::count(typed, *low, *high).map(|n| n.to_string()),
            Kind::Choice(list) => meant(list, typed)
                .map(|c| c.code.clone())
                .ok_or(NotTaken::NotListed),
        }
    }

    /// Whether it must be given and is empty.
    pub fn lacks(&self) -> bool {
        self.required && self.input.text().trim().is_empty()
    }

    /// What is done when the field is left: composed, understood, shown as taken.
    pub fn leave(&mut self, today: NaiveDate) {
        self.input.compose();
        self.unseen = false;
        let value = self.value(today);
        if let Ok(value) = &value {
            let shown = self.as_shown(value, today);
            self.input.set(&shown);
        }
        // An empty field is only wrong once the whole form is checked.
        let empty = self.input.text().trim().is_empty();
        self.problem = value.err().filter(|_| !empty);
    }

    fn as_shown(&self, value: &str, today: NaiveDate) -> String {
        match &self.kind {
            Kind::Date => recognise::date(self.input.text(), today)
                .map(recognise::show_date)
                .unwrap_or_default(),
            Kind::Money => value.parse().map(recognise::show_money).unwrap_or_default(),
            Kind::Choice(list) => list
                .iter()
                .find(|c| c.code == value)
                .map_or(String::new(), |c| c.name.clone()),
            _ => value.to_owned(),
        }
    }

    /// The text to show when the field is not being typed in.
    pub fn resting(&self, reveal: bool) -> String {
        let text = self.input.text();
        match self.kind {
            Kind::Identity if !reveal => mask_identity(text),
            Kind::Phone if !reveal => mask_phone(text),
            Kind::Long(_) => text.replace('\n', " · "),
            _ => text.to_owned(),
        }
    }

    /// The field in words.
    pub fn spoken(&self, reveal: bool) -> Said {
        const MOST: usize = 20;
        let choices = match &self.kind {
            Kind::Choice(list) if list.len() <= MOST => {
                list.iter().map(|choice| choice.name.clone()).collect()
            }
            _ => Vec::new(),
        };
        let problem = self.problem.as_ref().or(match self.unseen {
            true => Some(&NotTaken::Unseen),
            false => None,
        });
        Said {
            label: self.label.clone(),
            required: self.required,
            value: self.resting(reveal),
            hint: self.hint.clone(),
            choices,
            problem: problem.map_or(String::new(), |why| format!("{} {why}", why.code())),
            takes: match self.kind {
                Kind::Long(_) => Takes::Boxed,
                _ => Takes::Text,
            },
            ..Said::default()
        }
    }

    /// The columns the field takes on screen, without its brackets.
    pub fn columns(&self) -> u16 {
        match &self.kind {
            Kind::Text(max) => (*max).clamp(4, 42) as u16,
            Kind::Long(_) | Kind::Email => 42,
            Kind::Identity | Kind::Money => 14,
            // A whole date and the caret behind it.
            Kind::Phone | Kind::Date => 12,
            Kind::Birth => 10,
            Kind::Limit => 8,
            Kind::Count(_, high) => (high.to_string().len() + 1) as u16,
            Kind::Choice(_) => 36,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).expect("date")
    }

    #[test]
    fn leaving_shows_what_was_taken() {
        let mut field = Field::new("born", "Ngày sinh", Kind::Date).holding("1/2/90");
        field.leave(today());
        assert_eq!(
            (field.input.text(), field.problem.clone()),
            ("01/02/1990", None)
        );
        assert_eq!(field.value(today()), Ok("1990-02-01".into()));
    }

    #[test]
    fn a_wrong_value_stays_as_typed_with_its_reason() {
        let mut field = Field::new("phone", "Điện thoại", Kind::Phone).holding("12");
        field.leave(today());
        assert_eq!(
            (field.input.text(), field.problem),
            ("12", Some(NotTaken::Phone))
        );
    }

    #[test]
    fn numbers_of_people_are_masked_at_rest() {
        let field = Field::new("id", "Số định danh", Kind::Identity).holding("001090000045");
        assert_eq!(field.resting(false), "0010••••••45");
        assert_eq!(field.resting(true), "001090000045");
    }

    #[test]
    fn bidi_in_a_name_is_refused_not_dropped() {
        let field = Field::new("name", "Họ tên", Kind::Text(80)).holding("An\u{202e}h");
        assert!(matches!(field.value(today()), Err(NotTaken::Text(_))));
    }
}
