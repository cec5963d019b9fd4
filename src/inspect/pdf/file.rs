//! The objects of a PDF, found by walking through the file from its beginning. The tables at its end
//! are not believed: they may loop, lie or be gone, and a later object replaces an earlier one anyway.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

use super::super::Unfit;
use super::value::{Budget, Dict, Lexer, Value, is_space};

/// Where an object stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// In the file, at this byte; a stream has its bytes from–to.
    Direct {
        at: usize,
        stream: Option<(usize, usize)>,
    },
    /// In the unpacked stream of that number, at this byte.
    Packed { stream: usize, at: usize },
}

/// An opened file.
#[derive(Debug)]
pub struct File<'a> {
    data: &'a [u8],
    places: BTreeMap<u32, Place>,
    packs: Vec<Vec<u8>>,
    /// Budget of every reading of this file.
    pub budget: Budget,
    /// Dictionary at the root, as far as the file names it.
    trailer: RefCell<Dict>,
}

/// One stream unpacks to at most this.
const LARGEST_STREAM: u64 = 16 * 1024 * 1024;

impl<'a> File<'a> {
    /// Opens `data`.
    ///
    /// # Errors
    /// Damaged, encrypted, or more work than any paper needs.
    pub fn open(data: &'a [u8]) -> Result<Self, Unfit> {
        let mut file = Self {
            data,
            places: BTreeMap::new(),
            packs: Vec::new(),
            budget: Budget::new(),
            trailer: RefCell::default(),
        };
        let walked = file.walk();
        // What is locked cannot be unpacked: the lock is the reason to tell.
        let locked = || find(data, b"/Encrypt", 0).is_some();
        if file.trailer.borrow().contains_key(&b"Encrypt"[..]) || (walked.is_err() && locked()) {
            return Err(Unfit::Encrypted);
        }
        walked?;
        let end = &data[data.len().saturating_sub(2048)..];
        if find(end, b"%%EOF", 0).is_none() {
            return Err(Unfit::Damaged("không có dấu kết thúc"));
        }
        Ok(file)
    }

    /// Length of the file in bytes.
    pub fn len(&self) -> usize {
        self.data.len()
    }

    /// Bytes of the file between two positions, if they are there.
    pub fn bytes(&self, from: usize, to: usize) -> Option<&[u8]> {
        self.data.get(from..to)
    }

    /// Walks through the whole file once.
    fn walk(&mut self) -> Result<(), Unfit> {
        let mut at = 0;
        // The two numbers before the word `obj`.
        let mut before: [Option<u64>; 2] = [None, None];
        while at < self.data.len() {
            let byte = self.data[at];
            if byte == b'%' {
                at = line_end(self.data, at);
            } else if is_space(byte) {
                at += 1;
            } else {
                let start = at;
                while at < self.data.len() && !is_space(self.data[at]) && self.data[at] != b'%' {
                    at += 1;
                    if [b"obj".as_slice(), b"trailer"].contains(&&self.data[start..at]) {
                        break;
                    }
                }
                match &self.data[start..at] {
                    b"obj" => {
                        let number = before[0].and_then(|n| u32::try_from(n).ok());
                        at = self.object(number, at)?;
                        before = [None, None];
                    }
                    b"trailer" => at = self.trailer_at(at)?,
                    word => before = [before[1], number(word)],
                }
                self.budget.step()?;
            }
        }
        Ok(())
    }

    /// Takes note of the object whose value begins at `at`; answers where it ends.
    fn object(&mut self, number: Option<u32>, at: usize) -> Result<usize, Unfit> {
        let number = number.ok_or(Unfit::Damaged("đối tượng không có số"))?;
        let mut lexer = Lexer::new(self.data, at, &self.budget);
        let value = lexer.next()?;
        let value = value.ok_or(Unfit::Damaged("đối tượng trống"))?;
        let mut end = lexer.at;
        lexer.skip_space();
        let mut stream = None;
        if let Value::Dict(dict) = &value
            && self.data[lexer.at..].starts_with(b"stream")
        {
            let span = self.stream_span(dict, lexer.at + b"stream".len())?;
            end = span.1;
            stream = Some(span);
        }
        self.places.insert(number, Place::Direct { at, stream });
        if let (Value::Dict(dict), Some(span)) = (&value, stream) {
            self.special_stream(dict, span)?;
        }
        Ok(end)
    }

    /// From–to of the bytes of a stream: by its length when that is true, else by the word at its end.
    fn stream_span(&self, dict: &Dict, after_word: usize) -> Result<(usize, usize), Unfit> {
        let mut start = after_word;
        if self.data.get(start) == Some(&b'\r') {
            start += 1;
        }
        if self.data.get(start) == Some(&b'\n') {
            start += 1;
        }
        let told = dict.get(&b"Length"[..]).and_then(Value::num);
        if let Some(length) = told.filter(|l| *l >= 0.0 && *l <= self.data.len() as f64) {
            let end = start + length as usize;
            let mut near = end;
            while near < self.data.len() && near < end + 3 && is_space(self.data[near]) {
                near += 1;
            }
            if self
                .data
                .get(near..)
                .is_some_and(|rest| rest.starts_with(b"endstream"))
            {
                return Ok((start, end));
            }
        }
        let end = find(self.data, b"endstream", start);
        end.map(|end| (start, end))
            .ok_or(Unfit::Damaged("luồng dữ liệu không kết thúc"))
    }

    fn special_stream(&mut self, dict: &Dict, span: (usize, usize)) -> Result<(), Unfit> {
        let Some(Value::Name(kind)) = dict.get(&b"Type"[..]) else {
            return Ok(());
        };
        match kind.as_slice() {
            b"XRef" => {
                self.note_trailer(dict);
                Ok(())
            }
            b"ObjStm" => self.pack(dict, span),
            _ => Ok(()),
        }
    }

    /// Takes note of the objects inside an object stream.
    fn pack(&mut self, dict: &Dict, span: (usize, usize)) -> Result<(), Unfit> {
        let bytes = self.unpacked(dict, span)?;
        let whole = |key: &[u8]| dict.get(key).and_then(Value::num).filter(|n| *n >= 0.0);
        let (Some(count), Some(first)) = (whole(b"N"), whole(b"First")) else {
            return Err(Unfit::Damaged("kho đối tượng sai mẫu"));
        };
        let mut lexer = Lexer::new(&bytes, 0, &self.budget);
        let mut found = Vec::new();
        for _ in 0..count.min(1e6) as usize {
            let (Some(Value::Num(number)), Some(Value::Num(offset))) =
                (lexer.next()?, lexer.next()?)
            else {
                return Err(Unfit::Damaged("kho đối tượng thiếu"));
            };
            found.push((number.max(0.0) as u32, (first + offset.max(0.0)) as usize));
        }
        let stream = self.packs.len();
        for (number, at) in found {
            self.places.insert(number, Place::Packed { stream, at });
        }
        self.packs.push(bytes);
        Ok(())
    }

    fn trailer_at(&self, at: usize) -> Result<usize, Unfit> {
        let mut lexer = Lexer::new(self.data, at, &self.budget);
        match lexer.next()? {
            Some(Value::Dict(dict)) => self.note_trailer(&dict),
            _ => return Err(Unfit::Damaged("phần cuối tệp sai mẫu")),
        }
        Ok(lexer.at)
    }

    fn note_trailer(&self, dict: &Dict) {
        for key in [&b"Root"[..], b"Encrypt"] {
            if let Some(value) = dict.get(key) {
                self.trailer
                    .borrow_mut()
                    .insert(key.to_vec(), value.clone());
            }
        }
    }

    /// The catalogue of the document.
    ///
    /// # Errors
    /// When there is none.
    pub fn root(&self) -> Result<Dict, Unfit> {
        let root = self.trailer.borrow().get(&b"Root"[..]).cloned();
        let root = root.ok_or(Unfit::Damaged("không có mục lục gốc"))?;
        match self.resolve(&root)? {
            Value::Dict(dict) => Ok(dict),
            _ => Err(Unfit::Damaged("mục lục gốc sai mẫu")),
        }
    }

    /// `value`, or what it refers to; null for a reference to nothing.
    ///
    /// # Errors
    /// A chain of references without end; the budget.
    pub fn resolve(&self, value: &Value) -> Result<Value, Unfit> {
        let mut value = value.clone();
        for _ in 0..16 {
            let Value::Ref(number) = value else {
                return Ok(value);
            };
            value = self.load(number)?;
        }
        Err(Unfit::TooComplex)
    }

    /// What `dict` holds under `key`, resolved; null when nothing.
    ///
    /// # Errors
    /// As [`File::resolve`].
    pub fn get(&self, dict: &Dict, key: &[u8]) -> Result<Value, Unfit> {
        dict.get(key).map_or(Ok(Value::Plain), |v| self.resolve(v))
    }

    fn load(&self, number: u32) -> Result<Value, Unfit> {
        let (data, at) = match self.places.get(&number) {
            Some(Place::Direct { at, .. }) => (self.data, *at),
            Some(Place::Packed { stream, at }) => (self.packs[*stream].as_slice(), *at),
            None => return Ok(Value::Plain),
        };
        let value = Lexer::new(data, at.min(data.len()), &self.budget).next()?;
        Ok(value.unwrap_or(Value::Plain))
    }

    /// The packed bytes of the stream that `value` refers to, with its dictionary.
    ///
    /// # Errors
    /// No such stream; the budget.
    pub fn stream(&self, value: &Value) -> Result<Option<(Dict, &'a [u8])>, Unfit> {
        let mut value = value.clone();
        for _ in 0..16 {
            let Value::Ref(number) = value else {
                return Ok(None);
            };
            if let Some(Place::Direct {
                stream: Some((from, to)),
                ..
            }) = self.places.get(&number)
            {
                let Value::Dict(dict) = self.load(number)? else {
                    return Ok(None);
                };
                return Ok(Some((dict, &self.data[*from..*to])));
            }
            value = self.load(number)?;
        }
        Err(Unfit::TooComplex)
    }

    /// The unpacked bytes of the stream that `value` refers to; none when it is no stream.
    ///
    /// # Errors
    /// Packed in a way that is not read here; damaged; the budget.
    pub fn content(&self, value: &Value) -> Result<Option<Vec<u8>>, Unfit> {
        let Some((dict, packed)) = self.stream(value)? else {
            return Ok(None);
        };
        self.unpack(&dict, packed).map(Some)
    }

    fn unpacked(&self, dict: &Dict, span: (usize, usize)) -> Result<Vec<u8>, Unfit> {
        self.unpack(dict, &self.data[span.0..span.1])
    }

    fn unpack(&self, dict: &Dict, packed: &[u8]) -> Result<Vec<u8>, Unfit> {
        let filter = match self.get(dict, b"Filter")? {
            Value::Array(filters) if filters.len() == 1 => self.resolve(&filters[0])?,
            Value::Array(filters) if filters.is_empty() => Value::Plain,
            other => other,
        };
        let predicted = match self.get(dict, b"DecodeParms")? {
            Value::Dict(parms) => self.get(&parms, b"Predictor")?.num().unwrap_or(1.0) > 1.0,
            _ => false,
        };
        if filter == Value::Plain {
            self.budget.unpack(packed.len() as u64)?;
            return Ok(packed.to_vec());
        }
        if predicted || !(filter.is_name(b"FlateDecode") || filter.is_name(b"Fl")) {
            return Err(Unfit::Damaged("cách nén này không dùng cho văn bản"));
        }
        self.inflate(packed)
    }

    fn inflate(&self, packed: &[u8]) -> Result<Vec<u8>, Unfit> {
        let most = LARGEST_STREAM.min(self.budget.left());
        let mut bytes = Vec::new();
        let read = ZlibDecoder::new(packed)
            .take(most + 1)
            .read_to_end(&mut bytes);
        self.budget.unpack(bytes.len() as u64)?;
        if bytes.len() as u64 > most {
            return Err(Unfit::TooComplex);
        }
        // Some writers leave the end mark of the packing out; what came before it counts.
        if read.is_err() && bytes.is_empty() {
            return Err(Unfit::Damaged("dữ liệu nén hỏng"));
        }
        Ok(bytes)
    }
}

fn number(word: &[u8]) -> Option<u64> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

fn line_end(data: &[u8], at: usize) -> usize {
    let rest = &data[at..];
    let length = rest.iter().position(|b| *b == b'\n' || *b == b'\r');
    at + length.unwrap_or(rest.len())
}

/// First place of `wanted` in `data` from `from`.
pub fn find(data: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let rest = data.get(from..)?;
    let found = rest.windows(wanted.len()).position(|part| part == wanted);
    found.map(|at| from + at)
}
