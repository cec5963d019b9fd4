//! The embedded faces: Liberation Serif, the metric twin of Times New Roman that NĐ 30/2020 wants.

use std::sync::OnceLock;

use printpdf::ParsedFont;

use super::clean::MARK;
use super::error::PrintError;
use super::slim::{Outlines, slim};

/// A face of the one family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Upright.
    Regular,
    /// Bold; also stands for bold italic, which no form needs.
    Bold,
    /// Italic.
    Italic,
}

impl Face {
    /// All faces, in the order of their ids.
    pub const ALL: [Self; 3] = [Self::Regular, Self::Bold, Self::Italic];

    /// The face of a style.
    pub fn of(bold: bool, italic: bool) -> Self {
        match (bold, italic) {
            (true, _) => Self::Bold,
            (false, true) => Self::Italic,
            (false, false) => Self::Regular,
        }
    }
}

/// The faces, parsed once; cheap to borrow for every document.
pub struct Fonts {
    faces: [Parsed; 3],
}

struct Parsed {
    font: ParsedFont,
    outlines: Outlines,
    /// Advance of each code point below [`TABLE`], 1/1000 of the size; [`NO_GLYPH`] without a glyph.
    advances: Vec<u16>,
}

/// Latin, Vietnamese, Greek, Cyrillic, punctuation, signs and boxes of the face.
const TABLE: u32 = 0x2600;
const NO_GLYPH: u16 = u16::MAX;

impl Fonts {
    /// The fonts of this build, parsed at the first call (some milliseconds).
    ///
    /// # Errors
    /// [`PrintError::Font`] when a font file of the build is damaged.
    pub fn load() -> Result<&'static Self, PrintError> {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        if let Some(fonts) = FONTS.get() {
            return Ok(fonts);
        }
        let fonts = Self::parse()?;
        Ok(FONTS.get_or_init(|| fonts))
    }

    fn parse() -> Result<Self, PrintError> {
        let regular = include_bytes!("../../assets/fonts/LiberationSerif-Regular.ttf");
        let bold = include_bytes!("../../assets/fonts/LiberationSerif-Bold.ttf");
        let italic = include_bytes!("../../assets/fonts/LiberationSerif-Italic.ttf");
        Ok(Self {
            faces: [
                Parsed::read("Liberation Serif", regular)?,
                Parsed::read("Liberation Serif Bold", bold)?,
                Parsed::read("Liberation Serif Italic", italic)?,
            ],
        })
    }

    /// The parsed font of a face, for the PDF engine.
    pub(super) fn font(&self, face: Face) -> &ParsedFont {
        &self.of(face).font
    }

    /// The outlines of a face, for printers of dots.
    pub(super) fn outlines(&self, face: Face) -> &Outlines {
        &self.of(face).outlines
    }

    /// The glyph of a letter.
    pub(super) fn glyph(&self, face: Face, letter: char) -> Option<u16> {
        self.of(face).font.lookup_glyph_index(letter as u32)
    }

    /// Font units of the size.
    pub(super) fn units_per_em(&self, face: Face) -> f32 {
        f32::from(self.of(face).font.font_metrics.units_per_em.max(1))
    }

    /// Width of a text, points.
    pub fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        let parsed = self.of(face);
        let thousandths: u32 = text.chars().map(|c| u32::from(parsed.advance(c))).sum();
        thousandths as f32 * size / 1000.0
    }

    /// The text with a visible mark for each letter the face does not have. Line ends and spaces
    /// and hyphens that must not break stay: the paragraph needs them.
    pub fn printable(&self, face: Face, text: &str) -> String {
        let parsed = self.of(face);
        text.chars().map(|c| parsed.printable(c)).collect()
    }

    fn of(&self, face: Face) -> &Parsed {
        &self.faces[face as usize]
    }
}

impl Parsed {
    fn read(name: &'static str, bytes: &[u8]) -> Result<Self, PrintError> {
        let bytes = slim(bytes).ok_or(PrintError::Font(name))?;
        let font =
            ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or(PrintError::Font(name))?;
        let outlines = Outlines::read(&bytes).ok_or(PrintError::Font(name))?;
        let per_em = u32::from(font.font_metrics.units_per_em).max(1);
        // Rounded down as the PDF engine writes widths, so that measured and shown text agree.
        let advance = |code: u32| match font.lookup_glyph_index(code) {
            None | Some(0) => NO_GLYPH,
            Some(glyph) => {
                let thousandths = u32::from(font.get_horizontal_advance(glyph)) * 1000 / per_em;
                u16::try_from(thousandths).unwrap_or(NO_GLYPH - 1)
            }
        };
        let advances = (0..TABLE).map(advance).collect();
        Ok(Self {
            font,
            outlines,
            advances,
        })
    }

    fn has(&self, c: char) -> bool {
        self.advances
            .get(c as usize)
            .is_some_and(|a| *a != NO_GLYPH)
    }

    fn advance(&self, c: char) -> u16 {
        // A hyphen that must not break is drawn as one that may.
        let c = if c == '\u{2011}' { '-' } else { c };
        let at = |c: char| {
            self.advances
                .get(c as usize)
                .copied()
                .filter(|a| *a != NO_GLYPH)
        };
        at(c).or_else(|| at(MARK)).unwrap_or(500)
    }

    fn printable(&self, c: char) -> char {
        match c {
            '\n' | '\u{00A0}' | '\u{202F}' | '\u{2007}' | '\u{2011}' => c,
            c if self.has(c) => c,
            _ => MARK,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIETNAMESE: &str =
        "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ₫";

    #[test]
    fn every_face_has_every_vietnamese_letter() {
        let fonts = Fonts::load().unwrap();
        for face in Face::ALL {
            for text in [VIETNAMESE.to_owned(), VIETNAMESE.to_uppercase()] {
                assert_eq!(fonts.printable(face, &text), text, "{face:?}");
            }
            assert_eq!(fonts.printable(face, "a🎉漢\u{A0}b\n"), "a□□\u{A0}b\n");
        }
    }

    #[test]
    fn letters_of_one_glyph_do_not_swap_vietnamese_ones() {
        // A subset maps each glyph back to one letter: Đ must not come back as Ð.
        let font = Fonts::load().unwrap().font(Face::Regular);
        let glyph = |c: char| font.lookup_glyph_index(c as u32);
        assert_ne!(glyph('Đ'), glyph('Ð'));
        assert_ne!(glyph('-'), glyph('–'));
    }
}
