//! The pages of a PDF: how large each is, and which pictures its content draws where.

use super::super::{LEAST_DPI, Unfit};
use super::colour::{first, in_colour};
use super::file::{File, find};
use super::value::{Dict, Lexer, Value, is_space};

/// What the pictures of one page are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageScan {
    /// Part of the page that pictures cover, in hundredths.
    pub covered: u32,
    /// Least effective resolution of those pictures, dots per inch.
    pub dpi: u32,
    /// All of them are in colour.
    pub colour: bool,
}

impl PageScan {
    /// Whether the page is a colour scan fit for e-filing.
    ///
    /// # Errors
    /// [`Unfit`] with the number of the page.
    pub fn fit(&self, page: usize) -> Result<(), Unfit> {
        if self.covered < 50 {
            return Err(Unfit::NotScanned { page });
        }
        if !self.colour {
            return Err(Unfit::NotColour { page });
        }
        if self.dpi < LEAST_DPI {
            let dpi = self.dpi;
            return Err(Unfit::TooCoarse { page, dpi });
        }
        Ok(())
    }
}

/// More pages than any result of a desk has.
const MOST_PAGES: usize = 2_000;
const DEEPEST_TREE: usize = 32;
const DEEPEST_FORM: usize = 8;
const MOST_SAVED: usize = 256;
/// A picture that covers less than this part of the page is a stamp or a logo.
const LEAST_PART: f64 = 0.02;

/// Every page of the document.
pub fn pages(file: &File<'_>, root: &Dict) -> Result<Vec<PageScan>, Unfit> {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    let top = root.get(&b"Pages"[..]).cloned().unwrap_or(Value::Plain);
    tree(file, &top, &Dict::new(), &mut seen, &mut found)?;
    if found.is_empty() {
        return Err(Unfit::NoPages);
    }
    Ok(found)
}

/// What pages inherit from the nodes above them.
const INHERITED: [&[u8]; 3] = [b"Resources", b"MediaBox", b"CropBox"];

fn tree(
    file: &File<'_>,
    node: &Value,
    above: &Dict,
    seen: &mut Vec<u32>,
    found: &mut Vec<PageScan>,
) -> Result<(), Unfit> {
    if let Value::Ref(number) = node {
        if seen.contains(number) {
            return Err(Unfit::Damaged("cây trang quay vòng"));
        }
        seen.push(*number);
    }
    if seen.len() > DEEPEST_TREE || found.len() > MOST_PAGES {
        return Err(Unfit::TooComplex);
    }
    let Value::Dict(mut dict) = file.resolve(node)? else {
        return Err(Unfit::Damaged("thiếu trang"));
    };
    for key in INHERITED {
        if let Some(value) = above.get(key).filter(|_| !dict.contains_key(key)) {
            dict.insert(key.to_vec(), value.clone());
        }
    }
    match file.get(&dict, b"Kids")? {
        Value::Array(kids) => {
            for kid in &kids {
                tree(file, kid, &dict, seen, found)?;
            }
        }
        _ => found.push(page(file, &dict)?),
    }
    if matches!(node, Value::Ref(_)) {
        seen.pop();
    }
    Ok(())
}

/// `[a b c d e f]`: x' = ax + cy + e, y' = bx + dy + f.
type Matrix = [f64; 6];

const STILL: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(m: Matrix, n: Matrix) -> Matrix {
    [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]
}

/// The pictures met on a page.
struct Seen<'a, 'b> {
    file: &'b File<'a>,
    page_area: f64,
    covered: f64,
    dpi: f64,
    colour: bool,
}

fn page(file: &File<'_>, dict: &Dict) -> Result<PageScan, Unfit> {
    let (width, height) = size(file, dict)?;
    let mut seen = Seen {
        file,
        page_area: width * height,
        covered: 0.0,
        dpi: f64::INFINITY,
        colour: true,
    };
    let resources = match file.get(dict, b"Resources")? {
        Value::Dict(resources) => resources,
        _ => Dict::new(),
    };
    let mut content = Vec::new();
    let contents = dict.get(&b"Contents"[..]).cloned().unwrap_or(Value::Plain);
    let parts = match file.resolve(&contents)? {
        Value::Array(parts) => parts,
        _ => vec![contents],
    };
    for part in &parts {
        content.extend(file.content(part)?.unwrap_or_default());
        content.push(b'\n');
    }
    seen.content(&content, &resources, STILL, 0)?;
    let dpi = if seen.dpi.is_finite() { seen.dpi } else { 0.0 };
    Ok(PageScan {
        covered: (100.0 * seen.covered).min(1000.0) as u32,
        // 199.99 is 200 that was written with few digits.
        dpi: (dpi + 0.5) as u32,
        colour: seen.colour,
    })
}

/// Width and height of the page in points of 1/72 inch.
fn size(file: &File<'_>, dict: &Dict) -> Result<(f64, f64), Unfit> {
    let unit = file.get(dict, b"UserUnit")?.num().unwrap_or(1.0);
    if unit != 1.0 {
        // Nothing of a desk is larger than the 5 metres that need another unit.
        return Err(Unfit::Damaged("đơn vị đo của trang không dùng cho văn bản"));
    }
    let area = first(file, dict, &[b"CropBox", b"MediaBox"])?;
    let sides = numbers(file, &area)?;
    let [x0, y0, x1, y1] = sides[..] else {
        return Err(Unfit::Damaged("trang không có kích thước"));
    };
    let (width, height) = ((x1 - x0).abs(), (y1 - y0).abs());
    let sound = |side: f64| (36.0..=14_400.0).contains(&side);
    if sound(width) && sound(height) {
        return Ok((width, height));
    }
    Err(Unfit::Damaged("kích thước trang sai"))
}

fn numbers(file: &File<'_>, value: &Value) -> Result<Vec<f64>, Unfit> {
    let items = value.array().unwrap_or(&[]);
    let each = items.iter().take(8).map(|item| file.resolve(item));
    let items = each.collect::<Result<Vec<_>, _>>()?;
    Ok(items.iter().filter_map(Value::num).collect())
}

impl Seen<'_, '_> {
    /// Runs a content stream as far as pictures are concerned.
    fn content(
        &mut self,
        bytes: &[u8],
        resources: &Dict,
        at: Matrix,
        depth: usize,
    ) -> Result<(), Unfit> {
        let file = self.file;
        let mut lexer = Lexer::new(bytes, 0, &file.budget);
        let (mut now, mut saved, mut operands) = (at, Vec::new(), Vec::new());
        while let Some(value) = lexer.next()? {
            let Value::Word(word) = value else {
                // Operands of one operator: no operator takes more than 33.
                if operands.len() < 64 {
                    operands.push(value);
                }
                continue;
            };
            match word.as_slice() {
                b"q" if saved.len() < MOST_SAVED => saved.push(now),
                b"q" => return Err(Unfit::TooComplex),
                b"Q" => now = saved.pop().unwrap_or(now),
                b"cm" => now = matrix(&operands).map_or(now, |m| times(m, now)),
                b"Do" => {
                    if let Some(Value::Name(name)) = operands.last() {
                        self.draw(name, resources, now, depth)?;
                    }
                }
                b"BI" => self.inline(&mut lexer, resources, now)?,
                _ => {}
            }
            operands.clear();
        }
        Ok(())
    }

    fn draw(
        &mut self,
        name: &[u8],
        resources: &Dict,
        now: Matrix,
        depth: usize,
    ) -> Result<(), Unfit> {
        let file = self.file;
        let Value::Dict(objects) = file.get(resources, b"XObject")? else {
            return Ok(());
        };
        let target = objects.get(name).cloned().unwrap_or(Value::Plain);
        let Some((dict, data)) = file.stream(&target)? else {
            return Ok(());
        };
        if file.get(&dict, b"Subtype")?.is_name(b"Image") {
            return self.picture(&dict, resources, data, now);
        }
        if depth >= DEEPEST_FORM {
            return Err(Unfit::TooComplex);
        }
        let own = numbers(file, &file.get(&dict, b"Matrix")?)?;
        let own: Matrix = own.try_into().unwrap_or(STILL);
        let inner = match file.get(&dict, b"Resources")? {
            Value::Dict(inner) => inner,
            _ => resources.clone(),
        };
        let content = file.content(&target)?.unwrap_or_default();
        self.content(&content, &inner, times(own, now), depth + 1)
    }

    /// A picture written inside the content: `BI` keys `ID` bytes `EI`.
    fn inline(
        &mut self,
        lexer: &mut Lexer<'_>,
        resources: &Dict,
        now: Matrix,
    ) -> Result<(), Unfit> {
        let mut dict = Dict::new();
        loop {
            match lexer.next()? {
                Some(Value::Name(key)) => {
                    let value = lexer.next()?.unwrap_or(Value::Plain);
                    dict.insert(key, value);
                }
                Some(Value::Word(word)) if word == b"ID" => break,
                _ => return Err(Unfit::Damaged("ảnh trong trang sai mẫu")),
            }
        }
        let start = (lexer.at + 1).min(lexer.data.len());
        let mut from = start;
        let end = loop {
            let Some(end) = find(lexer.data, b"EI", from) else {
                return Err(Unfit::Damaged("ảnh trong trang không kết thúc"));
            };
            let apart = end > start && is_space(lexer.data[end - 1]);
            if apart && lexer.data.get(end + 2).is_none_or(|b| is_space(*b)) {
                break end;
            }
            from = end + 1;
        };
        lexer.at = end + 2;
        self.picture(&dict, resources, &lexer.data[start..end], now)
    }

    fn picture(
        &mut self,
        image: &Dict,
        resources: &Dict,
        data: &[u8],
        now: Matrix,
    ) -> Result<(), Unfit> {
        let file = self.file;
        let dots = |keys: &[&[u8]]| Ok::<_, Unfit>(first(file, image, keys)?.num().unwrap_or(0.0));
        let (across, down) = (dots(&[b"Width", b"W"])?, dots(&[b"Height", b"H"])?);
        // A picture fills the unit square: its sides are the columns of the matrix, in points.
        let (wide, high) = (now[0].hypot(now[1]), now[2].hypot(now[3]));
        let part = (now[0] * now[3] - now[1] * now[2]).abs() / self.page_area;
        // A stencil has no colour of its own and does not make the page a scan.
        let stencil = first(file, image, &[b"ImageMask", b"IM"])? == Value::True;
        if !part.is_finite() || part < LEAST_PART || stencil {
            return Ok(());
        }
        self.covered += part.min(1.0);
        self.dpi = self.dpi.min(across * 72.0 / wide).min(down * 72.0 / high);
        let named = match file.get(resources, b"ColorSpace")? {
            Value::Dict(named) => named,
            _ => Dict::new(),
        };
        self.colour &= in_colour(file, image, &named, data)?;
        Ok(())
    }
}

fn matrix(operands: &[Value]) -> Option<Matrix> {
    let numbers: Vec<f64> = operands.iter().filter_map(Value::num).collect();
    numbers.try_into().ok()
}
