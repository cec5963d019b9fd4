//! The kind of a file by its first bytes.

/// Kinds that the desk keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// PDF.
    Pdf,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// TIFF, as some scanners make.
    Tiff,
    /// Word, for drafts.
    Docx,
    /// OpenDocument text, for drafts.
    Odt,
}

impl Media {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Pdf,
        Self::Png,
        Self::Jpeg,
        Self::Tiff,
        Self::Docx,
        Self::Odt,
    ];

    /// Media type as in HTTP and in the tables.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Tiff => "image/tiff",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
        }
    }

    /// The kind of that media type.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media| media.id() == id)
    }

    /// Name for people, and the ending of a file name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Tiff => "tif",
            Self::Docx => "docx",
            Self::Odt => "odt",
        }
    }
}

/// The kind of `bytes`; none for a file that is not kept.
#[must_use]
pub fn media(bytes: &[u8]) -> Option<Media> {
    if bytes.starts_with(b"%PDF-") {
        return Some(Media::Pdf);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(Media::Png);
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Some(Media::Jpeg);
    }
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        return Some(Media::Tiff);
    }
    packed(bytes)
}

/// Both office formats are ZIP files; OpenDocument begins with its media type, and Word names its
/// parts in the directory at the end. Any other ZIP is not kept.
fn packed(bytes: &[u8]) -> Option<Media> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    if bytes.get(30..38) == Some(b"mimetype") {
        let said = bytes.get(38..38 + Media::Odt.id().len())?;
        return (said == Media::Odt.id().as_bytes()).then_some(Media::Odt);
    }
    // A document with macros could act on the machine that opens it.
    let names = &bytes[bytes.len().saturating_sub(65_536)..];
    let has = |name: &[u8]| names.windows(name.len()).any(|part| part == name);
    let word = has(b"word/document.xml") && has(b"[Content_Types].xml");
    (word && !has(b"vbaProject.bin")).then_some(Media::Docx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_content() {
        assert_eq!(media(b"%PDF-1.7\n"), Some(Media::Pdf));
        assert_eq!(media(b"MZ\x90"), None);
        assert_eq!(media(b""), None);
        assert_eq!(media(b"PK\x03\x04only a zip"), None);
        let docx = b"PK\x03\x04......[Content_Types].xml....word/document.xml";
        assert_eq!(media(docx), Some(Media::Docx));
        let macros = [&docx[..], b"word/vbaProject.bin"].concat();
        assert_eq!(media(&macros), None);
        let mut odt = vec![0; 30];
        odt[..4].copy_from_slice(b"PK\x03\x04");
        odt.extend(b"mimetypeapplication/vnd.oasis.opendocument.text");
        assert_eq!(media(&odt), Some(Media::Odt));
    }

    #[test]
    fn identifiers_lead_back() {
        for kind in Media::ALL {
            assert_eq!(Media::from_id(kind.id()), Some(kind));
        }
    }
}
