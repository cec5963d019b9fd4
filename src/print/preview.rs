//! The form as plain lines for a terminal: the same fields in the same order as on paper.

mod told;

use unicode_width::UnicodeWidthStr;

use super::data::FormData;
use super::layout::is_shown;
use super::template::{
    Align, Body, Cell, Columns, Item, Run, Scope, Signer, Symbol, Table, Template, TextLine,
};

/// The form as lines of at most `width` cells (at least 20). One copy is shown; the labels of the
/// others are named in its last line.
pub fn preview(template: &Template, data: &FormData, width: u16) -> Vec<String> {
    let width = usize::from(width.max(20));
    let labels = template.copy_labels();
    let scope = Scope::new(data, labels.first().copied().unwrap_or_default());
    let mut out = Vec::new();
    for mark in &template.outside {
        out.extend(text(scope, &mark.text, width));
    }
    for block in template
        .blocks
        .iter()
        .filter(|b| is_shown(&b.condition, scope))
    {
        match &block.body {
            Body::Item(item) => out.extend(self::item(scope, item, width)),
            Body::Columns(block) => out.extend(columns(scope, block, width)),
            Body::Table(block) => out.extend(table(scope, block, width)),
            Body::Signatures(signers) => out.extend(signatures(scope, signers, width)),
        }
    }
    if labels.len() > 1 {
        out.push(String::new());
        out.extend(wrap(
            &format!("In {} bản: {}.", labels.len(), labels.join("; ")),
            width,
        ));
    }
    out
}

fn item(scope: Scope<'_>, item: &Item, width: usize) -> Vec<String> {
    match item {
        Item::Text(line) => text(scope, line, width),
        Item::Space(_) => vec![String::new()],
        Item::Qr(s) => symbol(scope, s, "Mã QR", width),
        Item::Barcode(s) => symbol(scope, s, "Mã vạch", width),
    }
}

fn symbol(scope: Scope<'_>, symbol: &Symbol, name: &str, width: usize) -> Vec<String> {
    let carried = symbol.phrase.plain(scope);
    if carried.trim().is_empty() || !is_shown(&symbol.condition, scope) {
        return Vec::new();
    }
    aligned(
        wrap(&format!("[{name}: {carried}]"), width),
        symbol.align,
        width,
    )
}

fn text(scope: Scope<'_>, line: &TextLine, width: usize) -> Vec<String> {
    let one = |scope| match is_shown(&line.condition, scope) {
        true => aligned(
            wrap(&plain(&line.phrase.runs(scope)), width),
            line.align,
            width,
        ),
        false => Vec::new(),
    };
    match &line.each {
        None => one(scope),
        Some(list) => scope
            .data()
            .rows(list)
            .iter()
            .flat_map(|row| one(scope.with_row(list, Some(row))))
            .collect(),
    }
}

fn plain(runs: &[Run]) -> String {
    runs.iter()
        .map(|run| run.text.as_str())
        .collect::<String>()
        .replace('\u{A0}', " ")
}

fn aligned(lines: Vec<String>, align: Align, width: usize) -> Vec<String> {
    let pad = |line: &str| match align {
        Align::Left | Align::Justify => 0,
        Align::Center => width.saturating_sub(line.width()) / 2,
        Align::Right => width.saturating_sub(line.width()),
    };
    lines
        .into_iter()
        .map(|line| format!("{}{line}", " ".repeat(pad(&line))))
        .collect()
}

fn columns(scope: Scope<'_>, columns: &Columns, width: usize) -> Vec<String> {
    let widths = shares(
        &columns.widths,
        width,
        columns.cells.len().saturating_sub(1),
    );
    let cells = columns.cells.iter().zip(&widths);
    let cells = cells.map(|(items, w)| items.iter().flat_map(|i| item(scope, i, *w)).collect());
    beside(cells.collect(), &widths, " ")
}

fn signatures(scope: Scope<'_>, signers: &[Signer], width: usize) -> Vec<String> {
    let widths = shares(
        &vec![100.0; signers.len()],
        width,
        signers.len().saturating_sub(1),
    );
    let cell = |(signer, w): (&Signer, &usize)| {
        let above = signer.above.iter().flat_map(|l| text(scope, l, *w));
        let name = signer.name.iter().flat_map(|l| text(scope, l, *w));
        above.chain([String::new()]).chain(name).collect()
    };
    beside(
        signers.iter().zip(&widths).map(cell).collect(),
        &widths,
        " ",
    )
}

fn table(scope: Scope<'_>, table: &Table, width: usize) -> Vec<String> {
    let rule = "─".repeat(width);
    if told::is_told(table, width) {
        let labels = told::labels(scope, table);
        let rows = scope.data().rows(&table.list).iter();
        let rows = rows.map(|row| {
            let scope = scope.with_row(&table.list, Some(row));
            told::row(scope, table, &labels, width)
        });
        let rows = rows.filter(|lines| !lines.is_empty());
        let ruled = rows.flat_map(|lines| lines.into_iter().chain([rule.clone()]));
        let head = [rule.clone()]
            .into_iter()
            .chain(told::head(scope, table, width));
        return head.chain([rule.clone()]).chain(ruled).collect();
    }
    let widths = shares(&table.widths, width, table.widths.len().saturating_sub(1));
    let narrow = width < 4 * table.widths.len();
    let data = scope.data().rows(&table.list);
    let blanks = table
        .blank_rows
        .max(table.least_rows.saturating_sub(data.len()));
    let mut out = vec![rule.clone()];
    let band = |scope, rows| {
        if narrow {
            stacked(scope, rows, width)
        } else {
            band(scope, rows, &widths)
        }
    };
    out.extend(band(scope, &table.head));
    out.push(rule.clone());
    for row in data
        .iter()
        .map(Some)
        .chain(std::iter::repeat_n(None, blanks))
    {
        out.extend(band(scope.with_row(&table.list, row), &table.row));
        out.push(rule.clone());
    }
    out
}

/// Cells one below the other, for a screen too narrow for so many columns.
fn stacked(scope: Scope<'_>, rows: &[Vec<Cell>], width: usize) -> Vec<String> {
    let cells = rows.iter().flatten();
    cells
        .flat_map(|cell| text(scope, &cell.text, width))
        .collect()
}

/// The sub-rows of a head or row. A cell over several sub-rows stands in its first one.
fn band(scope: Scope<'_>, rows: &[Vec<Cell>], widths: &[usize]) -> Vec<String> {
    let mut out = Vec::new();
    let mut below = vec![0_usize; widths.len()];
    for row in rows {
        let mut cells = row.iter();
        let (mut texts, mut sizes, mut column) = (Vec::new(), Vec::new(), 0);
        while column < widths.len() {
            if below[column] > 0 {
                below[column] -= 1;
                texts.push(Vec::new());
                sizes.push(widths[column]);
                column += 1;
                continue;
            }
            let Some(cell) = cells.next() else { break };
            let end = (column + cell.span).min(widths.len());
            let size = widths[column..end].iter().sum::<usize>() + (end - column - 1);
            texts.push(text(scope, &cell.text, size));
            sizes.push(size);
            below[column..end].fill(cell.rows - 1);
            column = end;
        }
        out.extend(beside(texts, &sizes, "│"));
    }
    out
}

/// Cells of the screen for each share, after the separators.
fn shares(shares: &[f32], width: usize, separators: usize) -> Vec<usize> {
    let room = width.saturating_sub(separators) as f32;
    let sum: f32 = shares.iter().sum::<f32>().max(1.0);
    let mut used = 0;
    let mut total = 0.0;
    let mut out = Vec::new();
    for share in shares {
        total += share;
        let end = (room * total / sum).round() as usize;
        out.push(end.saturating_sub(used).max(1));
        used = end;
    }
    out
}

fn beside(cells: Vec<Vec<String>>, widths: &[usize], between: &str) -> Vec<String> {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let line = |y: usize| {
        let part = |(cell, width): (&Vec<String>, &usize)| {
            let text = cell.get(y).map_or("", String::as_str);
            format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
        };
        let parts: Vec<_> = cells.iter().zip(widths).map(part).collect();
        parts.join(between).trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

/// Lines of at most `width` cells; a longer word is broken, nothing is cut.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut out = Vec::new();
    for hard in text.split('\n').filter(|line| !line.is_empty()) {
        let mut line = String::new();
        for word in hard.split_inclusive(' ') {
            if !line.is_empty() && line.width() + word.trim_end().width() > width {
                out.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            for c in word.chars() {
                if c != ' '
                    && line.width() + unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) > width
                {
                    out.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        out.push(line.trim_end().to_owned());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_keeps_every_word() {
        let text = "Công ty cổ phần một thành viên wwwwwwwwwwwwwwwwwwwwwwww";
        let lines = wrap(text, 12);
        assert!(lines.iter().all(|l| l.width() <= 12), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn shares_fill_the_line() {
        assert_eq!(
            shares(&[7.0, 48.0, 15.0, 15.0, 15.0], 80, 4)
                .iter()
                .sum::<usize>(),
            76
        );
    }
}
