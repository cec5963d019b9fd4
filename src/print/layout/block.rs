//! Paragraphs, symbols, columns and signatures as fragments.

use super::super::codes::{self, Symbols};
use super::super::error::PrintError;
use super::super::fonts::Fonts;
use super::super::template::{
    Align, Columns, Condition, Item, Paper, Scope, Signer, Symbol, TextLine,
};
use super::fragment::{Fragment, Mark};
use super::paragraph::{Style, paragraph};

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;
/// Thickness of rules and of table borders, points.
pub const HAIR: f32 = 0.6;

/// What laying out needs besides the block.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// Faces.
    pub fonts: &'a Fonts,
    /// Sizes and spaces.
    pub paper: &'a Paper,
    /// QR symbols made so far.
    pub symbols: &'a Symbols,
    /// Fields.
    pub scope: Scope<'a>,
}

impl<'a> Setting<'a> {
    /// The same with other fields in reach.
    pub fn with(self, scope: Scope<'a>) -> Self {
        Self { scope, ..self }
    }
}

/// Whether a condition holds.
pub fn shown(condition: &Condition, scope: Scope<'_>) -> bool {
    condition.when.as_ref().is_none_or(|name| scope.has(name))
        && condition
            .unless
            .as_ref()
            .is_none_or(|name| !scope.has(name))
}

/// The paragraphs of a text line: one, or one for each row of its list.
pub fn text_lines(set: Setting<'_>, line: &TextLine, width: f32) -> Vec<Fragment> {
    let Some(list) = &line.each else {
        return text_line(set, line, width).into_iter().collect();
    };
    let rows = set.scope.data().rows(list);
    let scopes = rows.iter().map(|row| set.scope.with_row(list, Some(row)));
    scopes
        .filter_map(|scope| text_line(set.with(scope), line, width))
        .collect()
}

/// One paragraph; `None` when it is not shown or has no text.
pub fn text_line(set: Setting<'_>, line: &TextLine, width: f32) -> Option<Fragment> {
    if !shown(&line.condition, set.scope) {
        return None;
    }
    let size = set.paper.points(&line.size);
    let style = Style {
        size,
        line_height: set.paper.line_height,
        align: line.align,
        first: line.first_mm * MM,
    };
    let mut runs = line.phrase.runs(set.scope);
    for run in &mut runs {
        run.bold |= line.bold;
        run.italic |= line.italic;
    }
    let indent = line.indent_mm * MM;
    let set_text = paragraph(set.fonts, &runs, style, width - indent);
    if set_text.fragment.height == 0.0 {
        return None;
    }
    let mut out = Fragment {
        breakable: true,
        keep: line.keep,
        ..Fragment::space(line.before_mm * MM)
    };
    let (left, natural) = set_text.widest;
    out.add(set_text.fragment, indent, out.height);
    if let Some(rule) = line.underline {
        let length = natural * rule.share();
        let from = indent + left + (natural - length) / 2.0;
        let y = out.height + size * 0.12;
        out.marks.push(Mark::Line {
            from: (from, y),
            to: (from + length, y),
            thickness: HAIR,
        });
        out.height = y + size * 0.3;
    }
    Some(out)
}

/// Items below each other in one column.
///
/// # Errors
/// When a QR text does not fit.
pub fn stack(set: Setting<'_>, items: &[Item], width: f32) -> Result<Fragment, PrintError> {
    let mut out = Fragment::default();
    for item in items {
        for fragment in item_fragments(set, item, width)? {
            out.stack(fragment);
        }
    }
    Ok(out)
}

/// One item; several fragments when it repeats for each row of a list.
///
/// # Errors
/// When a QR text does not fit.
pub fn item_fragments(
    set: Setting<'_>,
    item: &Item,
    width: f32,
) -> Result<Vec<Fragment>, PrintError> {
    Ok(match item {
        Item::Text(line) => text_lines(set, line, width),
        Item::Space(mm) => vec![Fragment::space(mm * MM)],
        Item::Qr(symbol) => match symbol_text(set, symbol) {
            Some(text) => {
                let drawn = set.symbols.qr(&text, set.paper.qr_mm)?;
                vec![drawn_at(drawn, symbol.align, width)]
            }
            None => Vec::new(),
        },
        Item::Barcode(symbol) => symbol_text(set, symbol)
            .and_then(|text| codes::code128(&text, symbol.height_mm, width))
            .map(|drawn| drawn_at(drawn, symbol.align, width))
            .into_iter()
            .collect(),
    })
}

fn symbol_text(set: Setting<'_>, symbol: &Symbol) -> Option<String> {
    let text = symbol.phrase.plain(set.scope);
    (shown(&symbol.condition, set.scope) && !text.trim().is_empty()).then_some(text)
}

fn drawn_at(drawn: codes::Drawn, align: Align, width: f32) -> Fragment {
    let x = match align {
        Align::Left | Align::Justify => 0.0,
        Align::Center => (width - drawn.width) / 2.0,
        Align::Right => width - drawn.width,
    };
    let mark = Mark::Symbol(drawn.modules).moved(x, 0.0);
    Fragment {
        height: drawn.height,
        marks: vec![mark],
        ..Fragment::default()
    }
}

/// White between neighbouring columns, points.
const GUTTER: f32 = 2.0 * MM;

/// Columns side by side, tops level.
///
/// # Errors
/// When a QR text does not fit.
pub fn columns(set: Setting<'_>, columns: &Columns, width: f32) -> Result<Fragment, PrintError> {
    let mut out = Fragment::default();
    let inner = width - GUTTER * columns.cells.len().saturating_sub(1) as f32;
    let mut x = 0.0;
    for (items, share) in columns.cells.iter().zip(&columns.widths) {
        let own = inner * share / 100.0;
        out.add(stack(set, items, own)?, x, 0.0);
        x += own + GUTTER;
    }
    Ok(out)
}

/// Signers side by side: posts end level, then the space for the hand, then the names.
pub fn signatures(set: Setting<'_>, signers: &[Signer], width: f32) -> Fragment {
    let own = width / signers.len().max(1) as f32;
    let lines = |lines: &[TextLine]| {
        let mut out = Fragment::default();
        for line in lines {
            text_lines(set, line, own - GUTTER)
                .into_iter()
                .for_each(|f| out.stack(f));
        }
        out
    };
    let above: Vec<_> = signers.iter().map(|s| lines(&s.above)).collect();
    let level = above.iter().map(|f| f.height).fold(0.0, f32::max);
    let mut out = Fragment::space(level + set.paper.signature_mm * MM);
    let foot = out.height;
    for (i, (signer, above)) in signers.iter().zip(above).enumerate() {
        let x = i as f32 * own + GUTTER / 2.0;
        let y = level - above.height;
        let name = lines(signer.name.as_slice());
        let marks = above.marks.into_iter().map(|m| m.moved(x, y));
        out.marks.extend(marks);
        out.add(name, x, foot);
    }
    out
}
