//! The parts of a chapter as fragments.

use super::super::fonts::Fonts;
use super::super::layout::{Flow, Fragment, HAIR, MM, Mark, Style, paragraph};
use super::super::template::{Align, Run};
use super::Chapter;
use super::markdown::{Part, is_code, parts, runs};
use super::table;

/// Sizes, points.
const TITLE: f32 = 20.0;
const HEADING: f32 = 13.5;
const BODY: f32 = 10.5;
const SMALL: f32 = 9.5;
const LINE_HEIGHT: f32 = 1.36;
/// Paragraphs of at most so many lines stay on one page.
const WHOLE_LINES: f32 = 4.5;

/// Where the text of an entry begins, after a bullet or a number, and after a code.
const HANG: f32 = 6.0 * MM;
const HANG_CODE: f32 = 19.0 * MM;

/// What setting needs besides the text.
pub struct Set<'a> {
    /// Faces.
    pub fonts: &'a Fonts,
    /// Width of the text, points.
    pub width: f32,
}

impl<'a> Set<'a> {
    /// For text of this width, points.
    pub fn new(fonts: &'a Fonts, width: f32) -> Self {
        Self { fonts, width }
    }

    /// Puts a chapter on pages; gives its headings, whose places are the anchors of their numbers.
    pub fn chapter(&self, flow: &mut Flow, number: usize, chapter: &Chapter<'_>) -> Vec<String> {
        self.title(flow, number, chapter);
        let mut headings = Vec::new();
        let mut last = None;
        for part in parts(chapter.text) {
            let space = gap(last.as_ref(), &part);
            flow.put(kept(Fragment::space(space)));
            match &part {
                Part::Heading(title) => {
                    let mut heading = kept(self.lines(&bold(title), HEADING, self.width));
                    heading.anchor = Some(headings.len());
                    flow.put(heading);
                    headings.push(title.clone());
                }
                Part::Text(text) => flow.put(self.lines(&runs(text), BODY, self.width)),
                Part::Entry { mark, text } => flow.put(self.entry(mark, text)),
                Part::Typed(lines) => self.typed(flow, lines),
                Part::Table(rows) => {
                    let (head, rows) = table::table(self, rows);
                    flow.put_table(&head, rows);
                }
            }
            last = Some(part);
        }
        flow.flush();
        headings
    }

    fn title(&self, flow: &mut Flow, number: usize, chapter: &Chapter<'_>) {
        let title = bold(&format!("{number}  {}", chapter.title));
        flow.put(kept(self.lines(&title, TITLE, self.width)));
        let note = Run {
            text: chapter.note.clone(),
            bold: false,
            italic: true,
        };
        flow.put(kept(self.lines(&[note], SMALL, self.width)));
        flow.put(kept(rule(self.width, 1.5 * MM, 2.0 * HAIR)));
    }

    /// A paragraph flush left; short ones are not parted.
    pub fn lines(&self, runs: &[Run], size: f32, width: f32) -> Fragment {
        let style = Style {
            size,
            line_height: LINE_HEIGHT,
            align: Align::Left,
            first: 0.0,
        };
        self.styled(runs, style, width)
    }

    /// A paragraph of that style; short ones are not parted.
    pub fn styled(&self, runs: &[Run], style: Style, width: f32) -> Fragment {
        let Style { size, .. } = style;
        let mut set = paragraph(self.fonts, runs, style, width).fragment;
        set.breakable = set.height > WHOLE_LINES * size * LINE_HEIGHT;
        set
    }

    /// As [`Self::lines`], in the size of tables.
    pub fn small(&self, runs: &[Run], width: f32) -> Fragment {
        self.lines(runs, SMALL, width)
    }

    /// Width of the text on one line in the size of tables, points.
    pub fn small_width(&self, runs: &[Run]) -> f32 {
        let face = |run: &Run| super::super::fonts::Face::of(run.bold, run.italic);
        let width = |run: &Run| self.fonts.width(face(run), SMALL, &run.text);
        runs.iter().map(width).sum()
    }

    fn entry(&self, mark: &str, text: &str) -> Fragment {
        let is_code = is_code(mark);
        let hang = if is_code { HANG_CODE } else { HANG };
        let mark = Run {
            text: mark.to_owned(),
            bold: is_code,
            italic: false,
        };
        let mut out = Fragment::default();
        out.add(self.lines(&[mark], BODY, hang), 1.0 * MM, 0.0);
        let text = self.lines(&runs(text), BODY, self.width - hang);
        out.breakable = text.breakable;
        out.add(text, hang, 0.0);
        out
    }

    /// Lines to type, beside a rule; what stands after several spaces lines up in a second column.
    fn typed(&self, flow: &mut Flow, lines: &[String]) {
        let split: Vec<(&str, &str)> = lines.iter().map(|line| columns(line)).collect();
        let plain = |text: &str| {
            [Run {
                text: text.to_owned(),
                bold: false,
                italic: false,
            }]
        };
        let firsts = split.iter().filter(|(_, second)| !second.is_empty());
        let second_at = firsts
            .map(|(first, _)| self.small_width(&plain(first)) + 5.0 * MM)
            .fold(0.0, f32::max);
        for (i, (first, second)) in split.into_iter().enumerate() {
            let step = " ".repeat(first.len() - first.trim_start().len());
            let in_by = HANG + self.small_width(&plain(&step)) * 2.0;
            let least = SMALL * LINE_HEIGHT;
            let mut line = Fragment::space(least);
            let text = self.small(&plain(first.trim_start()), self.width - in_by);
            line.add(text, in_by, 0.0);
            let at = HANG + second_at;
            line.add(self.small(&plain(second), self.width - at), at, 0.0);
            line.marks.push(Mark::Line {
                from: (2.0 * MM, 0.0),
                to: (2.0 * MM, line.height),
                thickness: 2.0 * HAIR,
            });
            line.keep = i == 0 && lines.len() > 1;
            flow.put(line);
        }
    }
}

/// The two columns of a typed line; the second is empty when there is none.
fn columns(line: &str) -> (&str, &str) {
    let start = line.len() - line.trim_start().len();
    let second = line[start..]
        .find("  ")
        .or_else(|| line[start..].find(" # "));
    match second {
        Some(at) => (&line[..start + at], line[start + at..].trim_start()),
        None => (line, ""),
    }
}

/// White above a part, points.
fn gap(last: Option<&Part>, part: &Part) -> f32 {
    let mm = match (last, part) {
        (None, _) => 4.0,
        (_, Part::Heading(_)) => 6.0,
        (Some(Part::Heading(_)), _) => 1.5,
        (Some(Part::Entry { .. }), Part::Entry { .. }) => 0.8,
        (_, Part::Table(_) | Part::Typed(_)) | (Some(Part::Table(_) | Part::Typed(_)), _) => 2.5,
        _ => 2.0,
    };
    mm * MM
}

/// A rule over the whole width, `down` points below what is above it.
pub fn rule(width: f32, down: f32, thickness: f32) -> Fragment {
    let mut out = Fragment::space(down);
    out.marks.push(Mark::Line {
        from: (0.0, down),
        to: (width, down),
        thickness,
    });
    out
}

/// Not parted from what follows.
pub fn kept(fragment: Fragment) -> Fragment {
    Fragment {
        keep: true,
        ..fragment
    }
}

/// A text in bold.
pub fn bold(text: &str) -> Vec<Run> {
    vec![Run {
        text: text.to_owned(),
        bold: true,
        italic: false,
    }]
}
