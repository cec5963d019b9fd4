//! Parts of screens: they hold what is typed, take keys, and draw themselves.

pub mod text_field;
pub mod recognise;
pub mod choice;
pub mod field;
pub mod form;
pub mod counts;
pub mod pick;
pub mod foot;
pub mod spoken;

pub use choice::Choice;
pub use field::{Field, Kind};
pub use form::{Form, FormEvent, Row};
pub use pick::Pick;
pub use spoken::{Said, Spoken, Takes};
pub use text_field::TextField;
