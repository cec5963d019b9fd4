//! A paragraph: measure by the advances of the font, break by the rules of Unicode, align.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::super::fonts::{Face, Fonts};
use super::super::sheet::TextRun;
use super::super::template::{Align, Run};
use super::fragment::{Fragment, Mark};

/// How a paragraph is set.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Font size, points.
    pub size: f32,
    /// Distance of base lines, as a multiple of the size.
    pub line_height: f32,
    /// Horizontal place.
    pub align: Align,
    /// First line moved in, points.
    pub first: f32,
}

/// A set paragraph.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// Its marks.
    pub fragment: Fragment,
    /// Left end and width of the widest line, points (for the rule under it).
    pub widest: (f32, f32),
}

/// Ascent and descent of the family, as shares of the size.
const ASCENT: f32 = 0.891;
const DESCENT: f32 = 0.216;
/// Centred text of more lines than this is running text and stays as it falls.
const MOST_BALANCED: usize = 4;
/// Halvings on the way to the narrowest column with as many lines: to a point or two.
const BALANCE_STEPS: u32 = 8;
/// A gap wider than this share of the size looks torn; such a line stays ragged.
const WIDEST_GAP: f32 = 0.8;

/// Sets runs of text in `width` points. Nothing is cut: a word wider than the line is broken
/// between letters. Empty text takes no height.
pub fn paragraph(fonts: &Fonts, runs: &[Run], style: Style, width: f32) -> Paragraph {
    let text = Styled::new(fonts, runs, style.size);
    let mut out = Paragraph::default();
    out.fragment.breakable = true;
    let leading = style.size * style.line_height;
    let base = (leading - (ASCENT + DESCENT) * style.size) / 2.0 + ASCENT * style.size;
    for line in text.set(width, style) {
        let room = width - line.indent;
        let natural = text.width(&line.range);
        let left = line.indent + aligned(style.align, room, natural);
        let gap = if style.align == Align::Justify && !line.ends {
            text.gap(&line.range, room - natural)
        } else {
            0.0
        };
        let y = out.fragment.height + base;
        text.place(&line.range, left, y, gap, &mut out.fragment.marks);
        out.fragment.height += leading;
        if natural > out.widest.1 {
            out.widest = (left, natural);
        }
    }
    out
}

fn aligned(align: Align, room: f32, natural: f32) -> f32 {
    match align {
        Align::Left | Align::Justify => 0.0,
        Align::Center => ((room - natural) / 2.0).max(0.0),
        Align::Right => (room - natural).max(0.0),
    }
}

/// The text of all runs in one string, with the face of each stretch.
struct Styled<'a> {
    fonts: &'a Fonts,
    size: f32,
    text: String,
    faces: Vec<(Range<usize>, Face)>,
}

struct Line {
    range: Range<usize>,
    indent: f32,
    /// Last of the paragraph or before a hard line end: not straightened.
    ends: bool,
}

impl<'a> Styled<'a> {
    fn new(fonts: &'a Fonts, runs: &[Run], size: f32) -> Self {
        let mut out = Self {
            fonts,
            size,
            text: String::new(),
            faces: Vec::new(),
        };
        for run in runs {
            let face = Face::of(run.bold, run.italic);
            let start = out.text.len();
            out.text.push_str(&fonts.printable(face, &run.text));
            out.faces.push((start..out.text.len(), face));
        }
        out
    }

    /// The lines. Centred ones are made alike: a heading that does not fit leaves no single word below.
    fn set(&self, width: f32, style: Style) -> Vec<Line> {
        let greedy = self.lines(width, style.first);
        let wanted = greedy.len();
        if style.align != Align::Center || !(2..=MOST_BALANCED).contains(&wanted) {
            return greedy;
        }
        let (mut low, mut high) = (self.longest_word(), width);
        if low >= high {
            return greedy;
        }
        for _ in 0..BALANCE_STEPS {
            let middle = (low + high) / 2.0;
            match self.lines(middle, style.first).len() > wanted {
                true => low = middle,
                false => high = middle,
            }
        }
        self.lines(high, style.first)
    }

    /// The widest stretch without a place to break.
    fn longest_word(&self) -> f32 {
        let mut start = 0;
        let words = linebreaks(&self.text).map(|(at, _)| {
            let word = self.trimmed(&(start..at));
            start = at;
            self.width(&word)
        });
        words.fold(0.0, f32::max)
    }

    /// Greedy lines of at most `width` points.
    fn lines(&self, width: f32, first: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut indent = first;
        let mut start = 0;
        let mut end = 0;
        let mut used = 0.0;
        let mut close = |range: Range<usize>, indent: &mut f32, ends| {
            lines.push(Line {
                range,
                indent: *indent,
                ends,
            });
            *indent = 0.0;
        };
        for (at, kind) in linebreaks(&self.text) {
            let word = end..at;
            if used + self.width(&self.trimmed(&word)) > width - indent && start < end {
                close(self.trimmed(&(start..end)), &mut indent, false);
                (start, used) = (end, 0.0);
            }
            while let Some(cut) = self.too_long(start..at, width - indent) {
                close(start..cut, &mut indent, false);
                (start, end) = (cut, cut);
            }
            used += self.width(&(end.max(start)..at));
            end = at;
            if kind == BreakOpportunity::Mandatory && start < at {
                close(self.trimmed(&(start..at)), &mut indent, true);
                (start, used) = (at, 0.0);
            }
        }
        lines
    }

    /// Where to break a stretch that has no break of its own and is wider than the line.
    fn too_long(&self, range: Range<usize>, width: f32) -> Option<usize> {
        let range = self.trimmed(&range);
        if self.width(&range) <= width {
            return None;
        }
        let mut used = 0.0;
        for (i, c) in self.text[range.clone()].char_indices() {
            let at = range.start + i;
            used += self.width(&(at..at + c.len_utf8()));
            if used > width && i > 0 {
                return Some(at);
            }
        }
        None
    }

    fn trimmed(&self, range: &Range<usize>) -> Range<usize> {
        let kept = self.text[range.clone()].trim_end_matches([' ', '\n']);
        range.start..range.start + kept.len()
    }

    fn stretches(&self, range: &Range<usize>) -> impl Iterator<Item = (Face, &str)> {
        let (from, to) = (range.start, range.end);
        self.faces.iter().filter_map(move |(r, face)| {
            let (start, end) = (r.start.max(from), r.end.min(to));
            (start < end).then(|| (*face, &self.text[start..end]))
        })
    }

    fn width(&self, range: &Range<usize>) -> f32 {
        self.stretches(range)
            .map(|(face, text)| self.fonts.width(face, self.size, text))
            .sum()
    }

    fn gap(&self, range: &Range<usize>, slack: f32) -> f32 {
        let spaces = self.text[range.clone()].matches([' ', '\u{A0}']).count();
        let gap = slack / spaces.max(1) as f32;
        if spaces == 0 || gap > WIDEST_GAP * self.size {
            0.0
        } else {
            gap.max(0.0)
        }
    }

    fn place(&self, range: &Range<usize>, left: f32, y: f32, gap: f32, marks: &mut Vec<Mark>) {
        let mut x = left;
        for (face, text) in self.stretches(range) {
            let text = text.replace(['\u{A0}', '\u{202F}', '\u{2007}'], " ");
            let text = text.replace('\u{2011}', "-");
            let spaces = text.matches(' ').count() as f32;
            let width = self.fonts.width(face, self.size, &text) + gap * spaces;
            marks.push(Mark::Text(TextRun {
                x,
                y,
                face,
                size: self.size,
                text,
                gap,
            }));
            x += width;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, width: f32, align: Align) -> Vec<TextRun> {
        let runs = [Run {
            text: text.into(),
            bold: false,
            italic: false,
        }];
        let style = Style {
            size: 10.0,
            line_height: 1.2,
            align,
            first: 0.0,
        };
        let fonts = Fonts::load().unwrap();
        let out = paragraph(fonts, &runs, style, width);
        let text = |m| {
            if let Mark::Text(run) = m {
                Some(run)
            } else {
                None
            }
        };
        out.fragment.marks.into_iter().filter_map(text).collect()
    }

    #[test]
    fn wraps_without_losing_a_letter() {
        let name = "Công ty trách nhiệm hữu hạn một thành viên Nguyễn Ặ";
        let lines = set(name, 80.0, Align::Left);
        assert!(lines.len() > 2);
        let back: Vec<_> = lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(back.join(" "), name);
    }

    #[test]
    fn a_centred_heading_leaves_no_single_word_below() {
        let heading = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ MINH HỌA";
        let lines = set(heading, 260.0, Align::Center);
        let texts: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts.join(" "), heading);
        let (short, long) = (texts[1].len() as f32, texts[0].len() as f32);
        assert!(texts.len() == 2 && short > long / 2.0, "{texts:?}");
        assert_eq!(set(heading, 600.0, Align::Center).len(), 1);
        // No word is broken for it.
        for width in 30..200 {
            let lines = set("Người nhận hồ sơ nghiêng", width as f32, Align::Center);
            let broken = lines.iter().any(|line| line.text == "g");
            assert!(!broken || width < 55, "{width}");
        }
    }

    #[test]
    fn breaks_a_word_wider_than_the_line() {
        let lines = set(&"w".repeat(10_000), 80.0, Align::Left);
        assert_eq!(lines.iter().map(|l| l.text.len()).sum::<usize>(), 10_000);
        assert!(lines.iter().all(|l| l.text.len() <= 11));
    }

    #[test]
    fn straightens_all_but_the_last_line() {
        let lines = set(&"hồ sơ đã nhận ".repeat(12), 200.0, Align::Justify);
        let (last, rest) = lines.split_last().unwrap();
        assert!(rest.iter().all(|l| l.gap > 0.0) && last.gap == 0.0);
    }

    #[test]
    fn keeps_joined_words_together_and_ends_hard_lines() {
        let lines = set(
            "một hai ba bốn năm sáu Ông\u{A0}An\nhết",
            130.0,
            Align::Left,
        );
        assert!(lines.iter().any(|l| l.text.contains("Ông An")));
        assert_eq!(lines.last().unwrap().text, "hết");
        assert!(set("", 100.0, Align::Left).is_empty());
    }
}
