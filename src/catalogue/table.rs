//! Tables of tab-separated text, sorted by procedure code, read where they lie: finding the rows of
//! a procedure is a binary search over the text, so nothing but the index is parsed at the start.

use std::borrow::Cow;

use super::problem::Problem;
use crate::domain::procedure::NATIONAL_LEN;

/// One table file.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    text: Cow<'static, str>,
}

/// One row: its line in the file and its cells.
#[derive(Debug, Clone)]
pub(crate) struct Row<'a> {
    pub(crate) line: usize,
    pub(crate) cells: Vec<&'a str>,
}

impl Table {
    /// A table as it stands; `text` must already be sorted by its first column.
    pub(crate) fn sorted(text: &'static str) -> Self {
        Self {
            text: Cow::Borrowed(text),
        }
    }

    /// A table an office edits by hand: sorted here, rows of one code keep their order.
    pub(crate) fn sort(text: &str) -> Self {
        let (head, body) = text.split_once('\n').unwrap_or((text, ""));
        let mut rows: Vec<&str> = body.lines().filter(|row| !row.trim().is_empty()).collect();
        rows.sort_by_key(|row| code_of(row));
        let text = format!("{}\n{}\n", head.trim_end_matches('\r'), rows.join("\n"));
        Self {
            text: Cow::Owned(text),
        }
    }

    /// The rows of one code, in file order.
    pub(crate) fn rows_of<'a>(&'a self, code: &'a str) -> impl Iterator<Item = Vec<&'a str>> {
        let body = body(&self.text);
        body[first_at_or_after(body, code)..]
            .lines()
            .take_while(move |row| code_of(row) == code)
            .map(|row| row.split('\t').collect())
    }
}

/// All rows of a text with their lines; blank lines are skipped.
pub(crate) fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    text.lines()
        .enumerate()
        .skip(1)
        .filter(|(_, row)| !row.trim().is_empty())
        .map(|(at, row)| Row {
            line: at + 1,
            cells: row.split('\t').collect(),
        })
}

/// The head line must be exactly these columns.
pub(crate) fn check_head(file: &str, text: &str, columns: &[&str]) -> Option<Problem> {
    let head: Vec<&str> = text.lines().next().unwrap_or("").split('\t').collect();
    (head != columns).then(|| {
        Problem::at(
            file,
            1,
            "dòng tiêu đề không đúng các cột của bảng này",
            format!("viết lại dòng 1, ngăn bằng phím Tab: {}", columns.join(" ")),
        )
    })
}

fn body(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, body)| body)
}

/// The national part of the code a row begins with: suffixes do not separate procedures.
fn code_of(row: &str) -> &str {
    let cell = row.split(['\t', '\n']).next().unwrap_or("");
    cell.get(..NATIONAL_LEN).unwrap_or(cell)
}

/// Offset of the first row whose code is not before `code`.
fn first_at_or_after(body: &str, code: &str) -> usize {
    let bytes = body.as_bytes();
    let row_start = |at: usize| {
        bytes[..at]
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |n| n + 1)
    };
    let row_end = |at: usize| {
        bytes[at..]
            .iter()
            .position(|b| *b == b'\n')
            .map_or(bytes.len(), |n| at + n + 1)
    };
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let start = row_start(low + (high - low) / 2);
        if code_of(&body[start..row_end(start)]) < code {
            low = row_end(start);
        } else {
            high = start;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_code_wherever_they_stand() {
        let mut text = String::from("code\tvalue\n");
        for n in 0..500 {
            text += &format!("1.{n:06}\ta{n}\n1.{n:06}\tb{n}\n");
        }
        let table = Table::sort(&text);
        for n in [0, 1, 7, 250, 498, 499] {
            let code = format!("1.{n:06}");
            let found: Vec<_> = table.rows_of(&code).map(|row| row[1].to_owned()).collect();
            assert_eq!(found, [format!("a{n}"), format!("b{n}")]);
        }
        assert_eq!(table.rows_of("1.000500").count(), 0);
        assert_eq!(table.rows_of("0.000000").count(), 0);
    }

    #[test]
    fn an_unsorted_office_table_is_sorted_and_keeps_the_order_within_a_code() {
        let table = Table::sort("code\tv\r\n2.000001\tx\n\n1.000001\tb\n1.000001\ta\n");
        let found: Vec<_> = table
            .rows_of("1.000001")
            .map(|row| row[1].to_owned())
            .collect();
        assert_eq!(found, ["b", "a"]);
        assert_eq!(table.rows_of("2.000001").count(), 1);
    }
}
