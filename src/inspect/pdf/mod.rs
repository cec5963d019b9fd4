//! What of a PDF the desk asks: version, pages and their pictures, signatures.

mod colour;
mod file;
mod page;
mod signature;
mod value;

use super::Unfit;
use file::File;
use value::{Dict, Value};

pub use page::PageScan;
pub use signature::Signature;

/// An opened PDF.
#[derive(Debug)]
pub struct Pdf<'a> {
    file: File<'a>,
    root: Dict,
    version: (u32, u32),
}

impl<'a> Pdf<'a> {
    /// Opens `bytes`.
    ///
    /// # Errors
    /// Damaged, encrypted, or more work than any paper needs.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Unfit> {
        let head = bytes.get(5..8).and_then(version);
        let head = head.ok_or(Unfit::Damaged("phần đầu sai mẫu"))?;
        let file = File::open(bytes)?;
        let root = file.root()?;
        // An update of the file says its version in the catalogue; the later of the two counts.
        let told = match file.get(&root, b"Version")? {
            Value::Name(name) => version(&name),
            _ => None,
        };
        Ok(Self {
            version: told.map_or(head, |told| told.max(head)),
            file,
            root,
        })
    }

    /// The version, e.g. `1.7`.
    #[must_use]
    pub fn version_text(&self) -> String {
        format!("{}.{}", self.version.0, self.version.1)
    }

    /// E-filing asks for 1.4 or later (NĐ 30/2020, Annex I).
    ///
    /// # Errors
    /// [`Unfit::OldPdf`].
    pub fn at_least_1_4(&self) -> Result<(), Unfit> {
        if self.version >= (1, 4) {
            return Ok(());
        }
        Err(Unfit::OldPdf(self.version_text()))
    }

    /// Every page with what its pictures are.
    ///
    /// # Errors
    /// Damaged; no pages; more work than any paper needs.
    pub fn pages(&self) -> Result<Vec<PageScan>, Unfit> {
        page::pages(&self.file, &self.root)
    }

    /// The digital signatures, as far as the file tells of them.
    ///
    /// # Errors
    /// Damaged, or more work than any paper needs.
    pub fn signatures(&self) -> Result<Vec<Signature>, Unfit> {
        signature::signatures(&self.file, &self.root)
    }
}

fn version(text: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(text).ok()?;
    let (major, minor) = text.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
