//! A TrueType face without what paper does not need: hints for coarse screens and long names.
//!
//! A face loses about half its size, and with it each PDF and the time to pack it. Outlines,
//! advances and character map stay as they are; the files under `assets/fonts` are untouched.

/// The tables an embedded face needs, in the order of their tags.
const KEPT: [&[u8; 4]; 10] = [
    b"OS/2", b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name", b"post",
];

/// The face without hints; `None` when the bytes are no TrueType face.
pub fn slim(font: &[u8]) -> Option<Vec<u8>> {
    let (glyf, loca) = outlines(font)?;
    let mut tables: Vec<(&[u8; 4], Vec<u8>)> = Vec::new();
    for tag in KEPT {
        let table = match tag {
            b"glyf" => glyf.clone(),
            b"loca" => loca.clone(),
            b"head" => long_offsets(table(font, tag)?),
            b"name" => short_names(table(font, tag)?)?,
            _ => table(font, tag)?.to_vec(),
        };
        tables.push((tag, table));
    }
    Some(assemble(&tables))
}

/// The outlines of a face: where each glyph begins, and all of them.
pub struct Outlines {
    glyf: Vec<u8>,
    loca: Vec<u8>,
}

impl Outlines {
    /// Reads them from a font file; `None` when the bytes are no TrueType face.
    pub fn read(font: &[u8]) -> Option<Self> {
        let (glyf, loca) = outlines(font)?;
        Some(Self { glyf, loca })
    }

    /// The bytes of one glyph; none for a blank, `None` for one that is not there.
    pub fn glyph(&self, id: u16) -> Option<&[u8]> {
        let offset = |i: usize| u32_at(&self.loca, 4 * i).map(|o| o as usize);
        let id = usize::from(id);
        self.glyf.get(offset(id)?..offset(id + 1)?)
    }
}

fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(u16_at(font, 4)?);
    let record = (0..count)
        .map(|i| 12 + 16 * i)
        .find(|r| font.get(*r..*r + 4) == Some(tag))?;
    let (start, length) = (
        u32_at(font, record + 8)? as usize,
        u32_at(font, record + 12)? as usize,
    );
    font.get(start..start.checked_add(length)?)
}

/// The glyph table without instructions, and its index with four-byte offsets.
fn outlines(font: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (glyf, loca) = (table(font, b"glyf")?, table(font, b"loca")?);
    let long = u16_at(table(font, b"head")?, 50)? == 1;
    let count = usize::from(u16_at(table(font, b"maxp")?, 4)?);
    let offset = |i: usize| match long {
        true => u32_at(loca, 4 * i).map(|o| o as usize),
        false => u16_at(loca, 2 * i).map(|o| 2 * usize::from(o)),
    };
    let (mut out, mut index) = (Vec::with_capacity(glyf.len()), Vec::new());
    for i in 0..count {
        index.extend(u32::try_from(out.len()).ok()?.to_be_bytes());
        let glyph = glyf.get(offset(i)?..offset(i + 1)?)?;
        if !glyph.is_empty() {
            unhinted(glyph, &mut out)?;
        }
        out.resize(out.len().next_multiple_of(4), 0);
    }
    index.extend(u32::try_from(out.len()).ok()?.to_be_bytes());
    Some((out, index))
}

/// Copies one glyph without its instructions (OpenType, table `glyf`).
fn unhinted(glyph: &[u8], out: &mut Vec<u8>) -> Option<()> {
    const HEADER: usize = 10;
    let contours = u16_at(glyph, 0)?.cast_signed();
    if contours < 0 {
        return unhinted_parts(glyph, HEADER, out);
    }
    let length_at = HEADER + 2 * usize::from(contours.cast_unsigned());
    let points = length_at + 2 + usize::from(u16_at(glyph, length_at)?);
    out.extend(glyph.get(..length_at)?);
    out.extend([0, 0]);
    out.extend(glyph.get(points..)?);
    Some(())
}

/// Copies a glyph made of others: clears the flag for instructions and leaves them out.
fn unhinted_parts(glyph: &[u8], header: usize, out: &mut Vec<u8>) -> Option<()> {
    const WORDS: u16 = 0x0001;
    const SCALE: u16 = 0x0008;
    const MORE: u16 = 0x0020;
    const SCALE_XY: u16 = 0x0040;
    const MATRIX: u16 = 0x0080;
    const INSTRUCTIONS: u16 = 0x0100;
    out.extend(glyph.get(..header)?);
    let mut at = header;
    loop {
        let flags = u16_at(glyph, at)?;
        let place = if flags & WORDS != 0 { 4 } else { 2 };
        let turn = match flags & (SCALE | SCALE_XY | MATRIX) {
            SCALE => 2,
            SCALE_XY => 4,
            MATRIX => 8,
            _ => 0,
        };
        let end = at + 4 + place + turn;
        out.extend((flags & !INSTRUCTIONS).to_be_bytes());
        out.extend(glyph.get(at + 2..end)?);
        at = end;
        if flags & MORE == 0 {
            return Some(());
        }
    }
}

/// The head table with the mark of four-byte offsets.
fn long_offsets(head: &[u8]) -> Vec<u8> {
    let mut head = head.to_vec();
    if let Some(format) = head.get_mut(50..52) {
        format.copy_from_slice(&[0, 1]);
    }
    head
}

/// The family and PostScript names only; the licence text is in `assets/fonts`.
fn short_names(names: &[u8]) -> Option<Vec<u8>> {
    const FAMILY_STYLE_FULL_POSTSCRIPT: [u16; 4] = [1, 2, 4, 6];
    let strings = names.get(usize::from(u16_at(names, 4)?)..)?;
    let mut records = Vec::new();
    for i in 0..usize::from(u16_at(names, 2)?) {
        let record = names.get(6 + 12 * i..18 + 12 * i)?;
        if FAMILY_STYLE_FULL_POSTSCRIPT.contains(&u16_at(record, 6)?) {
            let (length, start) = (
                usize::from(u16_at(record, 8)?),
                usize::from(u16_at(record, 10)?),
            );
            records.push((record.get(..8)?, strings.get(start..start + length)?));
        }
    }
    let count = u16::try_from(records.len()).ok()?;
    let mut out = Vec::new();
    let mut text: Vec<u8> = Vec::new();
    [0, count, 6 + 12 * count]
        .iter()
        .for_each(|n| out.extend(n.to_be_bytes()));
    for (head, name) in records {
        out.extend(head);
        out.extend(u16::try_from(name.len()).ok()?.to_be_bytes());
        out.extend(u16::try_from(text.len()).ok()?.to_be_bytes());
        text.extend(name);
    }
    out.extend(text);
    Some(out)
}

/// A font file of these tables. Checksums stay zero: the subset that reaches a PDF gets its own.
fn assemble(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    let log = count.ilog2() as u16;
    let range = 16 << log;
    let mut out = vec![0, 1, 0, 0];
    [count, range, log, 16 * count - range]
        .iter()
        .for_each(|n| out.extend(n.to_be_bytes()));
    let mut start = 12 + 16 * tables.len();
    for (tag, table) in tables {
        out.extend(*tag);
        [0, start as u32, table.len() as u32]
            .iter()
            .for_each(|n| out.extend(n.to_be_bytes()));
        start += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        out.extend(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(
        bytes.get(at..at.checked_add(2)?)?.try_into().ok()?,
    ))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: &[u8] = include_bytes!("../../assets/fonts/LiberationSerif-Regular.ttf");

    #[test]
    fn a_slim_face_is_much_smaller_and_keeps_its_glyphs() {
        let slim = slim(FACE).unwrap();
        assert!(
            slim.len() * 3 < FACE.len() * 2,
            "{} of {}",
            slim.len(),
            FACE.len()
        );
        assert_eq!(table(&slim, b"cmap"), table(FACE, b"cmap"));
        assert_eq!(table(&slim, b"hmtx"), table(FACE, b"hmtx"));
        let (again, _) = outlines(&slim).unwrap();
        assert_eq!(
            Some(&again[..]),
            table(&slim, b"glyf"),
            "nothing more to take away"
        );
    }

    #[test]
    fn damaged_bytes_are_refused_and_never_panic() {
        assert!(slim(b"").is_none());
        for cut in (0..FACE.len()).step_by(40_009) {
            assert!(slim(&FACE[..cut]).is_none(), "{cut}");
        }
    }
}
