//! The shipped procedures, processes and forms are right, and every rule of the check catches the
//! file that breaks it.

mod broken;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use broken::{office, spelled_out};
use chrono::NaiveDate;
use motcua::catalogue::{Catalogue, check_office, check_shipped};
use motcua::domain::procedure::ProcedureCode;
use motcua::domain::process::{GENERIC, StepKind, StepUnit};
use motcua::text::distinguish;
use motcua::worktime::Limit;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn code(text: &str) -> ProcedureCode {
    ProcedureCode::parse(text).expect("a code")
}

fn shipped() -> Catalogue {
    Catalogue::embedded().expect("the shipped catalogue")
}

#[test]
fn every_shipped_file_passes_the_check() {
    let checked = check_shipped();
    let problems: Vec<String> = checked.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, Vec::<String>::new());
    assert!(
        checked.procedures >= 2_900,
        "{} procedures",
        checked.procedures
    );
    assert!(checked.processes >= 140, "{} processes", checked.processes);
    assert!(checked.forms > 32, "{} forms", checked.forms);
}

#[test]
fn every_file_of_the_folders_is_embedded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = fs::read_to_string(root.join("src/catalogue/shipped.rs")).expect("the list");
    for folder in ["assets/catalogue", "assets/processes", "forms"] {
        for entry in fs::read_dir(root.join(folder)).expect(folder) {
            let name = entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name");
            assert!(
                list.contains(&format!("\"{name}\"")),
                "{folder}/{name} is not embedded"
            );
        }
    }
}

#[test]
fn the_index_holds_every_code_once_in_order() {
    let catalogue = shipped();
    let codes: Vec<&str> = catalogue
        .index()
        .iter()
        .map(|entry| entry.code.national())
        .collect();
    assert!(codes.is_sorted());
    assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
}

#[test]
fn real_names_shortened_to_a_list_stay_apart() {
    let catalogue = shipped();
    let mut names: Vec<&str> = catalogue.index().iter().map(|entry| &*entry.name).collect();
    names.sort_unstable();
    names.dedup();
    for width in [44, 60, 78] {
        for page in names.chunks(20) {
            let short = distinguish(page, width);
            let apart: HashSet<&String> = short.iter().collect();
            assert_eq!(apart.len(), page.len(), "{width}: {short:#?}");
        }
    }
}

#[test]
fn a_procedure_comes_with_its_cases_fees_and_papers() {
    let catalogue = shipped();
    let today = day("2026-11-21");
    let birth = catalogue
        .procedure(&code("1.001193.000.00.00.H62"), today)
        .expect("birth");
    assert_eq!(birth.code.as_str(), "1.001193.000.00.00.H62");
    assert_eq!(birth.name, "Thủ tục đăng ký khai sinh");
    assert_eq!(birth.cases.len(), 1);
    assert_eq!(
        (birth.cases[0].limit, birth.cases[0].limit_checked),
        (Limit::InDay, true)
    );
    assert!(birth.papers.len() > 3);
    assert!(!birth.immediate);

    let again = catalogue
        .procedure(&code("1.004884"), today)
        .expect("birth again");
    let limits: Vec<Limit> = again.cases.iter().map(|case| case.limit).collect();
    assert_eq!(limits, [Limit::HalfDays(10), Limit::CalendarDays(25)]);

    let copy = catalogue
        .procedure(&code("2.000815"), today)
        .expect("certified copy");
    assert!(copy.immediate);
    assert_eq!(copy.cases[0].fees[0].amount_dong, Some(2_000));
    assert_eq!(copy.cases[0].fees[0].unit, "trang");

    assert_eq!(catalogue.procedure(&code("9.999999"), today), None);
}

#[test]
fn what_has_no_limit_says_that_the_clerk_must_choose_one() {
    let catalogue = shipped();
    let unknown = catalogue
        .procedure(&code("1.003622"), day("2026-11-21"))
        .expect("a listed one");
    assert!(unknown.cases[0].needs_limit());
    let entry = catalogue
        .index()
        .iter()
        .find(|entry| entry.code.national() == "1.003622");
    assert_eq!(entry.expect("its entry").limit_words(), "Chưa rõ thời hạn");
}

#[test]
fn the_published_process_nearest_to_the_limit_is_taken_and_fits_it() {
    let catalogue = shipped();
    let again = code("1.004884");
    let on = day("2026-11-21");
    let short = catalogue.process_for(&again, Limit::HalfDays(10), on);
    assert_eq!(
        (short.case.as_str(), short.half_days()),
        ("Không phải xác minh", 10)
    );
    let long = catalogue.process_for(&again, Limit::CalendarDays(25), on);
    assert_eq!(
        (long.case.as_str(), long.half_days()),
        ("Phải xác minh", 35)
    );
    let before = catalogue.process_for(&again, Limit::HalfDays(10), day("2020-08-03"));
    assert_eq!(before.id, GENERIC);
}

#[test]
fn every_procedure_has_a_process_from_desk_to_desk_that_fits_its_limit() {
    let catalogue = shipped();
    let on = day("2026-11-21");
    for entry in catalogue.index() {
        let process = catalogue.process_for(&entry.code, entry.limit, on);
        let first = process
            .steps
            .first()
            .map(|step| (step.kind, step.unit.clone()));
        assert_eq!(
            first,
            Some((StepKind::Receive, StepUnit::Desk)),
            "{}",
            entry.code
        );
        let last = process.steps.last().map(|step| step.kind);
        assert_eq!(last, Some(StepKind::Return), "{}", entry.code);
        if let Limit::HalfDays(n) = entry.limit {
            assert_eq!(process.half_days(), n, "{}", entry.code);
        }
    }
}

#[test]
fn forms_cover_the_common_procedures_and_the_generic_one_the_rest() {
    let catalogue = shipped();
    let own: HashSet<&str> = catalogue.codes_with_forms().collect();
    assert!(own.len() >= 60, "{} procedures with a form", own.len());
    let birth = catalogue.form_for(&code("1.001193.H62"));
    assert_eq!(birth.summary, "Đăng ký khai sinh cho {child_name}");
    assert!(
        birth.fields().any(|field| field.key == "request"),
        "the generic fields stay"
    );
    assert_eq!(catalogue.form_for(&code("1.000005")).id, "generic");
    for own_code in own {
        let form = catalogue.form_for(&code(own_code));
        let fields = form.fields().count();
        assert!((4..=20).contains(&fields), "{}: {fields} fields", form.id);
        assert!(!form.papers.is_empty(), "{} lists no paper", form.id);
    }
}

#[test]
fn a_folder_that_is_not_there_is_a_problem_to_the_check() {
    assert_eq!(check_office(Path::new("/khong/co")).problems.len(), 1);
}

#[test]
fn an_office_lays_its_files_over_the_shipped_ones() {
    let dir = office(
        "catalogue/procedures-xa.tsv",
        "HEAD\n\
         1.001193.H62\tĐăng ký khai sinh tại xã\tHộ tịch\t\txa\tdirect\t\t\txa\t2026-01\t2026-01-01\t\n\
         9.000001\tViệc riêng của xã\tKhác\t\txa\t\t\t\txa\t2026-01\t\t\n",
    );
    let cases = spelled_out(
        "catalogue/cases-xa.tsv",
        "HEAD\n9.000001\t1\t½d\t1\t\t\t\t\n",
    );
    fs::write(dir.path().join("catalogue/cases-xa.tsv"), cases).expect("a file");
    fs::create_dir_all(dir.path().join("forms")).expect("a folder");
    let form = "id = \"khai-sinh\"\nprocedures = [\"1.001193\"]\ntitle = \"Khai sinh tại xã\"\n\
                based_on = \"generic\"\n";
    fs::write(dir.path().join("forms/khai-sinh.toml"), form).expect("a file");
    let catalogue = Catalogue::load(Some(dir.path())).expect("the office's catalogue");
    let shipped = shipped();
    assert_eq!(catalogue.index().len(), shipped.index().len() + 1);
    let birth = catalogue
        .procedure(&code("1.001193"), day("2026-11-21"))
        .expect("birth");
    assert_eq!(birth.name, "Đăng ký khai sinh tại xã");
    assert_eq!(birth.cases[0].limit, Limit::InDay);
    assert_eq!(
        catalogue.procedure(&code("1.001193"), day("2025-11-21")),
        None
    );
    let own = catalogue
        .procedure(&code("9.000001"), day("2026-11-21"))
        .expect("the office's own");
    assert_eq!(own.cases[0].limit, Limit::HalfDays(1));
    assert_eq!(
        catalogue.form_for(&code("1.001193")).title,
        "Khai sinh tại xã"
    );
    assert_ne!(catalogue.version(), shipped.version());
    assert_eq!(
        shipped.version(),
        Catalogue::embedded().expect("again").version()
    );
}
