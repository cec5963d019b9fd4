//! Digital signatures of a PDF: that one is there, what it covers, and what name it gives.

use super::super::Unfit;
use super::file::File;
use super::value::{Dict, Value};
use crate::text::{nfc, visible};

/// A signature as the file tells of it. Its value is not checked here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// Name of the signer, made fit for a screen; empty when the file does not say.
    pub signer: String,
    /// It covers every byte of the file but itself.
    pub whole: bool,
}

/// More fields than any form of a desk.
const MOST_FIELDS: usize = 4_000;

/// Every signature in the form of the document.
pub fn signatures(file: &File<'_>, root: &Dict) -> Result<Vec<Signature>, Unfit> {
    let Value::Dict(form) = file.get(root, b"AcroForm")? else {
        return Ok(Vec::new());
    };
    let fields = file.get(&form, b"Fields")?;
    let mut waiting: Vec<(Value, bool)> = items(&fields, false);
    let (mut met, mut found) = (0, Vec::new());
    while let Some((field, above)) = waiting.pop() {
        met += 1;
        if met > MOST_FIELDS {
            return Err(Unfit::TooComplex);
        }
        let Value::Dict(field) = file.resolve(&field)? else {
            continue;
        };
        let kind = file.get(&field, b"FT")?;
        let signs = kind.is_name(b"Sig") || (above && kind == Value::Plain);
        waiting.extend(items(&file.get(&field, b"Kids")?, signs));
        if let (true, Value::Dict(value)) = (signs, file.get(&field, b"V")?) {
            found.extend(signature(file, &value)?);
        }
    }
    Ok(found)
}

fn items(value: &Value, above: bool) -> Vec<(Value, bool)> {
    let items = value.array().unwrap_or(&[]);
    items.iter().map(|item| (item.clone(), above)).collect()
}

/// The signature of that dictionary; none when it is a place that nobody has signed yet.
fn signature(file: &File<'_>, value: &Dict) -> Result<Option<Signature>, Unfit> {
    let contents = match file.get(value, b"Contents")? {
        Value::Str(contents) => contents,
        _ => return Ok(None),
    };
    let range = file.get(value, b"ByteRange")?;
    let numbers: Vec<usize> = range.array().map(whole_numbers).unwrap_or_default();
    // A signature is a DER sequence; a reserved place is all zeros.
    if contents.first() != Some(&0x30) || numbers.len() != 4 {
        return Ok(None);
    }
    let signer = match file.get(value, b"Name")? {
        Value::Str(name) => readable(&name),
        _ => String::new(),
    };
    Ok(Some(Signature {
        signer,
        whole: covers(file, &numbers),
    }))
}

fn whole_numbers(items: &[Value]) -> Vec<usize> {
    let numbers = items.iter().filter_map(Value::num);
    numbers
        .filter(|n| *n >= 0.0 && *n < 1e12 && n.fract() == 0.0)
        .map(|n| n as usize)
        .collect()
}

/// The two ranges begin and end with the file, and the gap between them is one string of digits.
fn covers(file: &File<'_>, range: &[usize]) -> bool {
    let [first, before, second, after] = range[..] else {
        return false;
    };
    if first != 0 || second <= before || second + after != file.len() {
        return false;
    }
    let Some(gap) = file.bytes(before, second) else {
        return false;
    };
    let inside = gap
        .strip_prefix(b"<")
        .and_then(|gap| gap.strip_suffix(b">"));
    inside.is_some_and(|gap| gap.iter().all(u8::is_ascii_hexdigit))
}

/// A text string of a PDF as a line for people: hidden characters become marks.
fn readable(text: &[u8]) -> String {
    let plain = match text {
        [0xfe, 0xff, rest @ ..] => {
            let pairs = rest.chunks_exact(2);
            let units: Vec<u16> = pairs.map(|p| u16::from_be_bytes([p[0], p[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        other => match std::str::from_utf8(other) {
            Ok(text) => text.to_owned(),
            Err(_) => other.iter().map(|b| char::from(*b)).collect(),
        },
    };
    let short: String = plain.chars().take(120).collect();
    visible(&nfc(short.trim())).into_owned()
}
