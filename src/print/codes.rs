//! Machine-readable symbols: QR (level M) and Code 128.

use std::cell::RefCell;
use std::collections::BTreeMap;

use qrcode::{Color, EcLevel, QrCode};

use super::error::PrintError;
use super::sheet::{Cell, Modules};

/// A symbol drawn from (0, 0); its quiet zone is part of its size.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Width with the quiet zone, points.
    pub width: f32,
    /// Height with the quiet zone, points.
    pub height: f32,
    /// Black parts.
    pub modules: Modules,
}

/// The QR symbols of one document: making one costs as much as a page, and each copy shows the same.
#[derive(Debug, Default)]
pub struct Symbols {
    qr: RefCell<BTreeMap<String, Drawn>>,
}

impl Symbols {
    /// [`qr`], made once for a text. A document has one side for all.
    ///
    /// # Errors
    /// As [`qr`].
    pub fn qr(&self, text: &str, side_mm: f32) -> Result<Drawn, PrintError> {
        if let Some(drawn) = self.qr.borrow().get(text) {
            return Ok(drawn.clone());
        }
        let drawn = qr(text, side_mm)?;
        self.qr.borrow_mut().insert(text.to_owned(), drawn.clone());
        Ok(drawn)
    }
}

/// Least side of a QR module: 0,4 mm, what a cheap hand scanner reads from plain paper.
const LEAST_MODULE_MM: f32 = 0.4;
/// Largest side of a QR symbol.
const LARGEST_QR_MM: f32 = 25.0;
const POINTS_PER_MM: f32 = 72.0 / 25.4;

/// A QR symbol with a side of `side_mm`, more (up to 25 mm) when the text needs it.
///
/// # Errors
/// [`PrintError::QrTooLong`] when modules would be under 0,4 mm.
fn qr(text: &str, side_mm: f32) -> Result<Drawn, PrintError> {
    let too_long = || PrintError::QrTooLong(text.len());
    let code =
        QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).map_err(|_| too_long())?;
    let count = code.width();
    let side_mm = side_mm.max(count as f32 * LEAST_MODULE_MM);
    if side_mm > LARGEST_QR_MM {
        return Err(too_long());
    }
    let module = side_mm * POINTS_PER_MM / count as f32;
    // The paper around is white already: half of the 4 modules that the standard wants is ours.
    let quiet = 2.0 * module;
    let colors = code.to_colors();
    let rows = colors.chunks(count).zip(0_u16..);
    let cells = rows
        .flat_map(|(row, y)| runs(row, y, |c| *c == Color::Dark))
        .collect();
    let side = side_mm * POINTS_PER_MM + 2.0 * quiet;
    let modules = Modules {
        x: quiet,
        y: quiet,
        unit: (module, module),
        cells,
    };
    Ok(Drawn {
        width: side,
        height: side,
        modules,
    })
}

/// Narrowest and widest bar of a Code 128 symbol, millimetres.
const BAR_MM: (f32, f32) = (0.25, 0.33);

/// A Code 128 symbol no wider than `room` points, or `None` when the text cannot be drawn with bars
/// of at least 0,25 mm in that room: a foreign dossier code of 64 characters must still print, with
/// its letters and its QR only.
pub fn code128(text: &str, height_mm: f32, room: f32) -> Option<Drawn> {
    if text.is_empty() || !text.chars().all(|c| (' '..='~').contains(&c)) {
        return None;
    }
    const SET_B: char = '\u{0181}';
    let modules = barcoders::sym::code128::Code128::new(format!("{SET_B}{text}"))
        .ok()?
        .encode();
    const QUIET: f32 = 10.0;
    let count = modules.len() as f32 + 2.0 * QUIET;
    let module = (room / count).min(BAR_MM.1 * POINTS_PER_MM);
    if module < BAR_MM.0 * POINTS_PER_MM {
        return None;
    }
    let height = height_mm * POINTS_PER_MM;
    let cells = runs(&modules, 0, |m| *m == 1).into();
    let modules = Modules {
        x: QUIET * module,
        y: 0.0,
        unit: (module, height),
        cells,
    };
    Some(Drawn {
        width: count * module,
        height,
        modules,
    })
}

/// Each run of dark modules of a row.
fn runs<T>(row: &[T], y: u16, dark: impl Fn(&T) -> bool) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::new();
    for (x, _) in (0_u16..).zip(row).filter(|(_, module)| dark(module)) {
        match out.last_mut() {
            Some(cell) if cell.x + cell.width == x => cell.width += 1,
            _ => out.push(Cell { x, y, width: 1 }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qr_keeps_its_side_and_its_least_module() {
        let small = qr("000.23.31.H62-261121-0001", 22.0).unwrap();
        assert!(small.width / POINTS_PER_MM > 22.0 && small.width / POINTS_PER_MM < 27.0);
        assert!(small.modules.unit.0 / POINTS_PER_MM >= LEAST_MODULE_MM);
        assert!(matches!(
            qr(&"x".repeat(2000), 22.0),
            Err(PrintError::QrTooLong(2000))
        ));
    }

    #[test]
    fn bars_are_never_too_narrow_to_read() {
        let room = 90.0 * POINTS_PER_MM;
        assert!(code128("000.23.31.H62-261121-0001", 9.0, room).is_some());
        assert!(code128(&"1".repeat(64), 9.0, room).is_none());
        assert!(code128("Hồ sơ", 9.0, room).is_none());
        assert!(code128("", 9.0, room).is_none());
    }
}
