//! What a file is, told by its content and never by its name: kind, whether a PDF or a picture is a
//! fit scan of a paper, whether a PDF carries a signature over the whole file.
//!
//! Files come from outside. Every reading here has a budget of steps and of unpacked bytes, so that a
//! file made to do harm ends in a sentence, not in a machine without memory.

mod image;
mod media;
mod pdf;
mod unfit;

pub use image::{Picture, picture};
pub use media::{Media, media};
pub use pdf::{PageScan, Pdf, Signature};
pub use unfit::Unfit;

/// Least resolution of a scan for e-filing, dots per inch (NĐ 30/2020, Annex I).
pub const LEAST_DPI: u32 = 200;

/// What is told about a file that is a fit result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fit {
    /// Sentences for people, the important one first.
    pub remarks: Vec<String>,
    /// Who signed, as far as the file says; empty for a scan.
    pub signers: Vec<String>,
}

/// Checks a file that is to be a colour scan of a signed paper: PDF 1.4 or later, or PNG or JPEG; in
/// colour, at least [`LEAST_DPI`] on every page.
///
/// # Errors
/// [`Unfit`] says which page fails and what to do.
pub fn as_scan(bytes: &[u8]) -> Result<Fit, Unfit> {
    match media(bytes) {
        Some(Media::Pdf) => scanned_pdf(bytes),
        Some(Media::Png | Media::Jpeg) => scanned_picture(bytes),
        _ => Err(Unfit::NoScanKind),
    }
}

fn scanned_pdf(bytes: &[u8]) -> Result<Fit, Unfit> {
    let pdf = Pdf::read(bytes)?;
    pdf.at_least_1_4()?;
    let pages = pdf.pages()?;
    let mut least = u32::MAX;
    for (index, page) in pages.iter().enumerate() {
        let page_no = index + 1;
        page.fit(page_no)?;
        least = least.min(page.dpi);
    }
    Ok(Fit {
        remarks: vec![format!(
            "Bản quét màu, {} trang, thấp nhất {least} dpi, PDF {}",
            pages.len(),
            pdf.version_text()
        )],
        signers: Vec::new(),
    })
}

fn scanned_picture(bytes: &[u8]) -> Result<Fit, Unfit> {
    let picture = picture(bytes)?;
    if !picture.colour {
        return Err(Unfit::NotColour { page: 1 });
    }
    let dpi = picture.dpi();
    if dpi < LEAST_DPI {
        return Err(Unfit::TooCoarse { page: 1, dpi });
    }
    let mut remarks = vec![format!("Ảnh màu {dpi} dpi")];
    if picture.told_dpi.is_none() {
        remarks.push("Ảnh không ghi độ phân giải: tính theo khổ A4".to_owned());
    }
    Ok(Fit {
        remarks,
        signers: Vec::new(),
    })
}

/// Checks a file that is to be digitally signed: a PDF with a signature whose range covers the whole
/// file. The value of the signature is not computed here, and the answer says so.
///
/// # Errors
/// [`Unfit`] when no signature is there, or something was added after it.
pub fn as_signed(bytes: &[u8]) -> Result<Fit, Unfit> {
    if media(bytes) != Some(Media::Pdf) {
        return Err(Unfit::NoSignedKind);
    }
    let pdf = Pdf::read(bytes)?;
    pdf.at_least_1_4()?;
    let signatures = pdf.signatures()?;
    if signatures.is_empty() {
        return Err(Unfit::NotSigned);
    }
    if !signatures.iter().any(|signature| signature.whole) {
        return Err(Unfit::ChangedAfterSigning);
    }
    let signers: Vec<String> = signatures.into_iter().map(|s| s.signer).collect();
    let named: Vec<&str> = signers
        .iter()
        .filter(|s| !s.is_empty())
        .map(String::as_str)
        .collect();
    let by = if named.is_empty() {
        "không ghi tên người ký".to_owned()
    } else {
        format!("ghi người ký: {}", named.join(", "))
    };
    Ok(Fit {
        remarks: vec![format!(
            "Có {} chữ ký số phủ cả tệp, {by}; chưa kiểm tra giá trị chữ ký",
            signers.len()
        )],
        signers,
    })
}

/// What can be told of any file without demanding anything of it.
#[must_use]
pub fn remarks(bytes: &[u8]) -> Vec<String> {
    let said = match media(bytes) {
        Some(Media::Pdf) => about_pdf(bytes),
        Some(Media::Png | Media::Jpeg) => picture(bytes).map(|p| vec![p.words()]),
        _ => Ok(Vec::new()),
    };
    said.unwrap_or_else(|unfit| vec![format!("{} {unfit}", unfit.code())])
}

fn about_pdf(bytes: &[u8]) -> Result<Vec<String>, Unfit> {
    let pdf = Pdf::read(bytes)?;
    let mut said = vec![format!(
        "PDF {}, {} trang",
        pdf.version_text(),
        pdf.pages()?.len()
    )];
    let signatures = pdf.signatures()?;
    if !signatures.is_empty() {
        said.push(format!(
            "{} chữ ký số, chưa kiểm tra giá trị chữ ký",
            signatures.len()
        ));
    }
    Ok(said)
}
