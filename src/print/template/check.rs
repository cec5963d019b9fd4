//! Rules about the values of a template that was read.

use super::Template;
use super::model::*;
use super::reader::Reader;

/// Least size of any text, points: below it stacked diacritics blur on an office printer.
const LEAST_POINTS: f32 = 7.5;
/// Least size of the body, points.
const LEAST_BODY_POINTS: f32 = 9.0;

/// Tells every rule the template breaks.
pub fn template(reader: &Reader<'_>, template: &Template) {
    for paper in &template.papers {
        paper_rules(reader, paper);
        for (size, line) in sizes(template) {
            if !paper.sizes.contains_key(size) {
                let what = format!("cỡ chữ “{size}” không có ở khổ giấy “{}”", paper.name);
                reader.problem(
                    line,
                    what,
                    format!("thêm {size} = … vào sizes của khổ giấy đó"),
                );
            }
        }
    }
    if template
        .valid_to
        .is_some_and(|last| last < template.valid_from)
    {
        reader.problem(1, "valid_to trước valid_from", "sửa một trong hai ngày");
    }
    template
        .blocks
        .iter()
        .for_each(|block| block_rules(reader, block));
}

fn paper_rules(reader: &Reader<'_>, paper: &Paper) {
    let tell = |what: String, mend: &str| reader.problem(paper.line, what, mend);
    for (name, points) in &paper.sizes {
        let least = if name == "body" {
            LEAST_BODY_POINTS
        } else {
            LEAST_POINTS
        };
        if !(least..=40.0).contains(points) {
            tell(
                format!("cỡ chữ {name} = {points} không dùng được"),
                &format!("ghi từ {least} đến 40"),
            );
        }
    }
    if !paper.sizes.contains_key("body") {
        tell(
            "khổ giấy thiếu cỡ chữ body".into(),
            "thêm sizes = { body = 10 }",
        );
    }
    if paper.line_height < 1.2 || paper.line_height > 3.0 {
        tell(
            format!("line_height = {} làm mất dấu", paper.line_height),
            "ghi từ 1.2 đến 3",
        );
    }
    let least = paper.size.least_signature_mm();
    if paper.signature_mm < least {
        tell(
            format!("signature_mm = {} quá hẹp để ký", paper.signature_mm),
            &format!("ghi ít nhất {least}"),
        );
    }
    if !(20.0..=25.0).contains(&paper.qr_mm) {
        tell(
            format!("qr_mm = {} không đúng", paper.qr_mm),
            "ghi từ 20 đến 25",
        );
    }
    let (width, height) = paper.mm();
    let [top, right, bottom, left] = paper.margins_mm;
    if paper.margins_mm.iter().any(|m| *m < 5.0) {
        tell(
            "lề nhỏ hơn 5 mm, máy in sẽ cắt chữ".into(),
            "ghi mỗi lề ít nhất 5",
        );
    }
    if width - left - right < 60.0 || height - top - bottom < 60.0 {
        tell(
            "lề quá rộng, không còn chỗ cho chữ".into(),
            "giảm lề, chừa ít nhất 60 mm mỗi chiều",
        );
    }
}

fn block_rules(reader: &Reader<'_>, block: &Block) {
    match &block.body {
        Body::Columns(columns) => {
            widths_rule(reader, block.line, &columns.widths, columns.cells.len());
        }
        Body::Table(table) => widths_rule(reader, block.line, &table.widths, table.widths.len()),
        Body::Signatures(signers) if signers.len() > 4 => {
            reader.problem(
                block.line,
                "quá bốn người ký trên một hàng",
                "tách thành hai khối signatures",
            );
        }
        Body::Signatures(_) | Body::Item(_) => {}
    }
}

fn widths_rule(reader: &Reader<'_>, line: usize, widths: &[f32], columns: usize) {
    let sum: f32 = widths.iter().sum();
    if widths.len() != columns {
        let what = format!("có {} bề rộng cho {columns} cột", widths.len());
        reader.problem(line, what, "ghi mỗi cột một số trong widths");
    } else if widths.iter().any(|w| *w < 3.0) {
        reader.problem(
            line,
            "có cột hẹp hơn 3 %",
            "ghi mỗi số trong widths từ 3 trở lên",
        );
    } else if (sum - 100.0).abs() > 0.5 {
        reader.problem(
            line,
            format!("tổng bề rộng các cột là {sum}"),
            "sửa widths cho tổng bằng 100",
        );
    }
}

/// Every size name that is used, and where.
fn sizes(template: &Template) -> Vec<(&str, usize)> {
    let mut out: Vec<_> = lines(template).map(|t| (t.size.as_str(), t.line)).collect();
    out.extend(
        template
            .page_number
            .iter()
            .map(|(_, size)| (size.as_str(), 1)),
    );
    out
}

/// Every text of a template.
pub fn lines(template: &Template) -> impl Iterator<Item = &TextLine> {
    let outside = template.outside.iter().map(|o| &o.text);
    outside.chain(template.blocks.iter().flat_map(|b| block_lines(&b.body)))
}

fn block_lines(body: &Body) -> Vec<&TextLine> {
    match body {
        Body::Item(item) => text(item).into_iter().collect(),
        Body::Columns(columns) => columns.cells.iter().flatten().filter_map(text).collect(),
        Body::Table(table) => table
            .head
            .iter()
            .chain(&table.row)
            .flatten()
            .map(|cell| &cell.text)
            .collect(),
        Body::Signatures(signers) => signers
            .iter()
            .flat_map(|s| s.above.iter().chain(&s.name))
            .collect(),
    }
}

fn text(item: &Item) -> Option<&TextLine> {
    if let Item::Text(line) = item {
        Some(line)
    } else {
        None
    }
}
