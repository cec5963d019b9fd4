//! Vietnamese typing for places without an input method: bare consoles, kiosks, remote lines.
//!
//! [`compose`] is a pure function from the keys of one word to the word. [`Typist`] sits before a
//! text and answers each key with what an input method outside would send: so many deletions, then
//! letters. Fields therefore know nothing of typing.

mod compose;
mod syllable;
mod typist;

pub use compose::{compose, keys_of};
pub use typist::{Edit, Typist};

#[cfg(test)]
mod tests;

/// How marks and tones are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Letters: `aa ee oo aw ow uw dd`, tones `s f r x j`, `z` takes the tone away.
    Telex,
    /// Digits: `6 7 8 9` for marks, `1`–`5` for tones, `0` takes the tone away.
    Vni,
}

/// Where the tone of an open `oa oe uy` stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Placement {
    /// hòa, khỏe, thủy.
    #[default]
    Old,
    /// hoà, khoẻ, thuỷ.
    New,
}
