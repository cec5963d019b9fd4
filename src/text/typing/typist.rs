//! A key before a text → so many deletions and letters.

use unicode_segmentation::UnicodeSegmentation;

use super::{Method, Placement, compose, keys_of};

/// Words longer than this are nobody's syllable; they are left alone.
const LONGEST: usize = 24;

/// What is to be done to the text before the caret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edit {
    /// Whole letters to delete.
    pub delete: usize,
    /// Letters to type then.
    pub insert: String,
}

/// Remembers the keys of the word before the caret.
#[derive(Debug, Clone)]
pub struct Typist {
    /// How keys are read.
    pub method: Method,
    /// Where tones stand.
    pub placement: Placement,
    keys: String,
    shown: String,
}

impl Typist {
    /// A typist who has typed nothing yet.
    #[must_use]
    pub fn new(method: Method, placement: Placement) -> Self {
        Self {
            method,
            placement,
            keys: String::new(),
            shown: String::new(),
        }
    }

    /// What the key `typed` does to a text that ends with `before` at the caret.
    pub fn key(&mut self, before: &str, typed: char) -> Edit {
        let as_it_is = Edit {
            delete: 0,
            insert: typed.to_string(),
        };
        let word = last_word(before);
        if !self.is_of_a_word(typed, word) || word.chars().count() > LONGEST {
            self.forget();
            return as_it_is;
        }
        if word != self.shown || self.keys.is_empty() {
            self.keys = keys_of(word, self.method);
            if compose(&self.keys, self.method, self.placement) != word {
                // A word that these keys do not give is not ours to change.
                self.forget();
                return as_it_is;
            }
        }
        self.keys.push(typed);
        let next = compose(&self.keys, self.method, self.placement);
        let edit = between(word, &next);
        self.shown = next;
        edit
    }

    /// Forgets the word: the next key begins from what stands before the caret.
    pub fn forget(&mut self) {
        self.keys.clear();
        self.shown.clear();
    }

    fn is_of_a_word(&self, typed: char, word: &str) -> bool {
        let digit = self.method == Method::Vni && typed.is_ascii_digit() && !word.is_empty();
        digit || typed.is_alphabetic()
    }
}

/// The letters at the end of `text`. Digits end a word: `2a` is no beginning of `2â`.
fn last_word(text: &str) -> &str {
    let end = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic() || is_mark(*c))
        .last();
    end.map_or("", |(at, _)| &text[at..])
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn between(old: &str, new: &str) -> Edit {
    let same: usize = old
        .graphemes(true)
        .zip(new.graphemes(true))
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len())
        .sum();
    Edit {
        delete: old[same..].graphemes(true).count(),
        insert: new[same..].to_owned(),
    }
}
