//! Many short texts in one piece of memory: a list of thousands that a desk keeps all day costs its letters and
//! eight bytes a text, and leaves no holes behind when it is replaced.

/// The texts, one behind the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packed {
    letters: String,
}

/// Where one text lies in its [`Packed`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    begin: u32,
    end: u32,
}

impl Packed {
    /// Puts a text behind the others. Beyond 4 GiB of letters nothing more is taken in.
    pub fn push(&mut self, text: &str) -> Span {
        let begin = self.letters.len();
        let end = begin + text.len();
        let (Ok(begin), Ok(end)) = (u32::try_from(begin), u32::try_from(end)) else {
            return Span::default();
        };
        self.letters.push_str(text);
        Span { begin, end }
    }

    /// The text at `span`; empty for a span of another piece that lies outside.
    #[must_use]
    pub fn get(&self, span: Span) -> &str {
        let (begin, end) = (span.begin as usize, span.end as usize);
        self.letters.get(begin..end).unwrap_or_default()
    }

    /// Gives back the room that no text took.
    pub fn finish(&mut self) {
        self.letters.shrink_to_fit();
    }
}

impl Span {
    /// Bytes of the text.
    #[must_use]
    pub fn bytes(self) -> usize {
        (self.end - self.begin) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were_put_in() {
        let mut packed = Packed::default();
        let spans: Vec<Span> = ["Đất", "", "đai"].map(|text| packed.push(text)).into();
        packed.finish();
        let texts: Vec<&str> = spans.iter().map(|span| packed.get(*span)).collect();
        assert_eq!(texts, ["Đất", "", "đai"]);
        assert_eq!(spans[0].bytes(), "Đất".len());
        let elsewhere = Packed::default();
        assert_eq!(elsewhere.get(spans[0]), "");
    }
}
