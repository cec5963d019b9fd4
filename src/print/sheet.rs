//! The seam to the PDF engine: what a page can be told to draw.
//!
//! Everything is in points (1/72 inch) from the **top left** corner of the page. A second engine
//! (PDF/A, a raster for old printers) implements this trait and nothing else changes.

use std::sync::Arc;

use super::fonts::Face;

/// A rectangle, points from the top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// Text in one face on one base line.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// Left end.
    pub x: f32,
    /// Base line.
    pub y: f32,
    /// Face.
    pub face: Face,
    /// Font size.
    pub size: f32,
    /// The letters; every one of them has a glyph.
    pub text: String,
    /// Added to the width of each space, to straighten the right edge.
    pub gap: f32,
}

/// Black modules of a symbol, counted in modules from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Modules to the left.
    pub x: u16,
    /// Modules above.
    pub y: u16,
    /// Modules wide; one high.
    pub width: u16,
}

/// A machine-readable symbol at a place. Copies of a form share the cells, so that an engine may
/// write them once.
#[derive(Clone, Debug, PartialEq)]
pub struct Modules {
    /// Left edge of the first module.
    pub x: f32,
    /// Top edge of the first module.
    pub y: f32,
    /// Width and height of a module.
    pub unit: (f32, f32),
    /// What is black.
    pub cells: Arc<[Cell]>,
}

impl Modules {
    /// The lower edge.
    pub fn bottom(&self) -> f32 {
        self.y
            + self
                .cells
                .iter()
                .map(|c| f32::from(c.y + 1))
                .fold(0.0, f32::max)
                * self.unit.1
    }
}

/// A document being drawn, page after page.
pub trait Sheet {
    /// Starts a page of this width and height.
    fn page(&mut self, width: f32, height: f32);
    /// Draws text.
    fn text(&mut self, run: &TextRun);
    /// Draws a straight line.
    fn line(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32);
    /// Draws the outline of a box.
    fn boxed(&mut self, rect: Rect, thickness: f32);
    /// Fills the black modules of a symbol as one path.
    fn symbol(&mut self, modules: &Modules);
}
