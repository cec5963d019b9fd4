//! Paper: a template file and the fields of one form become a PDF and a text preview.
//!
//! Nothing here knows what a dossier is. A caller fills a [`FormData`], takes a [`Template`] from a
//! [`Shelf`] and gets bytes from [`pdf`] or lines from [`preview`]; [`spool`] carries the bytes to a
//! file, a viewer, a print queue or a printer.
//!
//! Read in this order: `data` (what goes in), `template` (the file an office edits), `shelf` (where
//! the files are), `sets` (which template a circular prescribes), `layout` (lines, tables, pages, in points), `sheet` (what a page can be told to
//! draw), `book` (the manual on paper), `pdf` (the one file that knows the PDF library), `preview`, `spool`.

mod book;
mod clean;
mod codes;
mod data;
mod error;
mod fonts;
mod layout;
mod outline;
mod pdf;
mod preview;
mod raster;
mod sets;
mod sheet;
mod shelf;
mod slim;
pub mod spool;
mod template;
mod words;

pub use book::{Book, Chapter, Opening, draw as draw_book};
pub use data::{FormData, Row};
pub use error::PrintError;
pub use fonts::{Face, Fonts};
pub use pdf::{pdf, pdf_of_book};
pub use preview::preview;
pub use raster::{Dots, ticket};
pub use sets::{ANY_STATE, FormSet, FormSets, SetForm};
pub use sheet::{Cell, Modules, Rect, Sheet, TextRun};
pub use shelf::{Entry, Shelf, sample, template_files};
pub use template::{Template, TemplateProblem};
pub use words::{date_words, hour_words, moment_words};

pub use layout::draw;
