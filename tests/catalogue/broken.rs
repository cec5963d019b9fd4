//! One broken file for each rule of the check.

use std::fs;
use std::path::Path;

use motcua::catalogue::{Catalogue, check_office};

/// A broken office file: its path, its text (shorthand, see `spelled_out`), the line the problem
/// must name, and a part of what must be said.
type Broken = (&'static str, &'static str, usize, &'static str);

#[rustfmt::skip]
const BROKEN_TABLES: &[Broken] = &[
    ("catalogue/procedures.tsv", "code\tname\n", 1, "tiêu đề"),
    ("catalogue/wrong.tsv", "code\n", 0, "bảng nào"),
    ("catalogue/procedures-a.tsv", "HEAD\n1.99\tX\t\t\txa\t\t\t\ts\tv\t\t\n", 2, "không phải mã"),
    ("catalogue/procedures-b.tsv", "HEAD\n9.000001\t\t\t\txa\t\t\t\ts\tv\t\t\n", 2, "thiếu tên"),
    ("catalogue/procedures-c.tsv", "HEAD\n9.000001\tX\t\t\tthon\t\t\t\ts\tv\t\t\n", 2, "không có cấp"),
    ("catalogue/procedures-d.tsv", "HEAD\n9.000001\tX\t\t\txa\tfax\t\t\ts\tv\t\t\n", 2, "cách nộp"),
    ("catalogue/procedures-e.tsv", "HEAD\n9.000001\tX\t\t\txa\t\t\tx\ts\tv\t\t\n", 2, "có/không"),
    ("catalogue/procedures-f.tsv", "HEAD\n9.000001\tX\t\t\txa\t\t\t\ts\t\t\t\n", 2, "phiên bản"),
    ("catalogue/procedures-g.tsv", "HEAD\n1.001193\tX\t\t\txa\t\t\t\ts\tv\t2025-13-01\t\n", 2, "không hiểu ngày"),
    ("catalogue/procedures-h.tsv", "HEAD\n1.001193\tX\t\t\txa\t\t\t\ts\tv\t2025-02-01\t2025-01-01\n", 2, "hết hiệu lực"),
    ("catalogue/procedures-i.tsv", "HEAD\n9.000001\tX\t\t\txa\t\t\t\ts\tv\t\t\n", 2, "chưa có trường hợp"),
    ("catalogue/procedures-j.tsv", "HEAD\n1.001193\tX\t\t\txa\t\t\t\ts\tv\t\t\n1.001193\tY\t\t\txa\t\t\t\ts\tv\t\t\n", 3, "hai lần"),
    ("catalogue/procedures-k.tsv", "HEAD\n1.001193\tKhai sinh e\u{302}\t\t\txa\t\t\t\ts\tv\t\t\n", 2, "tách rời"),
    ("catalogue/procedures-l.tsv", "HEAD\n1.001193\tX\n", 2, "cột"),
    ("catalogue/cases.tsv", "HEAD\n1.001193\t1\t2 ngày\t1\t\t\t\t\n", 2, "thời hạn"),
    ("catalogue/cases-b.tsv", "HEAD\n1.001193\t\t2d\t1\t\t\t\t\n", 2, "chưa có mã"),
    ("catalogue/cases-c.tsv", "HEAD\n9.999999\t1\t2d\t1\t\t\t\t\n", 2, "không có thủ tục"),
    ("catalogue/cases-d.tsv", "HEAD\n1.001193\t1\t2d\t1\t\t\t\t\n1.001193\t1\t3d\t1\t\t\t\t\n", 3, "hai lần"),
    ("catalogue/fees.tsv", "HEAD\n1.001193\t*\tthue\tX\t1\thồ sơ\t\t\t\t\t\n", 2, "loại thu"),
    ("catalogue/fees-b.tsv", "HEAD\n1.001193\t7\tphi\tX\t1\thồ sơ\t\t\t\t\t\n", 2, "không có trường hợp"),
    ("catalogue/fees-c.tsv", "HEAD\n1.001193\t*\tphi\tX\t8.000\thồ sơ\t\t\t\t\t\n", 2, "số tiền"),
    ("catalogue/papers.tsv", "HEAD\n1.001193\t1\t\tTờ khai\tmột\t0\t0\t\n", 2, "số đếm"),
    ("catalogue/papers-b.tsv", "HEAD\n1.001193\t1\t\tA\t1\t0\t0\t\n1.001193\t1\t\tB\t1\t0\t0\t\n", 3, "hai lần"),
];

#[rustfmt::skip]
const BROKEN_PROCESSES: &[Broken] = &[
    ("processes/a.toml", "source = \"x\"\n[[process]]\nid = 7\n", 3, "không đọc được"),
    ("processes/b.toml", "source = \"x\"\nvalid_from = \"hôm qua\"\n", 2, "ngày hiệu lực"),
    ("processes/c.toml", "PROCESS c 2\nprocedure = \"1.99\"\nsteps = [RECEIVE, RETURN]\n", 3, "không phải mã"),
    ("processes/d.toml", "PROCESS d 2\nprocedure = \"9.999999\"\nsteps = [RECEIVE, RETURN]\n", 3, "không có thủ tục"),
    ("processes/f.toml", "PROCESS f 1\nsteps = [RETURN]\n", 3, "bước đầu"),
    ("processes/h.toml", "PROCESS h 1\nsteps = [{ kind = \"receive\", unit = \"desk\", role = \"king\", half_days = 1, name = \"X\" }]\n", 3, "vai trò"),
    ("processes/i.toml", "PROCESS i 1\nsteps = [{ kind = \"receive\", unit = \"kho\", role = \"specialist\", half_days = 1, name = \"X\" }]\n", 3, "nơi làm"),
    ("processes/j.toml", "PROCESS xa-2025-qt-01-cx-hctp 2\nsteps = [RECEIVE, RETURN]\n", 3, "đã dùng"),
];

#[rustfmt::skip]
const BROKEN_FORMS: &[Broken] = &[
    ("forms/a.toml", "id = \"a\"\ntitle = \n", 2, "không đọc được"),
    ("forms/b.toml", "id = \"x\"\nprocedures = [\"1.000005\"]\ntitle = \"B\"\nbased_on = \"generic\"\n", 1, "id khác tên tệp"),
    ("forms/c.toml", "id = \"c\"\nprocedures = [\"9.999999\"]\ntitle = \"C\"\nbased_on = \"generic\"\n", 2, "không có thủ tục"),
    ("forms/d.toml", "id = \"d\"\nprocedures = [\"1.000005\"]\ntitle = \"D\"\n", 1, "mẫu chung"),
    ("forms/e.toml", "id = \"e\"\ntitle = \"E\"\nbased_on = \"generic\"\n", 1, "chưa gắn"),
    ("forms/f.toml", "id = \"f\"\nprocedures = [\"1.001193\"]\ntitle = \"F\"\nbased_on = \"generic\"\n", 2, "đã có biểu mẫu khác"),
    ("forms/g.toml", "id = \"g\"\nprocedures = [\"1.000005\"]\ntitle = \"G\"\nbased_on = \"generic\"\nsummary = \"Cho {ai}\"\n", 5, "{ai}"),
    ("forms/h.toml", "FORM h\nfields = [\n{ key = \"a\", label = \"A\", kind = \"text\" },\n{ key = \"a\", label = \"B\", kind = \"text\" },\n]\n", 8, "dùng hai lần"),
    ("forms/i.toml", "FORM i\nfields = [\n{ key = \"Tên\", label = \"A\", kind = \"text\" },\n]\n", 8, "không hợp lệ"),
    ("forms/j.toml", "FORM j\nfields = [\n{ key = \"a\", label = \" \", kind = \"text\" },\n]\n", 8, "chưa có nhãn"),
    ("forms/k.toml", "FORM k\nfields = [\n{ key = \"a\", label = \"A\", kind = \"choice\" },\n]\n", 8, "choices"),
    ("forms/l.toml", "FORM l\nfields = [\n{ key = \"a\", label = \"A\", kind = \"choice\", choices = [\"x\"], default = \"y\" },\n]\n", 8, "không có trong choices"),
    ("forms/m.toml", "FORM m\nfields = [\n{ key = \"a\", label = \"A\", kind = \"number\", min = 5, max = 1 },\n]\n", 8, "max nhỏ hơn min"),
    ("forms/n.toml", "FORM n\nfields = [\n{ key = \"a\", label = \"A\", kind = \"thing\" },\n]\n", 8, "không đọc được"),
    ("forms/o.toml", "id = \"o\"\nprocedures = [\"1.000005\"]\ntitle = \"O\"\nbased_on = \"generic\"\npapers = [\n{ name = \"Đơn\" },\n]\n", 6, "không có bản nào"),
];

/// Writes out the shorthand: the right head line of a table, the head of a process or a form, and
/// two good steps.
pub fn spelled_out(path: &str, text: &str) -> String {
    const HEAD_STEP: &str =
        "unit = \"desk\", role = \"desk_officer\", half_days = 1, name = \"X\" }";
    let table = path
        .trim_start_matches("catalogue/")
        .split(['.', '-'])
        .next()
        .unwrap_or("");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/catalogue");
    let head = fs::read_to_string(root.join(format!("{table}.tsv"))).unwrap_or_default();
    let text = text
        .replace("HEAD", head.lines().next().unwrap_or(""))
        .replace("RECEIVE", &format!("{{ kind = \"receive\", {HEAD_STEP}"))
        .replace("RETURN", &format!("{{ kind = \"return\", {HEAD_STEP}"));
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    match first.split(' ').collect::<Vec<_>>()[..] {
        ["FORM", id] => format!(
            "id = \"{id}\"\nprocedures = [\"1.000005\"]\ntitle = \"X\"\nbased_on = \"generic\"\n\
             [[sections]]\ntitle = \"X\"\n{rest}"
        ),
        ["PROCESS", id, half_days] => format!(
            "source = \"x\"\n[[process]]\nid = \"{id}\"\nname = \"X\"\nhalf_days = {half_days}\n{rest}"
        ),
        _ => text,
    }
}

pub fn office(path: &str, text: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join(path);
    fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    fs::write(file, spelled_out(path, text)).expect("a file");
    dir
}

fn each_is_named_with_line_and_mend(broken: &[Broken]) {
    for (path, text, line, what) in broken {
        let dir = office(path, text);
        let problems = check_office(dir.path()).problems;
        let told = problems.iter().any(|problem| {
            problem.file.ends_with(path)
                && problem.line == *line
                && problem.what.contains(what)
                && !problem.mend.is_empty()
        });
        assert!(told, "{path}: wanted {line}: {what}, told {problems:#?}");
        assert!(
            Catalogue::load(Some(dir.path())).is_err(),
            "{path} must not be loaded"
        );
    }
}

#[test]
fn each_broken_table_is_named_with_line_and_mend() {
    each_is_named_with_line_and_mend(BROKEN_TABLES);
}

#[test]
fn each_broken_process_is_named_with_line_and_mend() {
    each_is_named_with_line_and_mend(BROKEN_PROCESSES);
}

#[test]
fn each_broken_form_is_named_with_line_and_mend() {
    each_is_named_with_line_and_mend(BROKEN_FORMS);
}
