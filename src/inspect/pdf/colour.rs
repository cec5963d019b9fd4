//! Whether a picture inside a PDF is in colour.

use super::super::Unfit;
use super::file::File;
use super::value::{Dict, Value};

/// Whether the picture with dictionary `image` has more than shades of one colour.
pub fn in_colour(file: &File<'_>, image: &Dict, named: &Dict, data: &[u8]) -> Result<bool, Unfit> {
    let space = first(file, image, &[b"ColorSpace", b"CS"])?;
    if space == Value::Plain {
        // Only JPEG 2000 carries its colours inside.
        return Ok(components_of_jpx(data) >= 3);
    }
    space_in_colour(file, &space, named, 0)
}

/// The value under the first of `keys` that is there: inline pictures abbreviate.
pub fn first(file: &File<'_>, dict: &Dict, keys: &[&[u8]]) -> Result<Value, Unfit> {
    for key in keys {
        let value = file.get(dict, key)?;
        if value != Value::Plain {
            return Ok(value);
        }
    }
    Ok(Value::Plain)
}

fn space_in_colour(file: &File<'_>, space: &Value, named: &Dict, depth: u8) -> Result<bool, Unfit> {
    if depth > 4 {
        return Err(Unfit::TooComplex);
    }
    match space {
        Value::Name(name) => match name.as_slice() {
            b"DeviceRGB" | b"RGB" | b"CalRGB" | b"DeviceCMYK" | b"CMYK" | b"Lab" => Ok(true),
            b"DeviceGray" | b"G" | b"CalGray" | b"Pattern" => Ok(false),
            other => {
                let found = file.get(named, other)?;
                if found == Value::Plain {
                    return Ok(false);
                }
                space_in_colour(file, &found, named, depth + 1)
            }
        },
        Value::Array(parts) => family(file, parts, named, depth),
        _ => Ok(false),
    }
}

fn family(file: &File<'_>, parts: &[Value], named: &Dict, depth: u8) -> Result<bool, Unfit> {
    let Some(Value::Name(kind)) = parts.first() else {
        return Ok(false);
    };
    let second = parts.get(1).cloned().unwrap_or(Value::Plain);
    match kind.as_slice() {
        b"ICCBased" => {
            let stream = file.stream(&second)?;
            let count = stream.and_then(|(dict, _)| dict.get(&b"N"[..]).and_then(Value::num));
            Ok(count.is_some_and(|n| n >= 3.0))
        }
        b"Indexed" | b"I" => space_in_colour(file, &file.resolve(&second)?, named, depth + 1),
        b"DeviceN" => {
            let names = file.resolve(&second)?;
            Ok(names.array().is_some_and(|names| names.len() >= 3))
        }
        // One ink, however it is called.
        b"Separation" => Ok(false),
        _ => space_in_colour(file, &parts[0], named, depth + 1),
    }
}

/// Number of components that the head of a JPEG 2000 stream tells; 0 when it is none.
fn components_of_jpx(data: &[u8]) -> u16 {
    let near = &data[..data.len().min(4096)];
    let Some(at) = super::file::find(near, b"\xff\x4f\xff\x51", 0) else {
        return 0;
    };
    match data.get(at + 40..at + 42) {
        Some(two) => u16::from_be_bytes([two[0], two[1]]),
        None => 0,
    }
}
