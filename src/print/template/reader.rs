//! Reading TOML with line numbers: every wrong key or value becomes a problem, reading goes on.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::TemplateProblem;

/// Collects the problems of one file.
pub struct Reader<'a> {
    file: &'a str,
    source: &'a str,
    problems: RefCell<Vec<TemplateProblem>>,
}

/// A table of the file, with the reader that hears of its problems.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    reader: &'a Reader<'a>,
    table: &'a DeTable<'a>,
    /// Line in the file.
    pub line: usize,
}

impl<'a> Reader<'a> {
    /// A reader of `source`, called `file` in its problems.
    pub fn new(file: &'a str, source: &'a str) -> Self {
        Self {
            file,
            source,
            problems: RefCell::default(),
        }
    }

    /// Notes a problem.
    pub fn problem(&self, line: usize, what: impl Into<String>, mend: impl Into<String>) {
        self.problems.borrow_mut().push(TemplateProblem {
            file: self.file.to_owned(),
            line,
            what: what.into(),
            mend: mend.into(),
        });
    }

    /// The problems in the order of the file.
    pub fn into_problems(self) -> Vec<TemplateProblem> {
        let mut all = self.problems.into_inner();
        all.sort_by_key(|p| p.line);
        all.dedup();
        all
    }

    /// The line of a place in the file, from 1.
    pub fn line_of(&self, span: Range<usize>) -> usize {
        let end = span.start.min(self.source.len());
        1 + self.source.as_bytes()[..end]
            .iter()
            .filter(|b| **b == b'\n')
            .count()
    }

    /// The top table.
    pub fn root(&'a self, table: &'a DeTable<'a>) -> Node<'a> {
        Node {
            reader: self,
            table,
            line: 1,
        }
    }
}

impl<'a> Node<'a> {
    /// The reader that hears of problems.
    pub fn reader(&self) -> &'a Reader<'a> {
        self.reader
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Line of a key's value, or of the table.
    pub fn line_of(&self, key: &str) -> usize {
        self.get(key)
            .map_or(self.line, |v| self.reader.line_of(v.span()))
    }

    /// Tells of every key that is not in `known`.
    pub fn only(&self, known: &[&str]) {
        for (key, _) in self.table.iter() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let line = self.reader.line_of(key.span());
                let mend = format!("xóa dòng này hoặc dùng một trong: {}", known.join(", "));
                self.reader
                    .problem(line, format!("không hiểu khóa “{name}”"), mend);
            }
        }
    }

    /// A text that must be there.
    pub fn need_text(&self, key: &str) -> String {
        if !self.has(key) {
            self.missing(key);
        }
        self.text(key).unwrap_or_default()
    }

    /// Tells that a key is missing.
    pub fn missing(&self, key: &str) {
        self.reader.problem(
            self.line,
            format!("thiếu khóa “{key}”"),
            format!("thêm dòng {key} = …"),
        );
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<String> {
        let value = self.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(value, key, "một chuỗi trong dấu ngoặc kép");
        }
        text.map(str::to_owned)
    }

    /// A number.
    pub fn number(&self, key: &str) -> Option<f32> {
        let value = self.get(key)?;
        let number = number(value.get_ref());
        if number.is_none() {
            self.wrong(value, key, "một số, dấu chấm thập phân");
        }
        number
    }

    /// A length on paper in millimetres, at most 150; zero when it is not there.
    pub fn length(&self, key: &str) -> f32 {
        const LONGEST: f32 = 150.0;
        let length = self.number(key).unwrap_or(0.0);
        if !(0.0..=LONGEST).contains(&length) {
            let what = format!("“{key}” = {length} không dùng được");
            self.reader.problem(
                self.line_of(key),
                what,
                format!("ghi từ 0 đến {LONGEST} mm"),
            );
            return 0.0;
        }
        length
    }

    /// A count.
    pub fn count(&self, key: &str) -> Option<usize> {
        let value = self.get(key)?;
        let count =
            number(value.get_ref()).filter(|n| *n >= 0.0 && *n <= 1000.0 && n.fract() == 0.0);
        if count.is_none() {
            self.wrong(value, key, "một số nguyên từ 0 đến 1000");
        }
        count.map(|n| n as usize)
    }

    /// True or false; false when it is not there.
    pub fn flag(&self, key: &str) -> bool {
        let Some(value) = self.get(key) else {
            return false;
        };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(value, key, "true hoặc false");
        }
        flag.unwrap_or(false)
    }

    /// Texts; none when the key is not there.
    pub fn texts(&self, key: &str) -> Vec<String> {
        let text = |v: &'a Spanned<DeValue<'a>>| v.get_ref().as_str().map(str::to_owned);
        self.array(key, "một dãy chuỗi", text)
    }

    /// Numbers; none when the key is not there.
    pub fn numbers(&self, key: &str) -> Vec<f32> {
        self.array(key, "một dãy số", |v| number(v.get_ref()))
    }

    /// A table under a key.
    pub fn table(&self, key: &str) -> Option<Node<'a>> {
        let value = self.get(key)?;
        let node = self.node(value);
        if node.is_none() {
            self.wrong(value, key, "một bảng { … }");
        }
        node
    }

    /// Tables in an array; none when the key is not there.
    pub fn tables(&self, key: &str) -> Vec<Node<'a>> {
        self.array(key, "một dãy bảng { … }", |v| self.node(v))
    }

    /// Tables in an array of arrays.
    pub fn table_rows(&self, key: &str) -> Vec<Vec<Node<'a>>> {
        self.array(key, "một dãy của các dãy [ { … }, … ]", |v| {
            v.get_ref()
                .as_array()?
                .iter()
                .map(|t| self.node(t))
                .collect()
        })
    }

    /// Keys and their numbers.
    pub fn number_map(&self) -> Vec<(String, f32)> {
        let mut out = Vec::new();
        for (key, value) in self.table.iter() {
            match number(value.get_ref()) {
                Some(n) => out.push((key.get_ref().to_string(), n)),
                None => self.wrong(value, key.get_ref(), "một số, dấu chấm thập phân"),
            }
        }
        out
    }

    /// A day, written without quotes or with them.
    pub fn day(&self, key: &str) -> Option<chrono::NaiveDate> {
        let value = self.get(key)?;
        let written = match value.get_ref() {
            DeValue::Datetime(day) => day.to_string(),
            other => other.as_str().unwrap_or_default().to_owned(),
        };
        let day = written.parse().ok();
        if day.is_none() {
            self.wrong(value, key, "một ngày như 2019-01-06");
        }
        day
    }

    fn array<T>(
        &self,
        key: &str,
        wanted: &str,
        read: impl Fn(&'a Spanned<DeValue<'a>>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(value, key, wanted);
            return Vec::new();
        };
        let mut out = Vec::new();
        for element in array.iter() {
            match read(element) {
                Some(t) => out.push(t),
                None => self.wrong(element, key, wanted),
            }
        }
        out
    }

    fn node(&self, value: &'a Spanned<DeValue<'a>>) -> Option<Node<'a>> {
        let table = value.get_ref().as_table()?;
        Some(Node {
            reader: self.reader,
            table,
            line: self.reader.line_of(value.span()),
        })
    }

    fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(key)
    }

    fn wrong(&self, value: &Spanned<DeValue<'_>>, key: &str, wanted: &str) {
        let line = self.reader.line_of(value.span());
        let what = format!("giá trị của “{key}” không đúng kiểu");
        self.reader.problem(line, what, format!("ghi {wanted}"));
    }
}

fn number(value: &DeValue<'_>) -> Option<f32> {
    match value {
        DeValue::Integer(i) => i.as_str().parse().ok(),
        DeValue::Float(f) => f.as_str().parse().ok().filter(|n: &f32| n.is_finite()),
        _ => None,
    }
}
