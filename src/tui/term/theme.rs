//! What each part of a screen looks like, per palette. Colour adds, it never tells: take it away
//! and every word is still there.

use ratatui::style::{Color, Modifier, Style};

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// Sixteen colours over the terminal's own text and ground.
    #[default]
    Default,
    /// Contrast of 7:1 or more on black and on white.
    HighContrast,
    /// Blue and orange instead of green and red.
    ColourBlind,
    /// No colour at all.
    Mono,
}

impl Palette {
    /// Reads a palette's name from the configuration or the command line.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "default" | "mac-dinh" => Self::Default,
            "high-contrast" | "tuong-phan" => Self::HighContrast,
            "colour-blind" | "color-blind" | "mu-mau" => Self::ColourBlind,
            "mono" | "don-sac" => Self::Mono,
            _ => return None,
        })
    }

    /// The palette to use, given the asked one, `NO_COLOR` and `TERM`.
    pub fn fitting(self, no_color: Option<&str>, term: Option<&str>) -> Self {
        let refused = no_color.is_some_and(|v| !v.is_empty());
        let plain = matches!(term, Some("dumb" | "vt100"));
        if refused || plain { Self::Mono } else { self }
    }
}

/// A part of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Ordinary text.
    Text,
    /// Screen names, headings, what matters.
    Strong,
    /// The focused field, the selected row.
    Focus,
    /// Good news: `√`.
    Good,
    /// Care: `!`.
    Care,
    /// Late, refused, wrong: `×`.
    Bad,
    /// A key in the bottom line.
    Key,
    /// What may be typed into but is not focused.
    Field,
}

/// Looks of one palette.
#[derive(Debug, Clone, Copy, Default)]
pub struct Theme {
    /// The palette in use.
    pub palette: Palette,
    /// The terminal has eight colours: a bright one is the plain one, bold.
    pub eight: bool,
    /// Plain signs only.
    pub ascii: bool,
}

/// Whether the terminal of that name has eight colours.
pub fn has_eight(term: Option<&str>) -> bool {
    term.is_some_and(|term| term == "linux" || term == "screen" || term.starts_with("screen."))
}

impl Theme {
    /// The style of a look.
    pub fn style(&self, look: Look) -> Style {
        let plain = Style::reset();
        let bold = plain.add_modifier(Modifier::BOLD);
        match look {
            Look::Text => plain,
            Look::Strong | Look::Key => bold,
            Look::Focus => plain.add_modifier(Modifier::REVERSED),
            Look::Field => plain,
            Look::Good => self.coloured(plain, Color::Green, None, Color::LightBlue),
            Look::Care => self.coloured(bold, Color::Yellow, None, Color::LightYellow),
            Look::Bad => self.coloured(bold, Color::Red, None, Color::Yellow),
        }
    }

    fn coloured(&self, base: Style, usual: Color, sharp: Option<Color>, blind: Color) -> Style {
        match self.palette {
            Palette::Default => base.fg(usual),
            Palette::HighContrast => {
                sharp.map_or(base.add_modifier(Modifier::BOLD), |c| base.fg(c))
            }
            Palette::ColourBlind if self.eight => {
                base.fg(dimmed(blind)).add_modifier(Modifier::BOLD)
            }
            Palette::ColourBlind => base.fg(blind),
            Palette::Mono => base,
        }
    }
}

/// The plain colour of a bright one.
fn dimmed(colour: Color) -> Color {
    match colour {
        Color::LightBlue => Color::Cyan,
        Color::LightYellow => Color::Yellow,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_colours_are_enough() {
        for palette in [
            Palette::Default,
            Palette::HighContrast,
            Palette::ColourBlind,
        ] {
            let theme = Theme {
                palette,
                eight: has_eight(Some("linux")),
                ascii: false,
            };
            for look in [Look::Good, Look::Care, Look::Bad, Look::Focus] {
                let bright = format!("{:?}", theme.style(look).fg).contains("Light");
                assert!(!bright, "{palette:?} {look:?}");
            }
        }
    }

    #[test]
    fn terminals_that_want_no_colour_get_none() {
        assert_eq!(
            Palette::Default.fitting(Some("1"), Some("xterm")),
            Palette::Mono
        );
        assert_eq!(Palette::Default.fitting(None, Some("vt100")), Palette::Mono);
        assert_eq!(
            Palette::ColourBlind.fitting(Some(""), Some("xterm")),
            Palette::ColourBlind
        );
        let theme = Theme {
            palette: Palette::Mono,
            eight: false,
            ascii: false,
        };
        for look in [Look::Good, Look::Care, Look::Bad, Look::Focus, Look::Text] {
            let style = theme.style(look);
            assert_eq!(
                (style.fg, style.bg),
                (Some(Color::Reset), Some(Color::Reset)),
                "{look:?}"
            );
        }
    }
}
