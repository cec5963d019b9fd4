//! The values of a PDF and the reader of one value, with a budget.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::super::Unfit;

/// A dictionary.
pub type Dict = BTreeMap<Vec<u8>, Value>;

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Null, false, and what is not there.
    Plain,
    /// True.
    True,
    /// A number.
    Num(f64),
    /// A name, without its slash.
    Name(Vec<u8>),
    /// A string, unpacked.
    Str(Vec<u8>),
    /// An array.
    Array(Vec<Value>),
    /// A dictionary.
    Dict(Dict),
    /// A reference to an object.
    Ref(u32),
    /// A word: an operator of a content stream, or a keyword of the file.
    Word(Vec<u8>),
}

/// How much work a file may still ask for; shared by all readers of one file.
#[derive(Debug)]
pub struct Budget {
    steps: Cell<u64>,
    unpacked: Cell<u64>,
}

impl Budget {
    /// Enough for every paper, and about a second on a slow machine.
    pub fn new() -> Self {
        Self {
            steps: Cell::new(4_000_000),
            unpacked: Cell::new(64 * 1024 * 1024),
        }
    }

    /// Takes one step.
    pub fn step(&self) -> Result<(), Unfit> {
        Self::take(&self.steps, 1)
    }

    /// Bytes that may still be unpacked.
    pub fn left(&self) -> u64 {
        self.unpacked.get()
    }

    /// Takes unpacked bytes.
    pub fn unpack(&self, bytes: u64) -> Result<(), Unfit> {
        Self::take(&self.unpacked, bytes)
    }

    fn take(from: &Cell<u64>, amount: u64) -> Result<(), Unfit> {
        let left = from.get().checked_sub(amount).ok_or(Unfit::TooComplex)?;
        from.set(left);
        Ok(())
    }
}

/// Arrays and dictionaries inside each other: no writer goes near this.
const DEEPEST: usize = 64;

/// Reads values one after the other.
pub struct Lexer<'a> {
    /// The bytes.
    pub data: &'a [u8],
    /// Where the next value begins.
    pub at: usize,
    budget: &'a Budget,
}

impl<'a> Lexer<'a> {
    /// A reader from `at`.
    pub fn new(data: &'a [u8], at: usize, budget: &'a Budget) -> Self {
        Self { data, at, budget }
    }

    /// The next value; none at the end.
    pub fn next(&mut self) -> Result<Option<Value>, Unfit> {
        self.value(0)
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    /// Skips white space and comments.
    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Option<Value>, Unfit> {
        self.budget.step()?;
        self.skip_space();
        let Some(byte) = self.peek() else {
            return Ok(None);
        };
        let two = self.data.get(self.at + 1).copied();
        Ok(Some(match byte {
            b'/' => Value::Name(self.name()),
            b'(' => Value::Str(self.string()?),
            b'<' if two == Some(b'<') => {
                self.at += 2;
                Value::Dict(self.dict(depth + 1)?)
            }
            b'<' => Value::Str(self.hex()?),
            b'[' => {
                self.at += 1;
                Value::Array(self.array(depth + 1)?)
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(depth),
            b'>' if two == Some(b'>') => {
                self.at += 2;
                Value::Word(b">>".to_vec())
            }
            b']' | b'{' | b'}' | b')' | b'>' => {
                self.at += 1;
                Value::Word(vec![byte])
            }
            _ => self.word(),
        }))
    }

    fn run(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(|b| !is_space(b) && !is_mark(b)) {
            self.at += 1;
        }
        &self.data[start..self.at]
    }

    fn word(&mut self) -> Value {
        match self.run() {
            b"null" | b"false" => Value::Plain,
            b"true" => Value::True,
            word => Value::Word(word.to_vec()),
        }
    }

    fn number(&mut self, depth: usize) -> Value {
        let text = std::str::from_utf8(self.run()).unwrap_or("");
        let Ok(number) = text.parse::<f64>() else {
            return Value::Word(text.as_bytes().to_vec());
        };
        // "12 0 R" is a reference; content streams have none, but neither have they an operator R.
        let whole = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        match whole.then(|| self.reference(text, depth)).flatten() {
            Some(object) => Value::Ref(object),
            None => Value::Num(if number.is_finite() { number } else { 0.0 }),
        }
    }

    fn reference(&mut self, text: &str, depth: usize) -> Option<u32> {
        let back = self.at;
        let object = text.parse().ok().filter(|_| depth <= DEEPEST);
        self.skip_space();
        let generation = self.run();
        let numbers = !generation.is_empty() && generation.iter().all(u8::is_ascii_digit);
        self.skip_space();
        if numbers && object.is_some() && self.run() == b"R" {
            return object;
        }
        self.at = back;
        None
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let raw = self.run();
        let mut name = Vec::with_capacity(raw.len());
        let mut i = 0;
        while i < raw.len() {
            let coded = (raw[i] == b'#').then(|| pair(raw.get(i + 1), raw.get(i + 2)));
            if let Some(Some(byte)) = coded {
                name.push(byte);
                i += 3;
            } else {
                name.push(raw[i]);
                i += 1;
            }
        }
        name
    }

    fn string(&mut self) -> Result<Vec<u8>, Unfit> {
        let (mut text, mut open) = (Vec::new(), 0);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => {
                    open += 1;
                    if open > 1 {
                        text.push(byte);
                    }
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(text);
                    }
                    text.push(byte);
                }
                b'\\' => self.escape(&mut text),
                _ => text.push(byte),
            }
        }
        Err(Unfit::Damaged("chuỗi chữ không kết thúc"))
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' | b'f' | b'\n' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => code = code * 8 + u32::from(digit - b'0'),
                        _ => break,
                    }
                    self.at += 1;
                }
                text.push(code.to_le_bytes()[0]);
            }
            other => text.push(other),
        }
    }

    fn hex(&mut self) -> Result<Vec<u8>, Unfit> {
        self.at += 1;
        let (mut text, mut half) = (Vec::new(), None);
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                text.extend(half.map(|high: u8| high << 4));
                return Ok(text);
            }
            let Some(digit) = digit(byte) else { continue };
            match half.take() {
                Some(high) => text.push((high << 4) | digit),
                None => half = Some(digit),
            }
        }
        Err(Unfit::Damaged("chuỗi số không kết thúc"))
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Value>, Unfit> {
        let mut items = Vec::new();
        loop {
            match self.inner(depth)? {
                Value::Word(word) if word == b"]" => return Ok(items),
                value => items.push(value),
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Result<Dict, Unfit> {
        let mut dict = Dict::new();
        loop {
            match self.inner(depth)? {
                Value::Word(word) if word == b">>" => return Ok(dict),
                Value::Name(key) => match self.inner(depth)? {
                    Value::Word(word) if word == b">>" => return Ok(dict),
                    value => drop(dict.insert(key, value)),
                },
                _ => return Err(Unfit::Damaged("từ điển sai mẫu")),
            }
        }
    }

    fn inner(&mut self, depth: usize) -> Result<Value, Unfit> {
        if depth > DEEPEST {
            return Err(Unfit::TooComplex);
        }
        self.value(depth)?
            .ok_or(Unfit::Damaged("tệp kết thúc giữa chừng"))
    }
}

impl Value {
    /// The number, when it is one.
    pub fn num(&self) -> Option<f64> {
        match self {
            Self::Num(number) => Some(*number),
            _ => None,
        }
    }

    /// The items, when it is an array.
    pub fn array(&self) -> Option<&[Value]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// Whether it is the name `wanted`.
    pub fn is_name(&self, wanted: &[u8]) -> bool {
        matches!(self, Self::Name(name) if name == wanted)
    }
}

/// White space of a PDF.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn digit(byte: u8) -> Option<u8> {
    let value = char::from(byte).to_digit(16)?;
    u8::try_from(value).ok()
}

fn pair(high: Option<&u8>, low: Option<&u8>) -> Option<u8> {
    Some((digit(*high?)? << 4) | digit(*low?)?)
}
