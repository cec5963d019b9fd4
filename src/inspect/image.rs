//! The head of a PNG or JPEG: dots, colour, and the resolution it tells.

use super::{Media, Unfit, media};

/// What the head of a picture says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
    /// More than shades of one colour.
    pub colour: bool,
    /// Dots per inch, the lesser direction, when the file tells.
    pub told_dpi: Option<u32>,
}

/// More dots than A4 at 600 dpi are no paper of a desk.
const MOST_DOTS: u64 = 40_000_000;

impl Picture {
    /// Dots per inch: as told, or as if the picture filled a sheet of A4.
    #[must_use]
    pub fn dpi(&self) -> u32 {
        // A4 in tenths of a millimetre; an inch has 254 of them.
        let (short, long) = (self.width.min(self.height), self.width.max(self.height));
        let on_a4 = (short * 254 / 2100).min(long * 254 / 2970);
        self.told_dpi.unwrap_or(on_a4)
    }

    /// In one line, for people.
    #[must_use]
    pub fn words(&self) -> String {
        let colour = if self.colour { "màu" } else { "không màu" };
        let told = if self.told_dpi.is_some() {
            ""
        } else {
            " (tính theo khổ A4)"
        };
        format!(
            "Ảnh {colour} {} × {} điểm, {} dpi{told}",
            self.width,
            self.height,
            self.dpi()
        )
    }
}

/// Reads the head of a PNG or JPEG.
///
/// # Errors
/// [`Unfit::BadPicture`] for a head that cannot be read or too many dots.
pub fn picture(bytes: &[u8]) -> Result<Picture, Unfit> {
    let found = match media(bytes) {
        Some(Media::Png) => png(bytes),
        Some(Media::Jpeg) => jpeg(bytes),
        _ => None,
    };
    let sound = |p: &Picture| {
        let dots = u64::from(p.width) * u64::from(p.height);
        dots > 0 && dots <= MOST_DOTS
    };
    found.filter(sound).ok_or(Unfit::BadPicture)
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u32::from(u16::from_be_bytes(two.try_into().ok()?)))
}

fn png(bytes: &[u8]) -> Option<Picture> {
    if bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    let mut picture = Picture {
        width: be32(bytes, 16)?,
        height: be32(bytes, 20)?,
        colour: matches!(bytes.get(25)?, 2 | 3 | 6),
        told_dpi: None,
    };
    // A picture that breaks off has no end mark.
    if !bytes.windows(4).rev().take(64).any(|four| four == b"IEND") {
        return None;
    }
    let mut at = 33;
    while let (Some(length), Some(kind)) = (be32(bytes, at), bytes.get(at + 4..at + 8)) {
        if kind == b"IDAT" || kind == b"IEND" {
            break;
        }
        if kind == b"pHYs" && bytes.get(at + 16) == Some(&1) {
            let per_metre = be32(bytes, at + 8)?.min(be32(bytes, at + 12)?);
            // 200 dpi is 7874 dots a metre, rounded down when it was written.
            let dpi = (u64::from(per_metre) * 254 + 5_000) / 10_000;
            picture.told_dpi = u32::try_from(dpi).ok();
        }
        at = at
            .checked_add(12)?
            .checked_add(usize::try_from(length).ok()?)?;
    }
    Some(picture)
}

fn jpeg(bytes: &[u8]) -> Option<Picture> {
    let (mut at, mut told) = (2, None);
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        if marker == 0xff {
            at += 1;
            continue;
        }
        let length = usize::try_from(be16(bytes, at + 2)?).ok()?;
        let body = bytes.get(at + 4..at + 2 + length.max(2))?;
        match marker {
            0xe0 if body.starts_with(b"JFIF\0") => told = jfif(body).or(told),
            0xe1 if body.starts_with(b"Exif\0\0") => told = told.or_else(|| exif(&body[6..])),
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some(Picture {
                    height: be16(body, 1)?,
                    width: be16(body, 3)?,
                    colour: *body.get(5)? >= 3,
                    told_dpi: told,
                });
            }
            0xd9 | 0xda => return None,
            _ => {}
        }
        at += 2 + length.max(2);
    }
}

fn jfif(body: &[u8]) -> Option<u32> {
    let density = be16(body, 8)?.min(be16(body, 10)?);
    match body.get(7)? {
        1 if density > 1 => Some(density),
        2 if density > 1 => Some(density * 254 / 100),
        _ => None,
    }
}

/// The resolution of the first folder of an Exif block (tags 0x011A, 0x0128).
fn exif(tiff: &[u8]) -> Option<u32> {
    let little = tiff.starts_with(b"II");
    let two = |at: usize| -> Option<u32> {
        let b: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(u32::from(if little {
            u16::from_le_bytes(b)
        } else {
            u16::from_be_bytes(b)
        }))
    };
    let four = |at: usize| -> Option<u32> {
        let b: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little {
            u32::from_le_bytes(b)
        } else {
            u32::from_be_bytes(b)
        })
    };
    let folder = usize::try_from(four(4)?).ok()?;
    let (mut dots, mut unit) = (None, 2);
    for i in 0..two(folder)? {
        let at = folder.checked_add(2 + 12 * usize::try_from(i).ok()?)?;
        match two(at)? {
            0x011a => {
                let value = usize::try_from(four(at + 8)?).ok()?;
                let (over, under) = (four(value)?, four(value.checked_add(4)?)?);
                dots = over.checked_div(under);
            }
            0x0128 => unit = two(at + 8)?,
            _ => {}
        }
    }
    let dots = dots.filter(|dots| *dots > 1)?;
    if unit == 3 {
        Some(dots.saturating_mul(254) / 100)
    } else {
        Some(dots)
    }
}
